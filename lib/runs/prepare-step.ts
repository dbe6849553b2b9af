/** A request for a step, checked and compiled, with what is known before anything runs. */

import type { Estimate, QueryText, StepAnswer } from "@/lib/api/answers";
import { isLive } from "@/lib/api/run";
import type { Backend } from "@/lib/backend";
import { stateOf } from "@/lib/engine/run-states";
import { type FromSlice, sliceFor } from "@/lib/engine/slices/slices";
import type { Statement } from "@/queries/statement";
import { type Prepared, prepare } from "./prepare";
import {
  estimateWithin,
  type PreparedQuery,
  placesOutside,
  prepareQuery,
  queryText,
} from "./prepare-query";
import type { RunRequest } from "./request";
import { runToken } from "./start-run";

/** A sound request, and what is known before anything runs. */
export type PreparedStep = Prepared &
  PreparedQuery & {
    readonly request: RunRequest;
    readonly text: QueryText;
    /** What of its scope the table cannot hold, in sentences. */
    readonly notInTable: readonly string[];
    /** The browser tab that asks; empty on the command line. */
    readonly owner: string;
  };

/** Prepares a request; one that cannot run is answered at once. */
export async function prepareStep(
  backend: Backend,
  request: RunRequest,
  owner = "",
): Promise<PreparedStep | Extract<StepAnswer, { kind: "refused" | "needs-inputs" }>> {
  const prepared = prepare(request, backend.sources, backend.config.maxWindowDays);
  if (!prepared.ok) return { kind: "refused", message: prepared.failure.message };
  if ("inputProblems" in prepared.value) {
    return { kind: "needs-inputs", problems: prepared.value.inputProblems };
  }
  const { compiled, explanation, source, scope } = prepared.value;
  const { notInTable, problem } = placesOutside(source, scope);
  if (problem !== null) return { kind: "refused", message: problem, isNotInTable: true };
  const query = await prepareQuery(backend, prepared.value);
  if (!query.ok) return { kind: "refused", message: query.failure.message, canRetry: true };
  const text = queryText(compiled, explanation);
  return { ...query.value, ...prepared.value, request, text, notInTable, owner };
}

/** What a step reads, as far as that is known within a time. */
export function estimateStepWithin(step: PreparedStep, ms: number): Promise<Estimate> {
  return estimateWithin(step, ms, step.notInTable);
}

/** Whether a run of a statement is there: to show its result reads nothing. */
export async function hasRun(
  { backend, dataVersion }: Pick<PreparedQuery, "backend" | "dataVersion">,
  statement: Statement,
): Promise<boolean> {
  const token = runToken(statement.sql, dataVersion.name, null);
  const state = await stateOf(backend.engine, token);
  return isLive(state) || state.state === "done";
}

/** The slice that answers it, cached or to be fetched; null where the source has to be queried. */
export async function sliceOf(step: PreparedStep): Promise<FromSlice | null> {
  const { backend, request, dataVersion } = step;
  const { slices, config } = backend;
  if (slices === null) return null;
  // Where scans are free, the sizes are at hand; where they cost, a slice costs what its step does.
  const reads = slices.isFree ? await step.reads() : null;
  const isSmall = !reads?.ok || reads.value.bytes <= config.sliceBytes;
  // Nothing is fetched for a step in the background, nor for counts, which read fewer columns. A
  // profile is of the events that its step fetches anyway.
  const isOfSlice = request.counts === null || request.counts === "profile";
  const mayFetch = request.mode !== "cached-only" && isOfSlice && isSmall;
  return sliceFor(slices, step, dataVersion.name, mayFetch);
}
