import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Row } from "@/lib/api/run";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { openResultStore, type ResultStore } from "@/lib/engine/duckdb/result-store";
import { onDay } from "@/lib/engine/statement.fixture";
import { fail, succeed } from "@/lib/result";
import type { SliceQuestion } from "./derived-run";
import { createSlicedEngine, type SlicedEngine } from "./sliced-engine";

const SLICE = "select * from source where day = '31'";
const COUNT = "select name, count(*) as total from source where day = '31' group by 1 order by 1";
const OVER = {
  sql: "select name, count(*) as total from slice group by 1 order by 1",
  isListing: false,
};
/** Long enough to be joined while it runs. */
const ENDLESS =
  "select count(*) as n from source a cross join source b cross join source c where a.name || b.name < c.name";
const SCANNED = 4_711;

let dir = "";
let base: ResultStore;
let tokens = 0;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "trailbook-sliced-"));
  base = await openResultStore({
    bind:
      ({ main }) =>
      async ({ sql }) => {
        await main.run(
          "create table if not exists source as select case when i % 3 = 0 then null else 'n' || i % 3 end as name, '31' as day from range(3000) t(i)",
        );
        return succeed({ sql, scannedBytes: SCANNED });
      },
    concurrentRuns: 2,
    memoryLimitMb: 512,
    spillDir: dir,
  });
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const sliced = (mostEvents = 10_000, below: ResultStore = base): SlicedEngine =>
  createSlicedEngine({
    base: below,
    allRows: (id) => pagesOf(base, id),
    store: base,
    load: async () => undefined,
    mostEvents,
  });

/** A new slice's run; the same SQL under a new token. */
async function fetchSlice(engine: SlicedEngine, sql = SLICE): Promise<string> {
  const started = await engine.start(onDay(sql), `slice-${++tokens}`);
  if (!started.ok) throw new Error(started.failure.message);
  return started.value;
}
const question = (sliceRunId: string, more: Partial<SliceQuestion> = {}): SliceQuestion => ({
  sliceRunId,
  sql: COUNT,
  over: OVER,
  isFirst: false,
  otherwise: null,
  ...more,
});
async function rowsOf(engine: SlicedEngine, id: string) {
  const page = await engine.rows(id, null);
  return page.ok ? page.value.rows : page.failure.message;
}

describe("an answer from a slice", () => {
  it("has the rows that the source has, under the source's SQL, and scans nothing", async () => {
    const engine = sliced();
    const sliceRunId = await fetchSlice(engine);
    const id = engine.startFromSlice(question(sliceRunId));
    expect(await settled(engine, id)).toMatchObject({
      state: "done",
      sql: COUNT,
      scannedBytes: 0,
      fromSlice: true,
    });
    const direct = await engine.start(onDay(COUNT), `direct-${++tokens}`);
    if (!direct.ok) throw new Error(direct.failure.message);
    await settled(engine, direct.value);
    expect(await rowsOf(engine, id)).toEqual(await rowsOf(engine, direct.value));
    expect(await rowsOf(engine, id)).toHaveLength(3);
  });

  it("has its rows under the durable id, too", async () => {
    const withDurableId = async (ids: readonly string[]) =>
      new Map(
        [...(await base.states(ids))].map(([id, state]) => [
          id,
          { ...state, lastingId: "lasting" },
        ]),
      );
    const engine = sliced(10_000, { ...base, states: withDurableId });
    const id = engine.startFromSlice(question(await fetchSlice(engine)));
    const state = await settled(engine, id);
    const lastingId = "lastingId" in state ? state.lastingId : undefined;
    expect(lastingId).toMatch(/^lasting\./);
    expect(await rowsOf(engine, lastingId ?? "")).toHaveLength(3);
    const rows: Row[] = [];
    for await (const page of engine.allRows(lastingId ?? "")) rows.push(...page);
    expect(rows).toHaveLength(3);
  });

  it("reports the scan once, for the query that the slice was fetched for", async () => {
    const engine = sliced();
    const sliceRunId = await fetchSlice(engine);
    const first = engine.startFromSlice(question(sliceRunId, { isFirst: true }));
    const second = engine.startFromSlice(question(sliceRunId, { sql: `${COUNT} limit 1` }));
    const states = [await settled(engine, first), await settled(engine, second)];
    expect(states.map((state) => "scannedBytes" in state && state.scannedBytes)).toEqual([
      SCANNED,
      0,
    ]);
    expect(states[0]).not.toHaveProperty("fromSlice");
  });

  it("is made before the rows of a slice that is not cached any more are evicted", async () => {
    const engine = sliced();
    const sliceRunId = await fetchSlice(engine);
    const id = engine.startFromSlice(question(sliceRunId));
    await engine.evictSlice(sliceRunId);
    expect(await settled(engine, id)).toMatchObject({ state: "done", rowCount: 3 });
    expect((await base.states([sliceRunId])).get(sliceRunId)).toEqual({ state: "unknown" });
    expect(await rowsOf(engine, id)).toHaveLength(3);
  });

  const otherwise = async () => fail("engine-failed", "This must not be called.");

  it("waits while the slice is fetched, which is stopped when no step of it is open", async () => {
    const engine = sliced();
    const sliceRunId = await fetchSlice(engine, ENDLESS);
    const mine = engine.startFromSlice(question(sliceRunId, { otherwise }));
    const aside = engine.startFromSlice(question(sliceRunId, { sql: `${COUNT} limit 1` }));
    const theirs = engine.startFromSlice(
      question(sliceRunId, { sql: `${COUNT} limit 2`, otherwise }),
    );
    expect((await engine.states([mine])).get(mine)).toMatchObject({ state: "running", sql: COUNT });
    await engine.cancel(mine, "person");
    expect((await engine.states([mine])).get(mine)?.state).toBe("cancelled");
    expect((await engine.states([sliceRunId])).get(sliceRunId)?.state).toBe("running");
    await engine.cancel(theirs, "person");
    expect((await settled(engine, sliceRunId)).state).toBe("cancelled");
    for (const id of [theirs, aside])
      expect((await engine.states([id])).get(id)?.state).toBe("cancelled");
  });

  it("keeps the slice once its step is opened", async () => {
    const engine = sliced();
    const sliceRunId = await fetchSlice(engine, ENDLESS);
    const mine = engine.startFromSlice(question(sliceRunId, { otherwise }));
    const theirs = engine.startFromSlice(question(sliceRunId, { sql: "select 2" }));
    expect(engine.startFromSlice(question(sliceRunId, { sql: "select 2", otherwise }))).toBe(
      theirs,
    );
    await engine.cancel(mine, "person");
    expect((await engine.states([sliceRunId])).get(sliceRunId)?.state).toBe("running");
    await engine.cancel(theirs, "person");
    expect((await settled(engine, sliceRunId)).state).toBe("cancelled");
  });

  it("can be started again after it was stopped", async () => {
    const engine = sliced();
    const sliceRunId = await fetchSlice(engine);
    await settled(engine, sliceRunId);
    const id = engine.startFromSlice(question(sliceRunId));
    engine.startFromSlice(question(sliceRunId, { sql: "select 3", otherwise }));
    await engine.cancel(id, "person");
    expect((await engine.states([id])).get(id)?.state).toBe("cancelled");
    expect(engine.startFromSlice(question(sliceRunId))).toBe(id);
    expect((await settled(engine, id)).state).toBe("done");
  });

  it("can be started again after it was stopped while it read its slice", async () => {
    const engine = sliced();
    const sliceRunId = await fetchSlice(engine);
    await settled(engine, sliceRunId);
    const over = { sql: ENDLESS.replaceAll("source", "slice"), isListing: false };
    const asked = question(sliceRunId, { sql: "select 4", over });
    const id = engine.startFromSlice(asked);
    const isWaiting = async () => (await base.states([id])).get(id)?.state === "unknown";
    while (await isWaiting()) await engine.states([id]);
    await engine.cancel(id, "person");
    expect((await engine.states([id])).get(id)?.state).toBe("cancelled");
    expect(engine.startFromSlice({ ...asked, over: OVER })).toBe(id);
    expect((await settled(engine, id)).state).toBe("done");
  });

  it("fails as its slice did", async () => {
    const engine = sliced();
    const id = engine.startFromSlice(
      question(await fetchSlice(engine, "select nothing from source")),
    );
    expect(await settled(engine, id)).toMatchObject({ state: "failed", sql: COUNT });
  });
});

describe("a slice with too many events", () => {
  it("is replaced by a query of the source", async () => {
    const engine = sliced(100);
    const sliceRunId = await fetchSlice(engine);
    const otherwise = () => engine.start(onDay(COUNT), `otherwise-${++tokens}`).then(asRun);
    const id = engine.startFromSlice(question(sliceRunId, { otherwise }));
    expect(await settled(engine, id)).toMatchObject({ state: "done", scannedBytes: SCANNED });
    expect(await rowsOf(engine, id)).toHaveLength(3);
  });

  it("says so where the source may not be queried, or cannot be", async () => {
    const engine = sliced(100);
    const sliceRunId = await fetchSlice(engine);
    const unasked = engine.startFromSlice(question(sliceRunId));
    expect(await settled(engine, unasked)).toMatchObject({
      state: "failed",
      message: expect.stringContaining("more than 100 events"),
    });
    const otherwise = async () => fail("engine-failed", "Athena is away.");
    const asked = engine.startFromSlice(question(sliceRunId, { sql: "select 1", otherwise }));
    expect(await settled(engine, asked)).toMatchObject({ message: "Athena is away." });
  });
});

it("takes in rows from elsewhere, absent and empty values apart", async () => {
  async function* pages() {
    yield [
      ["", null],
      ["\uFEFFbom", "'; drop table x --"],
    ];
    yield [["last", "7"]];
  }
  await base.adopt("adopted", ["name", "day"], pages());
  const engine = sliced();
  const over = {
    sql: "select name, day from slice order by day nulls first",
    isListing: false,
  };
  const id = engine.startFromSlice(question("adopted", { sql: "select adopted", over }));
  await settled(engine, id);
  expect(await rowsOf(engine, id)).toEqual([
    ["", null],
    ["\uFEFFbom", "'; drop table x --"],
    ["last", "7"],
  ]);
});

it("does not know the runs of another process", async () => {
  const id = "0f6b1f1e-2c1c-4b6e-9c53-000000000000.0123456789abcdef";
  expect((await sliced().states([id])).get(id)).toEqual({ state: "unknown" });
  expect((await sliced().rows(id, null)).ok).toBe(false);
});

const asRun = (started: Awaited<ReturnType<SlicedEngine["start"]>>) =>
  started.ok ? succeed({ runId: started.value }) : started;

it.each([
  ["each event once", ["a", "b"], "once"],
  ["an event twice", ["a", "b", "a"], "any"],
  ["events without an id", ["a", null], "any"],
])("queries rows that hold %s in the form for them", async (name, ids, form) => {
  async function* pages() {
    yield ids.map((id) => [id]);
  }
  const runId = `holding ${name}`;
  await base.adopt(runId, ["eventid"], pages());
  const engine = sliced();
  const formOf = (form: string) => ({ sql: `select '${form}' as form`, isListing: false });
  const forms = { over: formOf("any"), overOnce: formOf("once") };
  const id = engine.startFromSlice(question(runId, { sql: `select ${name}`, ...forms }));
  await settled(engine, id);
  expect(await rowsOf(engine, id)).toEqual([[form]]);
});
