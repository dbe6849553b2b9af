/**
 * What a week has that the 30 days before do not: from kept daily roll-ups, and from the events.
 * `rollups.ts LAKE SIZE REPETITIONS`; writes its rows as JSON.
 */
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { backend } from "@/lib/backend";
import { DEMO_TO } from "@/lib/demo/clock";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { startSteps } from "@/lib/runs/runs";
import { DAY_MS, formatTime } from "@/queries/scope";
import { type Row, row } from "./report";
import { alternate, median, spread } from "./statistics";

const RANGE_DAYS = 7;
/** The share of the events' bytes that roll-ups may have. */
const BYTES_BAR = 0.1;
const MOST_POLLS = 600;

const [lake = "", size = "", repetitions = ""] = process.argv.slice(2);
process.env.TRAILBOOK_DATA = lake;
const opened = await backend();
if (!opened.ok) throw new Error(opened.failure.message);
const place = opened.value;
const folder = join(lake, "rollups");
rmSync(folder, { recursive: true, force: true });

/** Asks for a range that begins some seconds later, so that no run is joined. */
async function ask(laterSeconds: number, mode: unknown) {
  const toMs = Date.parse(DEMO_TO);
  const fromMs = toMs - RANGE_DAYS * DAY_MS + laterSeconds * 1_000;
  const range = `from=${formatTime(fromMs)}&to=${formatTime(toMs)}`;
  const link = `/playbooks/actors?v=1&step=all-actors&${range}`;
  const startedAt = performance.now();
  const [answer] = await startSteps(place, [{ link, wants: "firsts", mode, confirmed: true }]);
  if (answer?.kind !== "started") throw new Error(`It was answered ${answer?.kind}.`);
  const state = await settled(place.engine, answer.runId);
  if (state.state !== "done") throw new Error(`The run ended as ${state.state}.`);
  const rows = [];
  for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
  return { ms: performance.now() - startedAt, bytes: state.scannedBytes ?? 0, rows };
}

const overEvents = (index: number) => ask(index, { retryOf: `repetition-${index}` });

function keptBytes(): number {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const kept = names.filter((name) => name.endsWith(".parquet"));
  return kept.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/** The first question makes the roll-ups; they are kept once a question scans nothing. */
const first = await ask(0, "open");
for (let index = 1; (await ask(-index, "open")).bytes > 0; index += 1) {
  if (index === MOST_POLLS) throw new Error("The roll-ups were not kept.");
  await new Promise((resolve) => setTimeout(resolve, 100));
}
const events = await overEvents(0);
const differ = JSON.stringify(events.rows) === JSON.stringify((await ask(0, "open")).rows) ? 0 : 1;
const pairs = await alternate(
  Number(repetitions),
  async (index) => (await ask(index + 1, "open")).ms,
  async (index) => (await overEvents(index + 1)).ms,
);
const rows: readonly Row[] = [
  row({
    id: `rollup-bytes-${size}`,
    unit: "bytes",
    value: keptBytes(),
    reference: events.bytes,
    bar: BYTES_BAR,
    note: "what is new in a week, beside the 30 days before",
  }),
  row({
    id: `rollup-time-${size}`,
    unit: "ms",
    value: median(pairs.subject),
    reference: median(pairs.reference),
    bar: 1,
    note: `${spread(pairs)}; the first question, which makes them, took ${Math.round(first.ms)} ms`,
  }),
  row({
    id: `rollup-answers-that-differ-${size}`,
    unit: "answers",
    value: differ,
    bar: 0,
    note: "the rows over roll-ups and over events",
  }),
];
console.log(JSON.stringify(rows));
process.exit(0);
