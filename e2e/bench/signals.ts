/** Signals of a busy key, after its step: its profile from the slice, its baseline from the lake. */
import { BASELINE, PROFILE, signalRequests } from "@/components/workbench/signal-requests";
import { requestFor } from "@/components/workbench/step-requests";
import type { StepRequest } from "@/lib/api/answers";
import type { Row as AnswerRow } from "@/lib/api/run";
import { type Backend, backend } from "@/lib/backend";
import { DEMO_TO } from "@/lib/demo/clock";
import { CI_DEPLOY } from "@/lib/demo/people";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { startAt } from "@/lib/investigation/investigation";
import { startSteps } from "@/lib/runs/runs";
import { findStep } from "@/queries/index";
import { DAY_MS } from "@/queries/scope";
import { findSignals } from "@/queries/signals/find-signals";
import { eventsIn } from "@/queries/signals/history";
import { readProfile } from "@/queries/signals/read-profile";
import { demoLake, sizeName } from "./data";
import { type Row, row } from "./report";
import { median } from "./statistics";

/** Of a million events, the key has 8,000 in its last week. */
const RANGE_DAYS = 7;
const TIMES = 15;
const BAR_MS = 1_000;

/** The page of the key, in a time range that starts some seconds later: another run of each statement. */
function pageAt(laterSeconds: number) {
  const found = findStep("access-key-exposure/user-agents");
  if (!found) throw new Error("The step is not in the catalogue.");
  const { playbook, step } = found;
  const toMs = Date.parse(DEMO_TO);
  const fromMs = toMs - RANGE_DAYS * DAY_MS + laterSeconds * 1_000;
  const scope = { accounts: [], regions: [], fromMs, toMs };
  const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
  const here = startAt({ playbookId: playbook.id, stepId: step.id, scope, inputs, filters: [] });
  const options = { maxWindowDays: 400, isFree: true, runsBaseline: true };
  const requests = signalRequests(playbook, here, options);
  const requestOf = (id: string) => requests.find((each) => each.id === id)?.request;
  const [profile, baseline] = [requestOf(PROFILE), requestOf(BASELINE)];
  if (!profile || !baseline) throw new Error("The page asks for no signals.");
  return { step: requestFor(here, step), profile, baseline, fromMs, toMs };
}

async function rowsOf(place: Backend, requests: readonly StepRequest[]) {
  const answers = await startSteps(place, requests);
  return Promise.all(
    answers.map(async (answer) => {
      if (answer.kind !== "started") throw new Error(`A request was answered ${answer.kind}.`);
      const state = await settled(place.engine, answer.runId);
      if (state.state !== "done") throw new Error(`A run ended as ${state.state}.`);
      const rows: AnswerRow[] = [];
      for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
      return rows;
    }),
  );
}

/** The time from the step's rows to its signals, and how many events were compared. */
async function signalsAt(place: Backend, laterSeconds: number) {
  const { profile, baseline, fromMs, toMs } = pageAt(laterSeconds);
  const startedAt = performance.now();
  const [inRange = [], before = []] = await rowsOf(place, [profile, baseline]);
  const range = readProfile(inRange).profile;
  const days = { fromMs: fromMs - 30 * DAY_MS, toMs: fromMs, missingDays: [] };
  const about = { isLongLived: true, isInstance: false, fromMs, toMs };
  const { baselineEvents } = findSignals(range, { ...readProfile(before), ...days }, about);
  return { ms: performance.now() - startedAt, events: eventsIn(range), baselineEvents };
}

/** The row of signals over a lake of a size. */
export async function signalRows(events: number): Promise<readonly Row[]> {
  process.env.TRAILBOOK_DATA = await demoLake(events);
  const opened = await backend();
  if (!opened.ok) throw new Error(opened.failure.message);
  const place = opened.value;
  await rowsOf(place, [pageAt(0).step]);
  const first = await signalsAt(place, 0);
  const times: number[] = [first.ms];
  for (let index = 1; index < TIMES; index += 1) times.push((await signalsAt(place, index)).ms);
  await place.close();
  const [least, most] = [Math.min(...times), Math.max(...times)].map(Math.round);
  return [
    row({
      id: `signals-${sizeName(events)}`,
      unit: "ms",
      value: median(times),
      bar: BAR_MS,
      note: `after the slice: a key with ${first.events} events, ${first.baselineEvents} in the 30 days before; ${TIMES} times, ${least} to ${most} ms`,
    }),
  ];
}
