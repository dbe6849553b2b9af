"use server";

import type { RunStates, StepAnswer, StepRequest } from "@/lib/answers";
import { workplace } from "@/lib/engine";
import { pollRuns as poll, startSteps as start } from "@/lib/runs";
import { forget, watch } from "@/lib/viewers";

const LIVE = ["queued", "running"];

/** A run that is being stopped because its last viewer left is told as stopped, so that it is asked anew. */
function cancelledAmong(stopped: readonly string[], answer: StepAnswer): StepAnswer {
  if (answer.kind !== "started" || !stopped.includes(answer.runId)) return answer;
  if (answer.state.state !== "queued" && answer.state.state !== "running") return answer;
  const { sql, elapsedMs } = answer.state;
  const state = { state: "cancelled", sql, elapsedMs, scannedBytes: null } as const;
  return { ...answer, state: { ...state, stoppedBy: "server" } };
}

/** Starts the runs of a page's steps, or meets those that exist. */
export async function startSteps(
  requests: readonly StepRequest[],
  viewer: string,
): Promise<readonly StepAnswer[]> {
  const place = await workplace();
  if (place.ok) {
    const answers = await start(place.value, requests);
    const live = answers.flatMap((answer) =>
      answer.kind === "started" && LIVE.includes(answer.state.state) ? [answer.runId] : [],
    );
    // From here on, not only from the first poll: another tab may leave in between.
    const stopped = await watch(place.value.engine, live, String(viewer), Date.now());
    return answers.map((answer) => cancelledAmong(stopped, answer));
  }
  const { message } = place.failure;
  if (!Array.isArray(requests)) return [];
  return requests.map(() => ({ kind: "refused", message, canRetry: true }));
}

/** The states of every live run of a page, in one short call. */
export async function pollRuns(ids: readonly string[], viewer: string): Promise<RunStates> {
  const place = await workplace();
  if (!place.ok || !Array.isArray(ids)) return {};
  const texts = ids.filter((id) => typeof id === "string");
  const states = await poll(place.value, texts);
  const isLive = (id: string) => LIVE.includes(states[id]?.state ?? "");
  forget(texts.filter((id) => !isLive(id)));
  await watch(place.value.engine, texts.filter(isLive), String(viewer), Date.now());
  return states;
}

/** A person asks for the end of a run. */
export async function cancelRun(id: string): Promise<void> {
  const place = await workplace();
  if (place.ok && typeof id === "string") await place.value.engine.cancel(id, "person");
}
