/** Runs: from requests to executions that everybody shares. The same question meets the same run. */
import { createHash } from "node:crypto";
import { settled } from "@/lib/answer-rows";
import type { Reads, RunStates, StepAnswer, StepRequest } from "@/lib/answers";
import { audit } from "@/lib/audit";
import type { Workplace } from "@/lib/engine";
import type { Engine, RunState } from "@/lib/engine/port";
import { estimate } from "@/lib/estimate";
import { prepare, readRequest } from "@/lib/prepare";
import { type Result, succeed } from "@/lib/result";
import { epochOfRun, noteEpoch } from "@/lib/run-epochs";

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

const OTHER_QUERY = "The result that this link names belongs to another query.";
const NOT_HELD =
  "The result that this link was made with is no longer held here, so the step was run afresh.";

type Met = Result<{ readonly runId: string; readonly isNew: boolean }>;

/** The last turn under each token; whoever asks meanwhile waits for it, and so meets its run. */
const turns = new Map<string, Promise<unknown>>();

/** Does one thing at a time under a token: whether its run exists, and its start, belong together. */
async function inTurn<T>(token: string, act: () => Promise<T>): Promise<T> {
  const turn = (turns.get(token) ?? Promise.resolve()).then(act, act);
  turns.set(token, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(token) === turn) turns.delete(token);
  }
}

/**
 * Meets the token's run, or else makes it, unless it is one that asks first. The id is the
 * engine's to give.
 */
async function meet(
  engine: Engine,
  query: { readonly sql: string; readonly token: string; readonly reuseMinutes: number },
  asksFor: Reads | null,
): Promise<Met | { readonly asksFor: Reads }> {
  const { sql, token, reuseMinutes } = query;
  return inTurn(token, async () => {
    const held = (await engine.states([token])).get(token);
    const isNew = (held?.state ?? "unknown") === "unknown";
    if (isNew && asksFor !== null) return { asksFor };
    const started = await engine.start(sql, token, reuseMinutes);
    return started.ok ? succeed({ runId: started.value, isNew }) : started;
  });
}

/** The state of the run that a link names; unknown without one. */
async function linkedState({ engine }: Workplace, runId: string | undefined): Promise<RunState> {
  if (runId === undefined) return { state: "unknown" };
  return (await engine.states([runId])).get(runId) ?? { state: "unknown" };
}

async function startStep(place: Workplace, request: StepRequest): Promise<StepAnswer> {
  const { config, engine, sources } = place;
  const prepared = prepare(request, sources, config.maxWindowDays);
  if (!prepared.ok) return { kind: "refused", message: prepared.failure.message };
  if ("inputProblems" in prepared.value) {
    return { kind: "needs-inputs", problems: prepared.value.inputProblems };
  }
  const { compiled, explanation, address, source } = prepared.value;
  const holdings = await place.holdings(source);
  if (!holdings.ok) {
    return { kind: "refused", message: holdings.failure.message, canRetry: true };
  }

  const { sql, columns, missingFields, plan } = compiled;
  const query = { sql, explanation, columns, missingFields };
  const cost = estimate(plan, holdings.value.partitions, source.source.deliveryLagMs);
  const { retryOf = null } = request;
  const epoch = holdings.value.epochOf(plan.deliveredUntilMs);
  const knownRunId = request.afresh === true ? undefined : request.knownRunId;
  const linked = await linkedState(place, knownRunId);
  if (knownRunId !== undefined && linked.state !== "unknown" && !retryOf) {
    if (linked.sql !== sql) {
      return { kind: "other-query", message: OTHER_QUERY, query, estimate: cost };
    }
    const message = holdings.value.overtaken(epochOfRun(knownRunId) ?? epoch.name, epoch.name);
    const notice = message === null ? null : { message, offersRun: true };
    const met = { runId: knownRunId, isNew: false, state: linked, notice } as const;
    return { kind: "started", query, estimate: cost, ...met };
  }
  const token = runToken(sql, epoch.name, retryOf);
  const limitBytes = config.askAboveBytes;
  const { reads } = cost;
  const isOver = reads !== null && reads.bytes > limitBytes;
  const asksFor = isOver && request.confirmed !== true ? reads : null;
  const met = await meet(engine, { sql, token, reuseMinutes: epoch.reuseMinutes }, asksFor);
  if ("asksFor" in met) {
    return { kind: "asks-first", query, estimate: cost, reads: met.asksFor, limitBytes };
  }
  if (!met.ok) return { kind: "refused", message: met.failure.message, canRetry: true };
  const { runId, isNew } = met.value;
  noteEpoch(runId, epoch.name);
  if (isNew) {
    const bytes = reads?.bytes ?? null;
    await audit(config.dataDir, { did: "run", step: address, request, run: runId, bytes });
  }
  const state = await settled(engine, runId, SHORT_RUN_MS);
  const isGone = knownRunId !== undefined && knownRunId !== runId;
  const notice = isGone ? { message: NOT_HELD, offersRun: false } : null;
  return { kind: "started", runId, isNew, query, estimate: cost, state, notice };
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
