/**
 * What daily roll-ups save: what a week has that the 30 days before do not, and what the watchlist
 * finds in a day. `rollups.ts LAKE SIZE REPETITIONS`; writes its rows as JSON.
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

/** The share of the events' bytes that an answer from roll-ups may read. */
const BYTES_BAR = 0.1;
const MOST_POLLS = 600;

const [lake = "", size = "", repetitions = ""] = process.argv.slice(2);
process.env.TRAILBOOK_DATA = lake;
const opened = await backend();
if (!opened.ok) throw new Error(opened.failure.message);
const place = opened.value;
const folder = join(lake, "rollups");

type Question = {
  /** The start of the ids of its rows. */
  readonly id: string;
  readonly step: string;
  readonly wants: string;
  readonly days: number;
  readonly note: string;
};

const QUESTIONS: readonly Question[] = [
  {
    id: "rollup",
    step: "actors?v=1&step=all-actors",
    wants: "firsts",
    days: 7,
    note: "what is new in a week, beside the 30 days before",
  },
  {
    id: "rollup-findings",
    step: "watchlist?v=1&step=findings",
    wants: "rows",
    days: 1,
    note: "what the watchlist finds in a day, beside the 29 days before",
  },
];

/** Asks for a range that begins some seconds later, so that no run is joined. */
async function ask({ step, wants, days }: Question, laterSeconds: number, mode: unknown) {
  const toMs = Date.parse(DEMO_TO);
  const fromMs = toMs - days * DAY_MS + laterSeconds * 1_000;
  const link = `/playbooks/${step}&from=${formatTime(fromMs)}&to=${formatTime(toMs)}`;
  const startedAt = performance.now();
  const [answer] = await startSteps(place, [{ link, wants, mode, confirmed: true }]);
  if (answer?.kind !== "started") throw new Error(`It was answered ${answer?.kind}.`);
  const state = await settled(place.engine, answer.runId);
  if (state.state !== "done") throw new Error(`The run ended as ${state.state}.`);
  const rows = [];
  for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
  return { ms: performance.now() - startedAt, bytes: state.scannedBytes ?? 0, rows };
}

function kept(): { readonly files: number; readonly bytes: number } {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => name.endsWith(".parquet"));
  const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  return { files: files.length, bytes };
}

async function rowsOf(question: Question): Promise<readonly Row[]> {
  const { id, note } = question;
  const overEvents = (index: number) => ask(question, index, { retryOf: `repetition-${index}` });
  rmSync(folder, { recursive: true, force: true });
  /** The first question makes the roll-ups; they are kept once a question reads less. */
  const first = await ask(question, 0, "open");
  for (let index = 1; (await ask(question, index, "open")).bytes >= first.bytes / 2; index += 1) {
    if (index === MOST_POLLS) throw new Error("The roll-ups were not kept.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const events = await overEvents(MOST_POLLS);
  const days = await ask(question, MOST_POLLS, "open");
  const differ = JSON.stringify(events.rows) === JSON.stringify(days.rows) ? 0 : 1;
  const pairs = await alternate(
    Number(repetitions),
    async (index) => (await ask(question, MOST_POLLS + 1 + index, "open")).ms,
    async (index) => (await overEvents(MOST_POLLS + 1 + index)).ms,
  );
  return [
    row({
      id: `${id}-bytes-${size}`,
      unit: "bytes",
      value: kept().bytes + days.bytes,
      reference: events.bytes,
      bar: BYTES_BAR,
      note: `${note}: ${kept().files} kept days, and ${days.bytes.toLocaleString("en-US")} bytes of events`,
    }),
    row({
      id: `${id}-time-${size}`,
      unit: "ms",
      value: median(pairs.subject),
      reference: median(pairs.reference),
      bar: 1,
      note: `${spread(pairs)}; the first question, which makes them, took ${Math.round(first.ms)} ms`,
    }),
    row({
      id: `${id}-answers-that-differ-${size}`,
      unit: "answers",
      value: differ,
      bar: 0,
      note: "the rows over roll-ups and over events",
    }),
  ];
}

const rows: Row[] = [];
for (const question of QUESTIONS) rows.push(...(await rowsOf(question)));
console.log(JSON.stringify(rows));
process.exit(0);
