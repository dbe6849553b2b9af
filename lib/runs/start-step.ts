/** One step's run: joined where there is one, or started over the source or over a slice. */

import type { StepAnswer } from "@/lib/api/answers";
import { isLive, type RunState } from "@/lib/api/run";
import type { Backend } from "@/lib/backend";
import { settled } from "@/lib/engine/answer-rows";
import { stateOf } from "@/lib/engine/run-states";
import { sliceRunOf } from "@/lib/engine/slices/sliced-engine";
import { type FromSlice, keepSlice, type Slices } from "@/lib/engine/slices/slices";
import { succeed } from "@/lib/result";
import { endedWithoutRows } from "@/lib/text/read-files";
import type { Statement } from "@/queries/statement";
import { dataVersionRead, freshnessNotice, noteDataVersion } from "./freshness";
import { fromRollups, withScan } from "./from-rollups";
import {
  estimateStepWithin,
  hasRun,
  type PreparedStep,
  prepareStep,
  sliceOf,
} from "./prepare-step";
import type { RunRequest } from "./request";
import { startFromRollups } from "./start-rollups";
import { type How, type Start, startConfirmed, startRun, withRetries } from "./start-run";
import { subscribe } from "./subscribers";

/** A run that ends this soon is done in the answer to its start, which saves a poll. */
const SHORT_RUN_MS = 60;
/** An answer from cached events is worth waiting for: it takes less than a poll would. */
const SLICE_RUN_MS = 250;

const OTHER_QUERY = "The result that this link names belongs to another query.";
const EXPIRED = "The linked result has expired, so the query was run again.";

/** A step on its way to a run. */
type Attempt = PreparedStep & {
  /** The run that the link names, unless another one has to take its place. */
  readonly linkedRunId: string | null;
  readonly retryOf: string | null;
};

type StartedAnswer = Extract<StepAnswer, { kind: "started" }>;

/** The query and its estimate, which an answer without rows waits for. */
const aboutOf = async (step: Attempt, state: RunState | null = null) => ({
  query: step.text,
  estimate: await estimateStepWithin(
    step,
    endedWithoutRows(state) ? step.backend.config.sizesWaitMs : 0,
  ),
});

/** The run that the link names, where it is known. */
async function linkedAnswer(step: Attempt): Promise<StepAnswer | null> {
  const { backend, compiled, linkedRunId: runId, retryOf } = step;
  if (runId === null || retryOf !== null) return null;
  const state = await stateOf(backend.engine, runId);
  if (state.state === "unknown") return null;
  const about = await aboutOf(step, state);
  if (state.sql !== compiled.sql) return { kind: "other-query", message: OTHER_QUERY, ...about };
  const notice = freshnessNotice(step, dataVersionRead(step, runId, state));
  return { kind: "started", runId, isNew: false, ...about, state, notice };
}

const howOf = ({ address, request, owner, retryOf }: Attempt): How => ({
  audited: (run) => ({ did: "run", step: address, place: request.place, ...run }),
  confirmed: request.confirmed,
  owner,
  retryOf,
});

/** The run of the slice that the link names, where it is the slice that is meant. */
async function linkedSlice(
  step: Attempt,
  fetch: Statement,
): Promise<{ readonly runId: string; readonly version: string } | null> {
  const runId = step.linkedRunId === null ? null : sliceRunOf(step.linkedRunId);
  if (runId === null) return null;
  const state = await stateOf(step.backend.engine, runId);
  // One that failed or was stopped gives no answer: it is fetched again.
  const isUsable = isLive(state) || state.state === "done";
  if (!isUsable || !("sql" in state) || state.sql !== fetch.sql) return null;
  return { runId, version: dataVersionRead(step, runId, state) };
}

/** Answers over a slice, which is fetched where it is not there yet. */
async function startFromSlice(
  step: Attempt,
  slices: Slices,
  { fetched, fetch, over, overOnce, runId }: FromSlice,
): Promise<Start> {
  const { compiled, request, owner, retryOf, source } = step;
  const linked = runId === null ? await linkedSlice(step, fetch) : null;
  const fetching = runId ?? linked?.runId ?? null;
  const version = linked?.version ?? step.dataVersion.name;
  const how = howOf(step);
  const start: Start =
    fetching === null
      ? await startRun(step, fetch, {
          ...how,
          retryOf: retryOf && (sliceRunOf(retryOf) ?? retryOf),
        })
      : succeed({ runId: fetching, isNew: false });
  if ("blocker" in start || !start.ok) return start;
  const { runId: sliceRunId, isNew: isFirst } = start.value;
  // The scan of these partitions is confirmed already.
  const otherwise = () => startConfirmed(step, compiled, { ...how, retryOf: null });
  const answered = slices.engine.startFromSlice({
    sliceRunId,
    sql: compiled.sql,
    over,
    overOnce,
    isFirst,
    owner,
    otherwise: request.mode === "cached-only" ? null : otherwise,
  });
  // Once the question waits for its rows, so that they are not evicted before.
  const { table } = source.source;
  await keepSlice(slices, { fetched, source: table, dataVersion: version, runId: sliceRunId });
  noteDataVersion(slices.engine, answered, version);
  return succeed({ runId: answered, isNew: isFirst });
}

async function answer(step: Attempt): Promise<StepAnswer> {
  const { backend, request, compiled, linkedRunId, retryOf } = step;
  const { slices, engine, config } = backend;
  // Another attempt reads the events: a kept file may be what made the first one fail.
  const rollups = retryOf === null ? await fromRollups(step) : null;
  const from = rollups === null ? await sliceOf(step) : null;
  const isCached = rollups === null ? from !== null && from.runId !== null : rollups.scan === null;
  const scan = rollups?.scan ?? null;
  if (request.mode === "cached-only" && !isCached && from === null) {
    const [query, statement] = scan === null ? [step, compiled] : [scan, scan.compiled];
    if (!(await hasRun(query, statement))) return { kind: "would-scan" };
  }
  const start =
    slices && rollups
      ? await startFromRollups(step, slices, rollups, howOf(step))
      : slices && from
        ? await startFromSlice(step, slices, from)
        : await startRun(step, compiled, howOf(step));
  if ("blocker" in start) {
    const about = await aboutOf(scan === null ? step : withScan(step, scan));
    return start.blocker === "not-yet"
      ? { kind: "estimating", ...about }
      : { kind: "asks-first", ...about, limitBytes: config.askAboveBytes };
  }
  if (!start.ok) return { kind: "refused", message: start.failure.message, canRetry: true };
  const { runId, isNew } = start.value;
  const state = await settled(engine, runId, isCached ? SLICE_RUN_MS : SHORT_RUN_MS);
  const hasExpired = linkedRunId !== null && linkedRunId !== runId && retryOf === null;
  const notice = hasExpired
    ? { message: EXPIRED, offersRun: false }
    : freshnessNotice(step, dataVersionRead(step, runId, state));
  return { kind: "started", runId, isNew, ...(await aboutOf(step, state)), state, notice };
}

/** Whether an answer's run was stopped, or is being stopped because its last subscriber has left. */
async function isStopped(step: PreparedStep, { runId, state }: StartedAnswer): Promise<boolean> {
  if (!isLive(state) || step.owner === "") return state.state === "cancelled";
  // From here on the tab is a subscriber, not only from its first poll: another may leave in between.
  const stopped = await subscribe(step.backend.engine, [runId], step.owner, Date.now());
  return stopped.includes(runId);
}

/** The run of an answer that was stopped for others, and so does not answer this request. */
async function stoppedRun(step: PreparedStep, given: StepAnswer): Promise<string | null> {
  if (given.kind !== "started" || !(await isStopped(step, given))) return null;
  const { runId, state } = given;
  // A person stopped the run that the link names: the link shows so, and scans nothing.
  const isMeant = state.state === "cancelled" && state.stoppedBy === "person";
  return isMeant && runId === step.request.linkedRunId ? null : runId;
}

/** The same answer, with the age of a result that was there before the request. */
function withAge(given: StepAnswer, requestedMs: number): StepAnswer {
  if (given.kind !== "started" || given.state.state !== "done") return given;
  const { endedMs = requestedMs } = given.state;
  return endedMs < requestedMs ? { ...given, cachedMs: endedMs } : given;
}

/** The same answer with its first rows, where its run is done: it saves the page a request. */
async function withFirstRows({ engine }: Backend, given: StepAnswer): Promise<StepAnswer> {
  if (given.kind !== "started" || given.state.state !== "done" || given.state.rowCount === 0)
    return given;
  const page = await engine.rows(given.runId, null);
  // A request for the rows reports why there are none.
  return page.ok ? { ...given, firstRows: page.value } : given;
}

/** Starts, or joins, the run of a step for a browser tab. */
export async function startStep(
  backend: Backend,
  request: RunRequest,
  owner = "",
): Promise<StepAnswer> {
  const requestedMs = Date.now();
  const step = await prepareStep(backend, request, owner);
  if ("kind" in step) return step;
  const { mode } = request;
  const first = typeof mode === "object" ? mode.retryOf : null;
  const linkedRunId = mode === "fresh" ? null : request.linkedRunId;
  const given = await withRetries(
    async (ended) => {
      const retryOf = ended ?? first;
      const attempt = { ...step, linkedRunId: ended === null ? linkedRunId : null, retryOf };
      return (await linkedAnswer(attempt)) ?? (await answer(attempt));
    },
    (outcome) => stoppedRun(step, outcome),
  );
  const aged = withAge(given, requestedMs);
  return request.withRows ? withFirstRows(backend, aged) : aged;
}
