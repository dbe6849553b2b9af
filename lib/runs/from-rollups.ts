/** How a query is answered from daily roll-ups: which days are kept, and what has to be scanned. */
import { canKeep, type DayStamps } from "@/lib/engine/rollups/kept-days";
import type { Slices } from "@/lib/engine/slices/slices";
import { compileOverRollups, daysBehind } from "@/queries/rollups/over-rollups";
import { DAY_MS, type Scope } from "@/queries/scope";
import type { OverSlice } from "@/queries/slices";
import { hasRun, type PreparedStep } from "./prepare-step";
import { type Day, daysIn, type RollupScan, scanOf } from "./rollup-days";

export type FromRollups = {
  /** The query over the kept days and the rows of the scan. */
  readonly over: OverSlice;
  /** Null where all days are kept. */
  readonly scan: RollupScan | null;
};

/**
 * Events are counted by day from one column, in a few rows. So no roll-ups are made for it, but for
 * the days that may not be closed yet.
 */
const MOST_OPEN_MS = 3 * DAY_MS;

/** Where scans are free, one roll-up of all accounts and regions serves all scopes. */
const rolledUp = (
  { isFree }: Slices,
  { accounts, regions }: Scope,
): Pick<Scope, "accounts" | "regions"> =>
  isFree ? { accounts: [], regions: [] } : { accounts, regions };

/**
 * The days to scan: from the first to the last that is not kept. The last one only to the end of the
 * range where more of it is expected, because it is not kept then.
 */
function spanOf(missing: readonly Day[], stamps: DayStamps, toMs: number) {
  const [first, last] = [missing[0], missing.at(-1)];
  if (!first || !last) return null;
  const endMs = stamps.has(last.day) ? last.toMs : Math.min(last.toMs, toMs);
  return { fromMs: first.fromMs, toMs: endMs };
}

/**
 * How the roll-ups of the days behind a step's query answer it; null where they do not, or where to
 * make them would cost more than to read the events.
 */
export async function fromRollups(step: PreparedStep): Promise<FromRollups | null> {
  const { backend, query, scope, source } = step;
  const { slices } = backend;
  const span = daysBehind(query, scope);
  if (slices === null || span === null || (await hasRun(step, step.compiled))) return null;
  const behind: Scope = { ...rolledUp(slices, scope), ...span };
  const days = await daysIn(step, slices, behind);
  const missing = spanOf(days.missing, days.stamps, scope.toMs);
  if (missing && query.answer.kind === "days" && missing.toMs - missing.fromMs > MOST_OPEN_MS)
    return null;
  // A scan for roll-ups costs more than one for the answer alone; it pays where they are kept.
  if (missing && !(await canKeep(days.place))) return null;
  const scan = missing && (await scanOf(step, days, { ...behind, ...missing }));
  if (missing && !scan) return null;
  const files = [...days.kept].flatMap(([day, file]) => {
    const ms = Date.parse(day);
    const isScanned = missing !== null && ms >= missing.fromMs && ms < missing.toMs;
    return isScanned ? [] : file;
  });
  if (scan === null && files.length === 0) return null;
  const over = compileOverRollups(query, scope, source.source, {
    ...behind,
    files,
    hasSlice: scan !== null,
  });
  return "refused" in over ? null : { over: { sql: over.sql, isListing: false }, scan };
}

/** A step with the estimate of the scan for its roll-ups. */
export function withScan<Step extends PreparedStep>(
  step: Step,
  { compiled, reads }: RollupScan,
): Step {
  const { plan, paths } = compiled;
  return { ...step, compiled: { ...step.compiled, plan, paths }, reads };
}
