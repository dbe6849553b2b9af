/**
 * A thousand long runs and short ones among them, each polled as the page does, and as many short
 * ones by a client that polls once a second. Run as a process: `athena-subscribers.ts URL DATA`;
 * writes what was seen as JSON.
 */

import { pollPauseMs } from "@/components/workbench/poll-pace";
import { backendAt, NO_SLICES } from "@/e2e/athena-server/backend";
import { harnessClients } from "@/e2e/athena-server/harness";
import type { Backend } from "@/lib/backend/backend";
import { type AskedStep, startSteps } from "@/lib/runs/asked.fixture";
import { pollRuns } from "@/lib/runs/runs";
import { requestFor } from "./ask";
import { APP_KEY, FIXED_KEY, questionOf, type Watched } from "./athena-questions";

const LONG_RUNS = 1_000;
/** Long enough that the first are still live when the last of the short ones end. */
const LONG_MS = { least: 220_000, spread: 60_000 };
const SHORT_RUNS = 80;
const SHORT_MS = { least: 500, most: 5_000 };
/** A short run starts this often, in turn by the app and by the reference. */
const SHORT_EVERY_MS = 350;
/** PyAthena's `poll_interval` and awswrangler's `_QUERY_WAIT_POLLING_DELAY`. */
const FIXED_POLL_MS = 1_000;

const [url = "", dataDir = ""] = process.argv.slice(2);
process.env.AWS_ACCESS_KEY_ID = APP_KEY;
process.env.AWS_SECRET_ACCESS_KEY = "secret";

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const isLive = (state: string | undefined) => state === "queued" || state === "running";

function requestOf(question: string): AskedStep {
  const window = ["2026-03-01T00:00:00Z", "2026-03-04T00:00:00Z"] as const;
  // A step about no entity, so that every run is a separate query.
  const request = requestFor("general-purpose/common-actions", window);
  return { ...request, filters: [`accesskeyid:is:${question}`] };
}

/** Runs a step as the page does: polls at its pace, reads the first rows. Calls `onRunning` once live. */
async function watch(place: Backend, question: string, onRunning = () => {}): Promise<Watched> {
  const [answer] = await startSteps(place, [requestOf(question)]);
  if (answer?.kind !== "started") throw new Error(`${question} was answered ${answer?.kind}.`);
  const { runId } = answer;
  const sinceMs = performance.now();
  let { state } = answer;
  while (isLive(state.state)) {
    if (state.state === "running") onRunning();
    await sleep(pollPauseMs(performance.now() - sinceMs));
    state = (await pollRuns(place, [runId], "bench"))[runId] ?? { state: "unknown" };
  }
  const page = await place.engine.rows(runId, null);
  if (!page.ok) throw new Error(`${question} ended as ${state.state}: ${page.failure.message}`);
  return { by: "app", question, rowsAtMs: Date.now() };
}

/** Starts, polls and sleeps until the end, reads the rows: as those two clients do by default. */
async function pollOnceASecond(
  clients: ReturnType<typeof harnessClients>,
  question: string,
): Promise<Watched> {
  const id = await clients.start(
    `select eventname, count(*) as total from cloudtrail_hive_org where year = '2026' and month = '03' and eventid <> '${question}' group by 1`,
  );
  for (;;) {
    const { Status: status } = await clients.look(id);
    if (status?.State === "SUCCEEDED") break;
    if (!isLive(status?.State?.toLowerCase())) throw new Error(`${question} ${status?.State}`);
    await sleep(FIXED_POLL_MS);
  }
  await clients.page(id);
  return { by: "fixed", question, rowsAtMs: Date.now() };
}

const place = await backendAt(url, dataDir, NO_SLICES);
const fixed = harnessClients(url, 5, FIXED_KEY);

await watch(place, questionOf(0, 0));

let running = 0;
const long = Array.from({ length: LONG_RUNS }, (_, index) => {
  const takesMs = LONG_MS.least + (LONG_MS.spread * index) / LONG_RUNS;
  let isCounted = false;
  return watch(place, questionOf(takesMs, 1 + index), () => {
    if (!isCounted) running += 1;
    isCounted = true;
  });
});
while (running < LONG_RUNS) await sleep(100);

const short: Promise<Watched>[] = [];
for (let index = 0; index < SHORT_RUNS; index += 1) {
  const takesMs =
    SHORT_MS.least + ((SHORT_MS.most - SHORT_MS.least) * (index % SHORT_RUNS)) / SHORT_RUNS;
  short.push(watch(place, questionOf(takesMs, 1 + LONG_RUNS + index)));
  await sleep(SHORT_EVERY_MS);
  short.push(pollOnceASecond(fixed, questionOf(takesMs, 1 + LONG_RUNS + SHORT_RUNS + index)));
  await sleep(SHORT_EVERY_MS);
}
console.log(JSON.stringify(await Promise.all([...short, ...long])));
await place.close();
process.exit(0);
