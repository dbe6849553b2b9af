/**
 * What a window scans of a lake, compared with all of it and with the least possible. Run as a
 * process: `pruning.ts LAKE`; writes its rows as JSON.
 */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Backend } from "@/lib/backend";
import { Rng } from "@/lib/demo/rng";
import { readsAmong } from "@/lib/engine/duckdb/partition-reads";
import { readLake } from "@/lib/lake/store/catalogue";
import type { Lake, LakePartition } from "@/lib/lake/types";
import { type AskedStep, readAsked } from "@/lib/runs/asked.fixture";
import { prepare } from "@/lib/runs/prepare";
import type { CompiledQuery } from "@/queries/compile";
import { literal } from "@/queries/literal";
import { formatTime, type Scope } from "@/queries/scope";
import { ask, asText, backendOver, requestFor } from "./ask";
import { filesScanned, openBareLake } from "./bare-lake";
import { BORDER_WINDOWS } from "./border-logs";
import { type Row, row } from "./report";
import { needed, randomScope } from "./scopes";

const STEP = "general-purpose/common-actions";
const SCOPES = 200;
/** Answers are compared for one in this many scopes. */
const COMPARE_EVERY = 5;
const SEED = 7;

type Place = { readonly app: Backend; readonly lake: Lake; readonly bare: DuckDBConnection };

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

const filesOf = (partitions: readonly LakePartition[]): number =>
  sum(partitions.map(({ files }) => files));

function inScope({ accounts, regions, fromMs, toMs }: Scope): AskedStep {
  return { ...requestFor(STEP, [formatTime(fromMs), formatTime(toMs)]), accounts, regions };
}

function compiled({ app }: Place, request: AskedStep): CompiledQuery {
  const read = readAsked(request);
  if (!read.ok) throw new Error(read.failure.message);
  const prepared = prepare(read.value, app.sources, app.config.maxWindowDays);
  if (!prepared.ok) throw new Error(prepared.failure.message);
  if ("inputProblems" in prepared.value) throw new Error(`${STEP} wants inputs.`);
  return prepared.value.compiled;
}

async function bytesRow(place: Place, name: string, from: string, to: string): Promise<Row> {
  const { bytes } = place.lake;
  const scope = { accounts: [], regions: [], fromMs: Date.parse(from), toMs: Date.parse(to) };
  const least = sum(needed(scope, place.lake.partitions).map((partition) => partition.bytes));
  const { scannedBytes } = await ask(place.app, requestFor(STEP, [from, to]), name);
  return row({
    id: `pruned-bytes-${name}`,
    unit: "bytes",
    value: scannedBytes,
    reference: bytes,
    bar: least / bytes,
    holds: scannedBytes === least,
    note: `all of the lake is the reference; the bar is the least possible, ${least} bytes`,
  });
}

/** A scope's partitions by three methods: the plan, DuckDB over the plan's SQL, and brute force. */
async function touched(place: Place, scope: Scope) {
  const { plan, sql } = compiled(place, inScope(scope));
  const least = needed(scope, place.lake.partitions);
  return {
    planned: readsAmong(plan, place.lake.partitions).partitions,
    least: least.length,
    files: await filesScanned(place.bare, sql, filesOf(place.lake.partitions)),
    leastFiles: filesOf(least),
  };
}

async function touchedRow(place: Place, scopes: readonly Scope[]): Promise<Row> {
  const all = [];
  for (const scope of scopes) all.push(await touched(place, scope));
  const off = all.filter(
    ({ planned, least, files, leastFiles }) => planned !== least || files !== leastFiles,
  );
  return row({
    id: "partitions-touched",
    unit: "partitions",
    value: sum(all.map(({ planned }) => planned)),
    reference: sum(all.map(({ least }) => least)),
    bar: 1,
    holds: off.length === 0,
    note: `${scopes.length} scopes; in ${off.length} the plan, or the files that DuckDB opens, are not the least possible`,
  });
}

/** The same question over events in memory, by their own time, account and region. */
function unprunedSql({ accounts, regions, fromMs, toMs }: Scope): string {
  const oneOf = (column: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${column} in (${values.map(literal).join(", ")})`];
  const conditions = [
    `eventtime >= ${literal(formatTime(fromMs))} and eventtime < ${literal(formatTime(toMs))}`,
    ...oneOf("account", accounts),
    ...oneOf("region", regions),
  ];
  return `select eventname, count(*) as total from held where ${conditions.join(" and ")} group by 1 order by total desc, eventname`;
}

async function answersRow(place: Place, scopes: readonly Scope[]): Promise<Row> {
  await place.bare.run(
    "create table held as select eventname, eventtime, account, region from cloudtrail",
  );
  let different = 0;
  let empty = 0;
  for (const [index, scope] of scopes.entries()) {
    const { rows } = await ask(place.app, inScope(scope), `answer ${index}`);
    const whole = (await place.bare.runAndReadAll(unprunedSql(scope))).getRows();
    if (asText(rows) !== asText(whole)) different += 1;
    if (rows.length === 0) empty += 1;
  }
  return row({
    id: "pruned-answers-that-differ",
    unit: "answers",
    value: different,
    bar: 0,
    note: `of ${scopes.length}, ${empty} of them without a row, against all events in memory`,
  });
}

const [lakeFolder = ""] = process.argv.slice(2);
const app = await backendOver(lakeFolder);
const lake = await readLake(lakeFolder);
if (!lake.ok) throw new Error(lake.failure.message);
const place: Place = { app, lake: lake.value, bare: await openBareLake(lakeFolder) };

const rng = new Rng(SEED, 0, 0);
const scopes = Array.from({ length: SCOPES }, () => randomScope(place.lake.partitions, rng));
const rows: Row[] = [];
for (const [name, [from, to]] of Object.entries(BORDER_WINDOWS))
  rows.push(await bytesRow(place, name, from, to));
rows.push(await touchedRow(place, scopes));
rows.push(
  await answersRow(
    place,
    scopes.filter((_, index) => index % COMPARE_EVERY === 0),
  ),
);
console.log(JSON.stringify(rows));
process.exit(0);
