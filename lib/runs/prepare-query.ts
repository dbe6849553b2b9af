/** A compiled query with what is known of its source before it runs: of a step, or of one event. */
import type { Estimate, QueryText, Reads } from "@/lib/api/answers";
import type { Backend } from "@/lib/backend";
import type { DataVersion, SourceFacts } from "@/lib/engine/source-facts";
import { type Result, succeed } from "@/lib/result";
import { notInTableSentences } from "@/lib/text/not-in-table";
import { withTimeLimit } from "@/lib/time-limit";
import type { CompiledQuery } from "@/queries/compile";
import { outsideOf } from "@/queries/coverage";
import type { FoundSource } from "@/queries/gather-sources";
import { type EventQuery, fieldsIn } from "@/queries/query";
import { HOUR_MS, type Scope } from "@/queries/scope";
import type { PlannedStatement } from "@/queries/statement";
import { estimateOf } from "./estimate";

/** A query, and what it was compiled for. */
export type Compiled = {
  readonly query: Pick<EventQuery, "where">;
  readonly scope: Scope;
  readonly source: FoundSource;
  readonly compiled: PlannedStatement;
};

export type PreparedQuery = Compiled & {
  readonly backend: Backend;
  readonly facts: SourceFacts;
  /** The version of the data that a run of now reads. */
  readonly dataVersion: DataVersion;
  /** What it would read. Nothing is listed before the first call, and that only once. */
  readonly reads: () => Promise<Result<Reads>>;
};

/** Adds what the source knows; fails where there is nothing to query yet. */
export async function prepareQuery(
  backend: Backend,
  { query, scope, source, compiled }: Compiled,
): Promise<Result<PreparedQuery>> {
  const facts = await backend.holdings(source);
  if (!facts.ok) return facts;
  const { plan, paths } = compiled;
  let reading: Promise<Result<Reads>> | null = null;
  return succeed({
    backend,
    query,
    scope,
    source,
    compiled,
    facts: facts.value,
    dataVersion: facts.value.dataVersionOf(plan.deliveredUntilMs),
    reads: () => {
      reading ??= facts.value.readsOf({ plan, paths, scope });
      return reading;
    },
  });
}

/** A compiled query as a person reads it. */
export function queryText(
  { sql, columns, missingFields, paths }: Omit<CompiledQuery, "isListing">,
  explanation: string,
): QueryText {
  const hoursRead = paths === null ? null : (paths.untilMs - paths.fromMs) / HOUR_MS;
  return { sql, explanation, columns, missingFields, hoursRead };
}

/**
 * What of a scope the table cannot hold, in sentences. Where that is all of it, a run would scan other
 * places, and its zero rows would mean nothing: `problem` says so.
 */
export function placesOutside(source: FoundSource, scope: Scope) {
  const outside = outsideOf(source.covers, scope, Date.now());
  const notInTable = notInTableSentences(outside, source);
  const problem = `${notInTable.join(" ")} Nothing was run: choose another source or scope.`;
  return { notInTable, problem: outside.isAll ? problem : null };
}

/** Why nothing was read of files that are there, where the query itself chooses among them. */
const FILTERED = "The condition on the log file leaves all of them out.";

/** What a query reads, as far as that is known within a time. */
export async function estimateWithin(
  { backend, query, source, compiled, reads }: PreparedQuery,
  ms: number,
  notInTable: readonly string[] = [],
): Promise<Estimate> {
  const sizes = await withTimeLimit(ms, reads());
  const filtersFiles = query.where.flatMap(fieldsIn).includes("logfile");
  const of = filtersFiles ? { ...source, unreadReason: FILTERED } : source;
  return estimateOf(compiled.plan, of, sizes, backend.cutoffBytes, notInTable);
}
