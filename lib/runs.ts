/** Runs: from requests to executions that everybody shares. The same question meets the same run. */
import { createHash } from "node:crypto";
import type { RunStates, StepAnswer, StepRequest } from "@/lib/answers";
import { recordRun } from "@/lib/audit";
import type { Workplace } from "@/lib/engine";
import { estimate } from "@/lib/estimate";
import { prepare, readRequest } from "@/lib/prepare";

/** More runs than a page has steps are a mistake or an attack. */
const MAX_RUNS_A_CALL = 50;

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

async function startStep(place: Workplace, request: StepRequest): Promise<StepAnswer> {
  const { config, engine, source } = place;
  const prepared = prepare(request, source, config.maxWindowDays);
  if (!prepared.ok) return { kind: "refused", message: prepared.failure.message };
  if ("inputProblems" in prepared.value)
    return { kind: "needs-inputs", problems: prepared.value.inputProblems };
  const lake = await place.lake();
  if (!lake.ok) return { kind: "refused", message: lake.failure.message };

  const { compiled, explanation, address } = prepared.value;
  const { sql, columns, missingFields, plan } = compiled;
  const query = { sql, explanation, columns, missingFields };
  const cost = estimate(plan, lake.value.partitions, source.deliveryLagMs);
  const token = runToken(sql, lake.value.epoch, request.retryOf ?? null);
  const known = request.knownRunId;
  const states = await engine.states(known === undefined ? [token] : [token, known]);
  const isHeld = states.get(token)?.state !== "unknown";
  if (!isHeld && cost.bytes > config.askAboveBytes && request.confirmed !== true) {
    return { kind: "asks-first", query, estimate: cost, limitBytes: config.askAboveBytes };
  }

  const knownState = known === undefined ? undefined : states.get(known);
  if (
    known !== undefined &&
    knownState &&
    knownState.state !== "unknown" &&
    knownState.sql === sql
  ) {
    return { kind: "started", runId: known, query, estimate: cost, notice: null };
  }
  const started = await engine.start(sql, token);
  if (!started.ok) return { kind: "refused", message: started.failure.message };
  if (!isHeld)
    await recordRun(config.dataDir, { address, request, runId: started.value, bytes: cost.bytes });
  return {
    kind: "started",
    runId: started.value,
    query,
    estimate: cost,
    notice: noticeOf(known, knownState?.state, started.value),
  };
}

/** Why the run that a link names is not the one shown. */
function noticeOf(
  known: string | undefined,
  state: string | undefined,
  runId: string,
): string | null {
  if (known === undefined || known === runId) return null;
  return state === "unknown"
    ? "The result that this link was made with is no longer held here; the step was run again."
    : "The result that this link names belongs to another query; the step was run again.";
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
      return request
        ? startStep(place, request)
        : { kind: "refused", message: "The request could not be read." };
    }),
  );
}

/** The states of runs, in one call for a whole page. */
export async function pollRuns({ engine }: Workplace, ids: unknown): Promise<RunStates> {
  if (!Array.isArray(ids) || ids.length > MAX_RUNS_A_CALL) return {};
  return Object.fromEntries(
    await engine.states(ids.filter((id): id is string => typeof id === "string")),
  );
}
