/** A tab with a playbook, without a browser: it sends the page's requests in the page's order. */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import { pollPauseMs } from "@/components/workbench/poll-pace";
import { ACTIVITY, pageRequests } from "@/components/workbench/step-requests";
import type { StepRequest } from "@/lib/api/answers";
import { formatInvestigation, type Place, startAt } from "@/lib/investigation/investigation";
import { findStep } from "@/queries/index";
import { ON_ITS_OWN, openActions } from "./server-actions";

/** As many rows as a page holds. */
const MOST_ROWS = 100_000;
/** Answers up to this long are kept; a page keeps longer ones too, but there are fifty tabs here. */
const MOST_KEPT_ROWS = 1_000;

const State = z.object({
  state: z.string(),
  message: z.string().optional(),
  fromSlice: z.boolean().optional(),
});
const Answer = z.object({
  kind: z.string(),
  message: z.string().optional(),
  runId: z.string().optional(),
  state: State.optional(),
});
const Page = z.object({
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  nextCursor: z.string().nullable(),
});

type Answer = z.infer<typeof Answer>;
type State = z.infer<typeof State>;
export type Rows = z.infer<typeof Page>["rows"];

/** What a tab shows of a step. */
export type Shown = {
  /** From the question to its first rows. */
  readonly ms: number;
  readonly rows: Rows;
  /** It was answered from events that were fetched before. */
  readonly fromSlice: boolean;
};

/** The activity is not asked, so its days do not matter. */
const NO_LOGS = { firstDay: null, lastDay: null, presetEnd: "", maxWindowDays: 1 };

export type Tab = {
  /** Goes to a step and reads its rows; throws what the page would show as an error. */
  readonly show: (place: Place) => Promise<Shown>;
  readonly close: () => Promise<void>;
};

const isLive = (state: string): boolean => state === "queued" || state === "running";

/** The requests of the steps that are ready, the one looked at first. */
function requestsAt(place: Place): readonly StepRequest[] {
  const found = findStep(`${place.playbookId}/${place.stepId}`);
  if (!found) throw new Error(`There is no step ${place.playbookId}/${place.stepId}.`);
  return pageRequests(found.playbook, startAt(place), NO_LOGS, true)
    .filter(({ id }) => id !== ACTIVITY)
    .map(({ request }) => request);
}

async function pageOf(url: string, runId: string, cursor: string | null) {
  const query = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
  const response = await fetch(`${url}/api/runs/${runId}/rows${query}`, ON_ITS_OWN);
  if (!response.ok)
    throw new Error(`Rows were answered ${response.status}: ${await response.text()}`);
  return Page.parse(await response.json());
}

/** Opens a tab at a step, which is not asked yet. */
export async function openTab(url: string, first: Place): Promise<Tab> {
  const subscriber = randomUUID();
  const call = await openActions(url + formatInvestigation(startAt(first)));
  /** A tab does not request a step twice. */
  const asked = new Map<string, Answer>();
  const kept = new Map<string, Rows>();
  /** The tab's runs, with the last known state of each. */
  const states = new Map<string, State>();

  const start = async (requests: readonly StepRequest[]): Promise<readonly Answer[]> => {
    const answers = z.array(Answer).parse(await call("startSteps", [requests, subscriber]));
    for (const { runId, state } of answers) if (runId && state) states.set(runId, state);
    return answers;
  };

  /** Polls all live runs of the tab, at the page's pace, until one has ended, or all have. */
  const poll = async (runId: string | null): Promise<void> => {
    const sinceMs = performance.now();
    for (;;) {
      const live = [...states].filter(([, { state }]) => isLive(state)).map(([id]) => id);
      if (runId === null ? live.length === 0 : !live.includes(runId)) return;
      const pauseMs = pollPauseMs(performance.now() - sinceMs);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      const polled = z.record(z.string(), State).parse(await call("pollRuns", [live, subscriber]));
      for (const id of live) states.set(id, polled[id] ?? { state: "unknown" });
    }
  };

  /** Requests the ready steps of the playbook in one call; returns the answer of the current step. */
  const ask = async (place: Place): Promise<Answer> => {
    const requests = requestsAt(place);
    const fresh = requests.filter((request) => !asked.has(JSON.stringify(request)));
    if (fresh.length > 0) {
      const answers = await start(fresh);
      for (const [index, answer] of answers.entries())
        asked.set(JSON.stringify(fresh[index]), answer);
    }
    const answer = asked.get(JSON.stringify(requests[0]));
    if (!answer) throw new Error("The step was left unanswered.");
    return answer;
  };

  /** Waits for the end of a run. */
  const ended = async ({ kind, message, runId }: Answer) => {
    if (kind !== "started" || runId === undefined)
      throw new Error(`A step was answered ${kind}. ${message ?? ""}`);
    await poll(runId);
    const state = states.get(runId);
    if (state?.state !== "done")
      throw new Error(`A run ended as ${state?.state}. ${state?.message ?? ""}`);
    return { runId, fromSlice: state.fromSlice === true };
  };

  return {
    async show(place) {
      const startedAt = performance.now();
      const { runId, fromSlice } = await ended(await ask(place));
      const known = kept.get(runId);
      if (known) return { ms: performance.now() - startedAt, rows: known, fromSlice };
      const first = await pageOf(url, runId, null);
      const ms = performance.now() - startedAt;
      const rows = [...first.rows];
      for (let cursor = first.nextCursor; cursor !== null && rows.length < MOST_ROWS; ) {
        const next = await pageOf(url, runId, cursor);
        rows.push(...next.rows);
        cursor = next.nextCursor;
      }
      await poll(null);
      if (rows.length <= MOST_KEPT_ROWS) kept.set(runId, rows);
      return { ms, rows, fromSlice };
    },
    async close() {
      const body = JSON.stringify({ subscriber });
      await fetch(`${url}/api/runs/leave`, { ...ON_ITS_OWN, method: "POST", body });
    },
  };
}
