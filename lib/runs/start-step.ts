/** One step's run: met again where there is one, started over the source or over a slice where not. */

import type { StepAnswer, StepRequest } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import type { Backend } from "@/lib/backend";
import { settled } from "@/lib/engine/answer-rows";
import { sliceRunOf } from "@/lib/engine/slices/sliced-engine";
import { type FromSlice, keepSlice, type Slices } from "@/lib/engine/slices/slices";
import { succeed } from "@/lib/result";
import { endedWithoutRows } from "@/lib/text/no-rows";
import type { Statement } from "@/queries/statement";
import { type StartBlocker, startBlocker } from "./confirmation";
import { noteDataVersion } from "./data-versions";
import { dataVersionRead, freshnessNotice } from "./freshness";
import {
  estimateWithin,
  hasRun,
  type PreparedStep,
  prepareStep,
  queryOf,
  sliceOf,
  stateOf,
} from "./prepare-step";
import { type Announced, type Meeting, type Met, meetRun, type Query } from "./run-token";

/** A run that ends this soon is told done in the answer to its start, which saves a poll. */
const SHORT_RUN_MS = 60;
/** An answer from events that are there is worth waiting for: it takes less than a poll would. */
const SLICE_RUN_MS = 250;

const OTHER_QUERY = "The result that this link names belongs to another query.";
const NOT_HELD =
  "The result that this link was made with is no longer held here, so the step was asked anew.";

/** The query, and what is known by now of what it reads; for an answer without rows that is waited for. */
const toldOf = async (asking: PreparedStep, state: RunState | null = null) => ({
  query: asking.query,
  estimate: await estimateWithin(
    asking,
    endedWithoutRows(state) ? asking.place.config.sizesWaitMs : 0,
  ),
});

/** The run that the link names, where it is known and nobody asked for another. */
async function linkedAnswer(asking: PreparedStep): Promise<StepAnswer | null> {
  const { request, prepared, knownRunId } = asking;
  if (knownRunId === undefined || request.retryOf) return null;
  const state = await stateOf(asking, knownRunId);
  if (state.state === "unknown") return null;
  const told = await toldOf(asking, state);
  if (state.sql !== prepared.compiled.sql)
    return { kind: "other-query", message: OTHER_QUERY, ...told };
  const notice = freshnessNotice(asking, dataVersionRead(asking, knownRunId, state));
  return { kind: "started", runId: knownRunId, isNew: false, ...told, state, notice };
}

/** Notes which state of the data a run reads. */
function noted({ epoch }: PreparedStep, met: Met): Met {
  if (met.ok) noteDataVersion(met.value.runId, epoch.name);
  return met;
}

/** How a run of this step is written down before it starts. */
const announcedBy = (asking: PreparedStep, { token }: Query): Announced => ({
  auditLog: asking.place.config.auditLog,
  audited: async () => {
    const { request, prepared } = asking;
    const bytes = (await estimateWithin(asking, 0)).reads?.bytes ?? null;
    return { did: "run", step: prepared.address, request, token, bytes };
  },
});

/** Meets or makes the run of a statement; over the limit it asks first. */
async function run(
  asking: PreparedStep,
  statement: Statement,
  retryOf: string | null,
): Promise<Meeting<StartBlocker>> {
  const query = queryOf(asking, statement, retryOf);
  // A run that exists reads nothing again, and so has nothing to wait for.
  const isThere = (await stateOf(asking, query.token)).state !== "unknown";
  const { place, request, reads } = asking;
  const doubt = isThere ? null : await startBlocker(place, request.confirmed === true, reads);
  const met = await meetRun(place.engine, query, announcedBy(asking, query), doubt);
  return "doubt" in met ? met : noted(asking, met);
}

type LinkedSlice = { readonly runId: string; readonly epoch: string };

/** The slice's run that a link from before a restart names, if it is the slice that is meant. */
async function sliceOfLink(asking: PreparedStep, sliceSql: string): Promise<LinkedSlice | null> {
  const runId = asking.knownRunId === undefined ? null : sliceRunOf(asking.knownRunId);
  const state = runId === null ? null : await stateOf(asking, runId);
  // One that failed or was stopped gives no answer: it is fetched again.
  const isOfUse = state !== null && ["queued", "running", "done"].includes(state.state);
  if (runId === null || !isOfUse || !("sql" in state) || state.sql !== sliceSql) return null;
  return { runId, epoch: dataVersionRead(asking, runId, state) };
}

/** Answers over a slice, which is fetched where it is not there yet. */
async function runFromSlice(
  asking: PreparedStep,
  slices: Slices,
  { fetched, fetch, overSql, overOnceSql, runId }: FromSlice,
): Promise<Meeting<StartBlocker>> {
  const { request, prepared } = asking;
  const { sql } = prepared.compiled;
  const retryOf = request.retryOf ?? null;
  const linked = runId === null ? await sliceOfLink(asking, fetch.sql) : null;
  const fetching = runId ?? linked?.runId ?? null;
  const epoch = linked?.epoch ?? asking.epoch.name;
  const met: Meeting<StartBlocker> =
    fetching === null
      ? await run(asking, fetch, retryOf && (sliceRunOf(retryOf) ?? retryOf))
      : succeed({ runId: fetching, isNew: false });
  if ("doubt" in met || !met.ok) return met;
  const sliceRunId = met.value.runId;
  const { table } = prepared.source.source;
  // Whoever asked has said yes to a scan of these partitions.
  const otherwise = async (): Promise<Met> => {
    const query = queryOf(asking, prepared.compiled, null);
    return noted(
      asking,
      await meetRun(asking.place.engine, query, announcedBy(asking, query), null),
    );
  };
  const { isNew: isFirst } = met.value;
  const answered = slices.engine.startFromSlice({
    sliceRunId,
    sql,
    overSql,
    overOnceSql,
    isFirst,
    owner: asking.owner,
    otherwise: request.onlyFromSlice ? null : otherwise,
  });
  // Once the question waits for its rows, so that they are not let go of before.
  await keepSlice(slices, { fetched, source: table, epoch, runId: sliceRunId });
  noteDataVersion(answered, epoch);
  return succeed({ runId: answered, isNew: isFirst });
}

async function answer(asking: PreparedStep): Promise<StepAnswer> {
  const { place, request, prepared, knownRunId } = asking;
  const { slices } = place;
  const from = await sliceOf(asking);
  if (!from && request.onlyFromSlice && !(await hasRun(asking, prepared.compiled)))
    return { kind: "would-scan" };
  const met =
    slices && from
      ? await runFromSlice(asking, slices, from)
      : await run(asking, prepared.compiled, request.retryOf ?? null);
  if ("doubt" in met) {
    const told = await toldOf(asking);
    return met.doubt === "not-yet"
      ? { kind: "estimating", ...told }
      : { kind: "asks-first", ...told, limitBytes: place.config.askAboveBytes };
  }
  if (!met.ok) return { kind: "refused", message: met.failure.message, canRetry: true };
  const { runId, isNew } = met.value;
  const isHeld = from !== null && from.runId !== null;
  const state = await settled(place.engine, runId, isHeld ? SLICE_RUN_MS : SHORT_RUN_MS);
  const isGone = knownRunId !== undefined && knownRunId !== runId && !request.retryOf;
  const notice = isGone
    ? { message: NOT_HELD, offersRun: false }
    : freshnessNotice(asking, dataVersionRead(asking, runId, state));
  return { kind: "started", runId, isNew, ...(await toldOf(asking, state)), state, notice };
}

/** The same answer with its first rows, where its run is done: it saves the page a question. */
async function withFirstRows({ engine }: Backend, told: StepAnswer): Promise<StepAnswer> {
  if (told.kind !== "started" || told.state.state !== "done" || told.state.rowCount === 0)
    return told;
  const page = await engine.rows(told.runId, null);
  // Why there are none is told to whoever asks for them.
  return page.ok ? { ...told, firstRows: page.value } : told;
}

/** Starts, or joins, the run of a step for a browser tab. */
export async function startStep(
  place: Backend,
  request: StepRequest,
  owner: string,
): Promise<StepAnswer> {
  const asking = await prepareStep(place, request, owner);
  if ("kind" in asking) return asking;
  const told = (await linkedAnswer(asking)) ?? (await answer(asking));
  return request.withRows ? withFirstRows(place, told) : told;
}
