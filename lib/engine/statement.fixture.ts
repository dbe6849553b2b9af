/** Statements that tests write by hand, with the plan of the partitions that they name. */
import { lakeSource } from "@/lib/lake/lake-source";
import { plan } from "@/queries/partitions";
import { DAY_MS } from "@/queries/scope";
import type { Statement } from "@/queries/statement";

/** A statement over the partitions of a day in January 2026. */
export function onDay(sql: string, day = 31): Statement {
  const fromMs = Date.UTC(2026, 0, day);
  const scope = { accounts: [], regions: [], fromMs, toMs: fromMs + DAY_MS };
  return { sql, plan: plan(scope, lakeSource) };
}

/** A statement that names no partition. */
export function unplanned(sql: string): Statement {
  return { sql, plan: { ...onDay(sql).plan, times: [] } };
}
