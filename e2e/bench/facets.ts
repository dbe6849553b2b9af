/**
 * Facets over 100,000 events: counted by the engine over a slice, and by the page over loaded rows.
 * Run as a process: `facets.ts LAKE`; writes its rows as JSON.
 */
import { rowCounter } from "@/components/facets/count-rows";
import { DEMO_FROM, DEMO_TO } from "@/lib/demo/clock";
import { lakeSource } from "@/lib/lake/lake-source";
import { compile } from "@/queries/compile";
import { facetQuery } from "@/queries/facets";
import type { Filter } from "@/queries/filters";
import { findStep } from "@/queries/index";
import { columnsOnPage } from "@/queries/query";
import { compileSlice, SLICE_TABLE, sliceSource } from "@/queries/slices";
import type { Refusal } from "@/queries/statement";
import { openBareLake } from "./bare-lake";
import { type Row, row } from "./report";
import { median } from "./statistics";

const EVENTS = 100_000;
const REPETITIONS = 15;
const BAR_MS = 100;

const FILTERS: readonly Filter[] = [
  { field: "outcome", op: "is", value: "success" },
  { field: "eventname", op: "not", value: "AssumeRole" },
  { field: "eventsource", op: "not", value: "kms.amazonaws.com" },
];

function sqlOf(compiled: { readonly sql: string } | Refusal): string {
  if ("refused" in compiled) throw new Error(compiled.refused);
  return compiled.sql;
}

/** The times of one action, the first one left out. */
async function timesOf(act: () => unknown): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index <= REPETITIONS; index += 1) {
    const startedAt = performance.now();
    await act();
    times.push(performance.now() - startedAt);
  }
  return times.slice(1);
}

function rowOf(id: string, times: readonly number[], what: string): Row {
  const spread = `${Math.round(Math.min(...times))} to ${Math.round(Math.max(...times))} ms`;
  return row({ id, unit: "ms", value: median(times), bar: BAR_MS, note: `${what}; ${spread}` });
}

const [lake = ""] = process.argv.slice(2);
const step = findStep("general-purpose/search")?.step;
if (!step) throw new Error("There is no search.");
const connection = await openBareLake(lake);
// A slice has the name of each event's file, which is a hidden column of a table.
await connection.run('create view logs as select *, sourcefile as "$path" from cloudtrail');
const source = { ...lakeSource, table: "logs" };
const scope = {
  accounts: [],
  regions: [],
  fromMs: Date.parse(DEMO_FROM),
  toMs: Date.parse(DEMO_TO),
};
const slice = { where: [], scope };
const fetched = sqlOf(compileSlice(slice, source, EVENTS - 1));
await connection.run(`create table ${SLICE_TABLE} as ${fetched}`);
// As many as a store of slices has.
await connection.run("set threads = 1");

const sql = sqlOf(compile(facetQuery(step, {}, FILTERS), scope, sliceSource(slice, source, true)));
let answered = 0;
const overSlice = await timesOf(async () => {
  answered = (await connection.runAndReadAll(sql)).currentRowCount;
});

const columns = columnsOnPage(step.answer);
const listed = await connection.runAndReadAll(`select ${columns.join(", ")} from ${SLICE_TABLE}`);
const rows = listed
  .getRows()
  .map((cells) => cells.map((cell) => (cell === null ? null : String(cell))));
const overRows = await timesOf(() => rowCounter(columns).count(rows));

const events = `${rows.length.toLocaleString("en-US")} events`;
console.log(
  JSON.stringify([
    rowOf(
      "facets-slice-100k",
      overSlice,
      `${events}, ${FILTERS.length} filters, ${answered} rows, one thread`,
    ),
    rowOf(
      "facets-rows-100k",
      overRows,
      `${events} at once in Node; a page counts them as they come`,
    ),
  ]),
);
process.exit(0);
