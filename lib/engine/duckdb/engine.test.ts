import { copyFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, it } from "vitest";
import { settled } from "@/lib/engine/answer-rows";
import { CONTRACT_EVENTS, engineContract } from "@/lib/engine/contract.fixture";
import { onDay } from "@/lib/engine/statement.fixture";
import { openDuckDb } from "./engine";

const PARTITION = "account=111122223333/region=us-east-1/year=2026/month=01/day=31";

async function writeLake(dir: string): Promise<number> {
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  const file = path.join(dir, PARTITION, "part0.parquet");
  await connection.run(`copy (
    select * from (
      select
        lpad(i::varchar, 8, '0') as eventid,
        case when i = 7 then 'CreateUser' else 'GetObject' end as eventname,
        case i % 3 when 0 then null when 1 then '' else 'AccessDenied' end as errorcode,
        case when i = 9 then chr(65279) || 'bom' else 'cli' end as useragent,
        'f.json.gz' as sourcefile,
        '111122223333' as account, 'us-east-1' as region, '2026' as year, '01' as month, '31' as day
      from range(${CONTRACT_EVENTS}) as t(i)
    )
  ) to '${dir}' (format parquet, partition_by (account, region, year, month, day), filename_pattern 'part')`);
  return (await stat(file)).size;
}

const partition = (day: string, path: string, bytes: number) => ({
  account: "111122223333",
  region: "us-east-1",
  year: "2026",
  month: "01",
  day,
  parquet: [{ path, bytes }],
});

async function openTestEngine(maxCachedRows?: number) {
  const dir = await mkdtemp(path.join(tmpdir(), "trailbook-engine-"));
  const bytes = await writeLake(dir);
  const engine = await openDuckDb({
    table: "cloudtrail",
    eventsDir: dir,
    partitions: async () => [
      partition("31", `${PARTITION}/part0.parquet`, bytes),
      partition("30", "day=30/none.parquet", 1e9),
    ],
    concurrentRuns: 2,
    memoryLimitMb: 512,
    spillDir: path.join(dir, "spill"),
    ...(maxCachedRows === undefined ? {} : { maxCachedRows }),
  });
  return { engine, dir, bytes, close: () => rm(dir, { recursive: true, force: true }) };
}

engineContract("duckdb", openTestEngine);

it("reports the bytes of the partitions read and of no others", async () => {
  const { engine, bytes, close } = await openTestEngine();
  const sql = "select eventid from cloudtrail where year = '2026' and month = '01' and day = '31'";
  await engine.start(onDay(sql), "bytes");
  expect(await settled(engine, "bytes")).toMatchObject({ state: "done", scannedBytes: bytes });
  await close();
});

it("reads no file that the lake does not count yet", async () => {
  const { engine, dir, close } = await openTestEngine();
  await copyFile(
    path.join(dir, PARTITION, "part0.parquet"),
    path.join(dir, PARTITION, "b.parquet"),
  );
  const sql = "select count(*) from cloudtrail where year = '2026' and day = '31'";
  await engine.start(onDay(sql), "count");
  await settled(engine, "count");
  const page = await engine.rows("count", null);
  expect(page.ok && page.value.rows).toEqual([[CONTRACT_EVENTS]]);
  await close();
});

it("answers with no rows, and the right columns, where no partition is selected", async () => {
  const { engine, close } = await openTestEngine();
  const sql = "select eventid, errorcode from cloudtrail where day = '02'";
  await engine.start(onDay(sql, 2), "none");
  expect(await settled(engine, "none")).toMatchObject({
    state: "done",
    rowCount: 0,
    scannedBytes: 0,
    columns: ["eventid", "errorcode"],
  });
  await close();
});

it("keeps a byte order mark at the start of a value", async () => {
  const { engine, close } = await openTestEngine();
  const sql = "select useragent from cloudtrail where day = '31' and eventid = '00000009'";
  await engine.start(onDay(sql), "bom");
  await settled(engine, "bom");
  const page = await engine.rows("bom", null);
  expect(page.ok && page.value.rows).toEqual([["\uFEFFbom"]]);
  await close();
});

it("forgets the answers least recently used when they hold too many rows", async () => {
  const { engine, close } = await openTestEngine(20_000);
  const sql = "select eventid from cloudtrail where year = '2026' and day = '31'";
  for (const token of ["a", "b", "c"]) {
    await engine.start(onDay(sql), token);
    await settled(engine, token);
  }
  const states = await engine.states(["a", "b", "c"]);
  expect([...states.values()].map(({ state }) => state)).toEqual(["unknown", "unknown", "done"]);
  await close();
});
