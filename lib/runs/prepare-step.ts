/** A request for a step, checked and compiled, with what is known before anything runs. */
import type { Estimate, QueryText, Reads, StepAnswer, StepRequest } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import type { Backend } from "@/lib/backend";
import { type FromSlice, sliceFor } from "@/lib/engine/slices/slices";
import type { DataVersion, SourceFacts } from "@/lib/engine/source-facts";
import type { Result } from "@/lib/result";
import { notInTableSentences } from "@/lib/text/not-in-table";
import { withTimeLimit } from "@/lib/time-limit";
import { outsideOf } from "@/queries/coverage";
import { type EventQuery, fieldsIn } from "@/queries/query";
import { HOUR_MS } from "@/queries/scope";
import type { Statement } from "@/queries/statement";
import { estimateOf } from "./estimate";
import { type Prepared, prepare } from "./prepare";
import { type Query, runToken } from "./run-token";

/** A sound request, and what is known before anything runs. */
export type PreparedStep = {
  readonly place: Backend;
  readonly request: StepRequest;
  readonly prepared: Prepared;
  readonly holdings: SourceFacts;
  readonly epoch: DataVersion;
  readonly query: QueryText;
  /** What it would read. Nobody lists anything before this is called. */
  readonly reads: () => Promise<Result<Reads>>;
  /** What of its scope the table cannot hold, in sentences. */
  readonly notInTable: readonly string[];
  /** The run that the link names. */
  readonly knownRunId: string | undefined;
  /** The browser tab that asks; empty on the command line. */
  readonly owner: string;
};

/** Prepares a request; one that cannot be asked is answered at once. */
export async function prepareStep(
  place: Backend,
  request: StepRequest,
  owner = "",
): Promise<PreparedStep | Extract<StepAnswer, { kind: "refused" | "needs-inputs" }>> {
  const prepared = prepare(request, place.sources, place.config.maxWindowDays);
  if (!prepared.ok) return { kind: "refused", message: prepared.failure.message };
  if ("inputProblems" in prepared.value) {
    return { kind: "needs-inputs", problems: prepared.value.inputProblems };
  }
  const { compiled, explanation, source, scope } = prepared.value;
  const outside = outsideOf(source.covers, scope, Date.now());
  const notInTable = notInTableSentences(outside, source);
  // A run would scan what the table holds of other places, and its zero rows would mean nothing.
  if (outside.isAll) {
    const message = `${notInTable.join(" ")} Nothing was run: choose another source or scope.`;
    return { kind: "refused", message, isNotInTable: true };
  }
  const holdings = await place.holdings(source);
  if (!holdings.ok) {
    return { kind: "refused", message: holdings.failure.message, canRetry: true };
  }
  const { sql, columns, missingFields, plan, paths } = compiled;
  const hoursRead = paths === null ? null : (paths.untilMs - paths.fromMs) / HOUR_MS;
  let reading: Promise<Result<Reads>> | null = null;
  return {
    place,
    request,
    prepared: prepared.value,
    holdings: holdings.value,
    epoch: holdings.value.epochOf(plan.deliveredUntilMs),
    query: { sql, explanation, columns, missingFields, hoursRead },
    reads: () => {
      reading ??= holdings.value.readsOf({ plan, paths, scope });
      return reading;
    },
    notInTable,
    knownRunId: request.afresh === true ? undefined : request.knownRunId,
    owner,
  };
}

/** Why nothing was read of files that are there, where the query itself chooses among them. */
const FILTERED = "The condition on the log file leaves all of them out.";

const filtersFiles = ({ where }: EventQuery): boolean =>
  where.flatMap(fieldsIn).includes("logfile");

/** What it reads, as far as that is known within a time. */
export async function estimateWithin(asking: PreparedStep, ms: number): Promise<Estimate> {
  const { place, prepared, reads, notInTable } = asking;
  const told = await withTimeLimit(ms, reads());
  const { compiled, source } = prepared;
  const asked = filtersFiles(asking.prepared.query)
    ? { ...source, unreadReason: FILTERED }
    : source;
  return estimateOf(compiled.plan, asked, told, place.cutoffBytes, notInTable);
}

/** Where a run is, by its id or by the token that whoever asks the same would start it under. */
export const stateOf = async ({ place }: PreparedStep, runId: string): Promise<RunState> =>
  (await place.engine.states([runId])).get(runId) ?? { state: "unknown" };

/** A statement, and the token that starts or joins its run. */
export const queryOf = (
  { epoch, owner }: PreparedStep,
  statement: Statement,
  retryOf: string | null,
): Query => ({
  statement,
  token: runToken(statement.sql, epoch.name, retryOf),
  reuseMinutes: epoch.reuseMinutes,
  owner,
});

/** Whether a run of a statement is there: to show its result reads nothing. */
export async function hasRun(asking: PreparedStep, statement: Statement): Promise<boolean> {
  const { state } = await stateOf(asking, queryOf(asking, statement, null).token);
  return state === "queued" || state === "running" || state === "done";
}

/** The slice that answers it, held or to be fetched; null where the source has to be asked. */
export async function sliceOf(asking: PreparedStep): Promise<FromSlice | null> {
  const { place, request, prepared, epoch } = asking;
  const { slices, config } = place;
  if (slices === null) return null;
  // Where scans are free, the sizes are at hand; where they cost, a slice costs what its step does.
  const reads = slices.isFree ? await asking.reads() : null;
  const isSmall = !reads?.ok || reads.value.bytes <= config.sliceBytes;
  // Nothing is fetched for a step that nobody looks at, nor for counts, which read fewer columns.
  const mayFetch = !request.onlyFromSlice && !request.activity && isSmall;
  return sliceFor(slices, prepared, epoch.name, mayFetch);
}
