/** Fields worked out from several parts of an event: SQL over a lake and the record agree. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, describe, expect, it } from "vitest";
import { smallLake } from "@/e2e/lake";
import { TRINO_MACROS } from "@/lib/engine/duckdb/trino-macros";
import { importLogs } from "@/lib/lake/import/import-logs";
import { newFolder } from "@/lib/lake/lake.fixture";
import { lakeSource } from "@/lib/lake/lake-source";
import { eventsGlob } from "@/lib/lake/store/catalogue";
import { expressionOf } from "@/queries/conditions";
import { derivedTexts } from "@/queries/derived-fields";
import { evaluate } from "@/queries/expression-value";
import type { FieldName } from "@/queries/fields";
import { corporaMissing, corpusLogs } from "./corpora";

const names = Object.keys(derivedTexts) as readonly (keyof typeof derivedTexts)[];
const RAW = [
  ...["eventid", "eventsource", "eventname", "useragent", "useridentity", "resources"],
  ...["requestparameters", "responseelements", "additionaleventdata"],
];

type Row = Readonly<Record<string, unknown>>;

/** Every event of a lake with its raw columns, and the derived fields as `sql_<name>`. */
async function rowsOf(lake: string): Promise<readonly Row[]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  for (const macro of TRINO_MACROS) await connection.run(macro);
  const derived = names.map(
    (name: FieldName) => `${expressionOf(name, lakeSource)} as sql_${name}`,
  );
  const reader = await connection.runAndReadAll(
    `select ${[...RAW, ...derived].join(", ")}
     from read_parquet('${eventsGlob(lake)}', hive_partitioning = true, hive_types_autocast = false)`,
  );
  const rows = reader.getRowObjectsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

const valuesOf = (record: Row): Row =>
  Object.fromEntries(names.map((name) => [name, evaluate(derivedTexts[name], record)]));
const sqlOf = (row: Row): Row =>
  Object.fromEntries(names.map((name) => [name, row[`sql_${name}`]]));

function expectSame(rows: readonly Row[]): void {
  for (const row of rows) expect(sqlOf(row), String(row.eventid)).toEqual(valuesOf(row));
}

it("agree on the demo account's events", async () => {
  const rows = await rowsOf(await smallLake());
  expect(rows.length).toBeGreaterThan(3_000);
  expectSame(rows);
  // The events that a person asks about have an actor, and mostly a resource and a tool.
  const share = (name: (typeof names)[number]) =>
    rows.filter((row) => row[`sql_${name}`] !== null).length / rows.length;
  expect(share("actor")).toBe(1);
  expect(share("resource")).toBeGreaterThan(0.5);
  expect(share("agentproduct")).toBeGreaterThan(0.95);
}, 120_000);

if (corporaMissing !== null) it.skip(`real logs: ${corporaMissing}`, () => undefined);

describe.skipIf(corporaMissing !== null)("in real logs", () => {
  const lakes: string[] = [];
  afterAll(() => {
    for (const lake of lakes) rmSync(lake, { recursive: true, force: true });
  });

  it("agree on every event, and on its record as delivered", async () => {
    const records = new Map<unknown, Row>();
    for (const file of readdirSync(corpusLogs("invictus"), { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".gz")) continue;
      const text = gunzipSync(readFileSync(join(corpusLogs("invictus"), file))).toString("utf8");
      for (const record of JSON.parse(text).Records) records.set(record.eventID, record);
    }
    let asDelivered = 0;
    const lake = newFolder();
    lakes.push(lake);
    const imported = await importLogs({ from: corpusLogs(""), lake });
    if (!imported.ok) throw new Error(imported.failure.message);
    const rows = await rowsOf(lake);
    expectSame(rows);
    for (const row of rows) {
      const record = records.get(row.eventid);
      if (!record) continue;
      expect(valuesOf(record), String(row.eventid)).toEqual(sqlOf(row));
      asDelivered += 1;
    }
    expect(asDelivered).toBeGreaterThan(2_800);
  }, 120_000);
});
