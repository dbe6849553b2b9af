/** Daily roll-ups: what they answer is what the events answer, on real logs, the demo's and Athena. */
import { readdirSync, rmSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt } from "@/e2e/athena-server/backend";
import { copyOfSmallLake, smallLake } from "@/e2e/lake";
import type { Row } from "@/lib/api/run";
import type { Backend } from "@/lib/backend/backend";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { TRINO_MACROS } from "@/lib/engine/duckdb/trino-macros";
import { importLogs } from "@/lib/lake/import/import-logs";
import { newFolder } from "@/lib/lake/lake.fixture";
import { lakeSource } from "@/lib/lake/lake-source";
import { eventsGlob } from "@/lib/lake/store/catalogue";
import { estimateStep } from "@/lib/runs/estimate-step";
import { readRequest } from "@/lib/runs/request";
import { startSteps } from "@/lib/runs/runs";
import { compile } from "@/queries/compile";
import type { EventQuery } from "@/queries/query";
import { compileOverRollups, daysBehind } from "@/queries/rollups/over-rollups";
import { compileRollup } from "@/queries/rollups/rollup";
import { DAY_MS, type Scope } from "@/queries/scope";
import { firstsQuery } from "@/queries/signals/firsts";
import { corporaMissing, corpusLogs } from "./corpora";

type Window = Pick<Scope, "fromMs" | "toMs">;

const dayOf = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;

/** What the second half of some logs has for the first time, and the events of each of their days. */
const questionsOf = ({ fromMs, toMs }: Window): readonly (readonly [EventQuery, Window])[] => [
  [firstsQuery([]), { fromMs: (fromMs + toMs) / 2, toMs: toMs + 1_000 }],
  [
    { where: [], answer: { kind: "days" }, limit: null },
    { fromMs: dayOf(fromMs), toMs: dayOf(toMs) + DAY_MS },
  ],
];

/** Answers over the events of a lake, and over its roll-ups. */
async function answersOf(lake: string) {
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  for (const macro of TRINO_MACROS) await connection.run(macro);
  await connection.run(
    `create view cloudtrail as select * from read_parquet('${eventsGlob(lake)}', hive_partitioning = true, hive_types_autocast = false)`,
  );
  const read = async (compiled: { readonly sql: string } | { readonly refused: string }) => {
    if ("refused" in compiled) throw new Error(compiled.refused);
    return (await connection.runAndReadAll(compiled.sql)).getRowsJson();
  };
  const [times = []] = await read({ sql: "select min(eventtime), max(eventtime) from cloudtrail" });
  const [fromMs = 0, toMs = 0] = times.map((time) => Date.parse(String(time)));
  const answers = [];
  for (const [query, range] of questionsOf({ fromMs, toMs })) {
    const scope = { accounts: [], regions: [], ...range };
    const behind = { ...scope, ...daysBehind(query, scope) };
    const made = compileRollup(behind, lakeSource, 1_000_000);
    if ("refused" in made) throw new Error(made.refused);
    await connection.run(`create or replace table slice as ${made.sql}`);
    const days = { ...behind, files: [], hasSlice: true };
    answers.push({
      events: await read(compile(query, scope, lakeSource)),
      rollups: await read(compileOverRollups(query, scope, lakeSource, days)),
    });
  }
  return answers;
}

async function compareIn(lake: string): Promise<void> {
  const [firsts, days] = await answersOf(lake);
  expect(firsts?.events.length).toBeGreaterThan(1);
  expect(days?.events.length).toBeGreaterThan(0);
  for (const answer of [firsts, days]) expect(answer?.rollups).toEqual(answer?.events);
}

it("give the answers of the demo's events", async () => {
  await compareIn(await smallLake());
});

if (corporaMissing !== null) it.skip(`real logs: ${corporaMissing}`, () => undefined);

describe.skipIf(corporaMissing !== null).each(["stratus", "invictus"])("the %s logs", (corpus) => {
  it("are answered the same from roll-ups", async () => {
    const lake = newFolder();
    const imported = await importLogs({ from: corpusLogs(corpus), lake });
    if (!imported.ok) throw new Error(imported.failure.message);
    await compareIn(lake);
    rmSync(lake, { recursive: true });
  });
});

/** Roll-ups are kept after the answer. */
const PATIENCE = { timeout: 60_000 };

describe("on Athena", () => {
  let server: AthenaServer;
  let place: Backend;

  beforeAll(async () => {
    const lake = await copyOfSmallLake();
    server = await startAthenaServer({ lake, rates: false, queueDelayMs: 0, queryDelayMs: 1 });
    place = await backendAt(server.url, newFolder(), { TRAILBOOK_PATH_RANGES: "off" });
  });
  afterAll(async () => {
    await place.close();
    await server.close();
  });

  const requestFor = (from: string, mode: unknown) => ({
    link: `/playbooks/actors?v=1&step=all-actors&from=${from}&to=2026-03-31T00:00:00Z`,
    wants: "firsts",
    mode,
    confirmed: true,
  });

  async function ask(from: string, mode: unknown = "open") {
    const [answer] = await startSteps(place, [requestFor(from, mode)]);
    if (answer?.kind !== "started") throw new Error(JSON.stringify(answer));
    const state = await settled(place.engine, answer.runId);
    const rows: Row[] = [];
    for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
    return { state, rows };
  }

  const costOf = async (from: string) => {
    const request = readRequest(requestFor(from, "open"));
    if (!request.ok) throw new Error(request.failure.message);
    const cost = await estimateStep(place, request.value);
    if (!cost.ok) throw new Error(cost.failure.message);
    return cost.value;
  };

  it("a day is scanned once, at its price, and further ranges for none", async () => {
    const [march24, march25] = ["2026-03-24T00:00:00Z", "2026-03-25T06:00:00Z"];
    expect(await costOf(march24)).toMatchObject({ kind: "scan" });
    const first = await ask(march24);
    expect(first.state).toMatchObject({ state: "done", reused: false });
    expect(first.rows).toEqual((await ask(march24, { retryOf: "none" })).rows);
    const folder = `${place.config.dataDir}/rollups`;
    await vi.waitFor(() => {
      const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
      expect(names.filter((name) => name.endsWith(".parquet"))).toHaveLength(37);
    }, PATIENCE);
    expect(await costOf(march25)).toEqual({ kind: "cached" });
    const second = await ask(march25, "cached-only");
    expect(second.state).toMatchObject({ state: "done", scannedBytes: 0, fromSlice: true });
    expect(second.rows).toEqual((await ask(march25, { retryOf: "none" })).rows);
  });
});
