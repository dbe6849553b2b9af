/** What was left behind: the statement and the evaluation of records agree, on the demo and on real logs. */
import { rmSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, describe, expect, it } from "vitest";
import { smallLake } from "@/e2e/lake";
import { TRINO_MACROS } from "@/lib/engine/duckdb/trino-macros";
import { importLogs } from "@/lib/lake/import/import-logs";
import { newFolder } from "@/lib/lake/lake.fixture";
import { lakeSource } from "@/lib/lake/lake-source";
import { eventsGlob } from "@/lib/lake/store/catalogue";
import { compile } from "@/queries/compile";
import { expressionOf } from "@/queries/conditions";
import { thingsOf } from "@/queries/left-behind/things.fixture";
import type { Predicate } from "@/queries/query";
import { corporaMissing, corpusLogs } from "./corpora";

type Row = Readonly<Record<string, unknown>>;

const EVENT = [
  ...["eventtime", "eventid", "eventsource", "eventname", "recipientaccountid", "awsregion"],
  ...["requestparameters", "responseelements"],
];

/** Everything that anyone made, by the statement; and all events. */
async function readLake(lake: string, where: readonly Predicate[] = []) {
  const scope = { accounts: [], regions: [], fromMs: Date.UTC(2010, 0), toMs: Date.UTC(2030, 0) };
  const compiled = compile(
    { where, answer: { kind: "left-behind" }, limit: null },
    scope,
    lakeSource,
  );
  if ("refused" in compiled) throw new Error(compiled.refused);
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  for (const macro of TRINO_MACROS) await connection.run(macro);
  await connection.run(
    `create view cloudtrail as select * from read_parquet('${eventsGlob(lake)}', hive_partitioning = true, hive_types_autocast = false)`,
  );
  const read = async (sql: string): Promise<readonly Row[]> =>
    (await connection.runAndReadAll(sql)).getRowObjectsJson();
  const derived = (["actor", "outcome"] as const).map(
    (name) => `${expressionOf(name, lakeSource)} as ${name}`,
  );
  return {
    rows: await read(compiled.sql),
    events: await read(`select ${[...EVENT, ...derived].join(", ")} from cloudtrail`),
  };
}

/** The same by a plain search through the records: each thing with its first removal in a later second. */
function searched(events: readonly Row[]): readonly string[] {
  const once = [...new Map(events.map((event) => [event.eventid, event])).values()];
  const orderOf = ({ eventtime, eventid }: Row) => `${eventtime} ${eventid}`;
  const things = once
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    .filter(({ outcome }) => outcome === "success")
    .flatMap((event) => thingsOf(event).map((thing) => ({ event, thing })));
  const removals = things.filter(({ thing }) => thing.removes);
  return things.flatMap(({ event, thing }) => {
    if (thing.kind === null) return [];
    const later = removals.filter(
      (other) =>
        other.event.recipientaccountid === event.recipientaccountid &&
        other.event.awsregion === event.awsregion &&
        other.thing.resource === thing.resource &&
        (other.thing.detail === "" || other.thing.detail === thing.detail) &&
        String(other.event.eventtime) > String(event.eventtime),
    );
    const first = later.filter((other) => other.event.eventtime === later[0]?.event.eventtime);
    const removal = first.find((other) => other.thing.detail === thing.detail) ?? first[0];
    const { eventtime, eventname, actor } = removal?.event ?? {};
    return [
      [
        ...[event.eventid, thing.kind, thing.resource, thing.detail || null],
        ...[eventtime ?? null, eventname ?? null, actor ?? null],
      ].join(" | "),
    ];
  });
}

const textOf = (row: Row): string =>
  ["eventid", "kind", "resource", "detail", "removedtime", "removedname", "removedby"]
    .map((name) => row[name] ?? null)
    .join(" | ");

it("agree on the demo account", async () => {
  const { rows, events } = await readLake(await smallLake());
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.map(textOf).sort()).toEqual([...searched(events)].sort());
}, 120_000);

if (corporaMissing !== null) it.skip(`real logs: ${corporaMissing}`, () => undefined);

describe.skipIf(corporaMissing !== null)("in real logs", () => {
  const lake = newFolder();
  afterAll(() => rmSync(lake, { recursive: true, force: true }));

  it("agree on every thing", async () => {
    const imported = await importLogs({ from: corpusLogs("invictus"), lake });
    if (!imported.ok) throw new Error(imported.failure.message);
    const { rows, events } = await readLake(lake);
    expect(rows.map(textOf).sort()).toEqual([...searched(events)].sort());
    const left = rows.filter(({ removedtime }) => removedtime === null);

    // The attack tools removed all that they had made.
    expect([rows.length, left.length]).toEqual([69, 0]);
  }, 120_000);
});
