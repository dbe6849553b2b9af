/** Runs: from requests to executions that everybody shares. The same question meets the same run. */
import { createHash } from "node:crypto";
import { settled } from "@/lib/answer-rows";
import type { RunStates, StepAnswer, StepRequest } from "@/lib/answers";
import { audit } from "@/lib/audit";
import type { Workplace } from "@/lib/engine";
import type { RunState } from "@/lib/engine/port";
import { estimate } from "@/lib/estimate";
import { prepare, readRequest } from "@/lib/prepare";

/** More runs than a page has steps are a mistake or an attack. */
const MAX_RUNS_A_CALL = 50;

/** A run that ends this soon is told done in the answer to its start, which saves a poll. */
const SHORT_RUN_MS = 60;

/**
 * Names an execution. Whoever asks the same SQL of the same data gets the same run; `retryOf` names
 * the failed or cancelled one that a person wants to try again.
 */
export function runToken(sql: string, epoch: string, retryOf: string | null): string {
  return createHash("sha256")
    .update(JSON.stringify([sql, epoch, retryOf]))
    .digest("hex")
    .slice(0, 40);
}

const isHeld = (state: RunState | undefined): boolean =>
  state !== undefined && state.state !== "unknown";

async function startStep(place: Workplace, request: StepRequest): Promise<StepAnswer> {
  const { config, engine, source } = place;
  const prepared = prepare(request, source, config.maxWindowDays);
  if (!prepared.ok) return { kind: "refused", message: prepared.failure.message };
  if ("inputProblems" in prepared.value) {
    return { kind: "needs-inputs", problems: prepared.value.inputProblems };
  }
  const holdings = await place.holdings();
  if (!holdings.ok) return { kind: "refused", message: holdings.failure.message };

  const { compiled, explanation, address } = prepared.value;
  const { sql, columns, missingFields, plan } = compiled;
  const query = { sql, explanation, columns, missingFields };
  const cost = estimate(plan, holdings.value.partitions, source.deliveryLagMs);
  const epoch = holdings.value.epochOf(plan.deliveredUntilMs);
  const token = runToken(sql, epoch, request.retryOf ?? null);
  const { knownRunId } = request;
  const states = await engine.states([token, ...(knownRunId === undefined ? [] : [knownRunId])]);
  const known = states.get(knownRunId ?? token) ?? { state: "unknown" };
  if (known.state !== "unknown" && known.sql === sql && request.retryOf === undefined) {
    return {
      kind: "started",
      runId: knownRunId ?? token,
      query,
      estimate: cost,
      state: known,
      notice: null,
    };
  }
  const isNew = !isHeld(states.get(token));
  const { reads } = cost;
  const isOver = reads !== null && reads.bytes > config.askAboveBytes;
  if (isNew && isOver && request.confirmed !== true) {
    const limitBytes = config.askAboveBytes;
    return { kind: "asks-first", query, estimate: cost, reads, limitBytes };
  }
  const started = await engine.start(sql, token);
  if (!started.ok) return { kind: "refused", message: started.failure.message };
  const runId = started.value;
  const asked = {
    did: "run",
    step: address,
    request,
    run: runId,
    bytes: cost.reads?.bytes ?? null,
  } as const;
  if (isNew) await audit(config.dataDir, asked);
  const state = await settled(engine, runId, SHORT_RUN_MS);
  const notice = knownRunId === undefined || knownRunId === runId ? null : noticeOf(known);
  return { kind: "started", runId, query, estimate: cost, state, notice };
}

/** Why the run that a link names is not the one shown. */
function noticeOf(known: RunState): string {
  return isHeld(known)
    ? "The result that this link names belongs to another query, so the step was run afresh."
    : "The result that this link was made with is no longer held here, so the step was run afresh.";
}

/** Starts, or meets again, the run of each request. Arguments come from the browser and are checked. */
export async function startSteps(
  place: Workplace,
  requests: unknown,
): Promise<readonly StepAnswer[]> {
  if (!Array.isArray(requests) || requests.length > MAX_RUNS_A_CALL) return [];
  return Promise.all(
    requests.map(async (value): Promise<StepAnswer> => {
      const request = readRequest(value);
      if (!request) return { kind: "refused", message: "The request could not be read." };
      return startStep(place, request);
    }),
  );
}

/** The states of runs, in one call for a whole page. */
export async function pollRuns({ engine }: Workplace, ids: readonly string[]): Promise<RunStates> {
  return Object.fromEntries(await engine.states(ids.slice(0, MAX_RUNS_A_CALL)));
}
