"use server";

import type { RecordStart, RunStates, StepAnswer, StepRequest } from "@/lib/api/answers";
import { backend } from "@/lib/backend";
import { startRecord as startLookup } from "@/lib/runs/event-record";
import { RunId, Viewer } from "@/lib/runs/request-limits";
import { pollRuns as poll, startSteps as start } from "@/lib/runs/runs";
import { forget, watch } from "@/lib/runs/subscribers";

// Arguments come from the browser and may be anything, whatever their type says.

const LIVE = ["queued", "running"];
const NO_VIEWER = "The request does not say which tab it comes from: reload the page.";

/** A run that is being stopped because its last viewer left is told as stopped, so that it is asked anew. */
function cancelledAmong(stopped: readonly string[], answer: StepAnswer): StepAnswer {
  if (answer.kind !== "started" || !stopped.includes(answer.runId)) return answer;
  if (answer.state.state !== "queued" && answer.state.state !== "running") return answer;
  const { sql, elapsedMs } = answer.state;
  const state = { state: "cancelled", sql, elapsedMs, scannedBytes: null } as const;
  return { ...answer, state: { ...state, stoppedBy: "server" } };
}

/** Starts the runs of a page's steps, or joins those that exist. */
export async function startSteps(
  requests: readonly StepRequest[],
  viewer: string,
): Promise<readonly StepAnswer[]> {
  if (!Array.isArray(requests)) return [];
  const by = Viewer.safeParse(viewer);
  if (!by.success) return requests.map(() => ({ kind: "refused", message: NO_VIEWER }));
  const place = await backend();
  if (place.ok) {
    const answers = await start(place.value, requests, by.data);
    const live = answers.flatMap((answer) =>
      answer.kind === "started" && LIVE.includes(answer.state.state) ? [answer.runId] : [],
    );
    // From here on, not only from the first poll: another tab may leave in between.
    const stopped = await watch(place.value.engine, live, by.data, Date.now());
    return answers.map((answer) => cancelledAmong(stopped, answer));
  }
  const { message } = place.failure;
  return requests.map(() => ({ kind: "refused", message, canRetry: true }));
}

/** The states of every live run of a page, in one short call. */
export async function pollRuns(ids: readonly string[], viewer: string): Promise<RunStates> {
  const place = await backend();
  const by = Viewer.safeParse(viewer);
  if (!place.ok || !by.success || !Array.isArray(ids)) return {};
  const texts = ids.filter((id) => RunId.safeParse(id).success);
  const states = await poll(place.value, texts);
  const isLive = (id: string) => LIVE.includes(states[id]?.state ?? "");
  forget(texts.filter((id) => !isLive(id)));
  await watch(place.value.engine, texts.filter(isLive), by.data, Date.now());
  return states;
}

/** A person asks for the end of a run. */
export async function cancelRun(id: string): Promise<void> {
  const place = await backend();
  const run = RunId.safeParse(id);
  if (place.ok && run.success) await place.value.engine.cancel(run.data, "person");
}

/** Starts the run that looks for a record, after a person said yes to what it reads. */
export async function startRecord(request: unknown, viewer: string): Promise<RecordStart> {
  const place = await backend();
  if (!place.ok) return { kind: "refused", message: place.failure.message };
  const by = Viewer.safeParse(viewer);
  if (!by.success) return { kind: "refused", message: NO_VIEWER };
  return startLookup(place.value, request, by.data);
}
