"use server";
/** The server actions of a page about logs: they start, poll and cancel runs. */
import * as z from "zod";
import type {
  ConfirmedRecord,
  RecordConfirmation,
  RunStates,
  StepAnswer,
  StepRequest,
} from "@/lib/api/answers";
import { backend } from "@/lib/backend";
import { startConfirmedRecord } from "@/lib/runs/event-record";
import { RunId, Subscriber } from "@/lib/runs/request";
import { pollRuns as poll, startSteps as start } from "@/lib/runs/runs";

// Arguments come from the browser and may be anything, whatever their type says.

const List = z.array(z.unknown()).catch([]);
const RunIds = z.array(RunId).catch([]);
const NO_SUBSCRIBER = "The request does not say which tab it comes from: reload the page.";

/** Starts the runs of a page's steps, or joins those that exist. */
export async function startSteps(
  requests: readonly StepRequest[],
  subscriber: string,
): Promise<readonly StepAnswer[]> {
  const all = List.parse(requests);
  const by = Subscriber.safeParse(subscriber);
  if (!by.success) return all.map(() => ({ kind: "refused", message: NO_SUBSCRIBER }));
  const opened = await backend();
  if (opened.ok) return start(opened.value, all, by.data);
  const { message } = opened.failure;
  return all.map(() => ({ kind: "refused", message, canRetry: true }));
}

/** The states of every live run of a page, in one short call. */
export async function pollRuns(ids: readonly string[], subscriber: string): Promise<RunStates> {
  const runs = RunIds.parse(ids);
  const by = Subscriber.safeParse(subscriber);
  const opened = await backend();
  return opened.ok && by.success ? poll(opened.value, runs, by.data) : {};
}

/** A person cancels a run. */
export async function cancelRun(id: string): Promise<void> {
  const run = RunId.safeParse(id);
  const opened = await backend();
  if (opened.ok && run.success) await opened.value.engine.cancel(run.data, "person");
}

/** A person confirms the run that looks for a record; no route for data starts one. */
export async function confirmRecord(confirmed: RecordConfirmation): Promise<ConfirmedRecord> {
  const opened = await backend();
  if (!opened.ok) return { ok: false, message: opened.failure.message };
  const started = await startConfirmedRecord(opened.value, confirmed);
  return started.ok
    ? { ok: true, runId: started.value }
    : { ok: false, message: started.failure.message };
}
