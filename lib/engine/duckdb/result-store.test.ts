import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { MAX_DERIVED } from "@/lib/engine/slices/derived-runs";
import { createSlicedEngine } from "@/lib/engine/slices/sliced-engine";
import { onDay } from "@/lib/engine/statement.fixture";
import { succeed } from "@/lib/result";
import { openResultStore, type ResultStore } from "./result-store";

const MOST_ROWS = 3_500;
const SLICE = "select i, repeat('x', 2000) || i as text from range(3000) t(i)";
const ENDLESS =
  "select count(*) as n from slice a cross join slice b cross join slice c where a.i < c.i + b.i";
/** A statement whose rows are copied into a table. */
const copied = (sql: string) => ({ sql, isListing: false });
const MEBIBYTE = 1024 * 1024;

let dir = "";
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "trailbook-store-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** A store for a slice and some hundred rows of results. */
const open = () =>
  openResultStore({
    bind:
      () =>
      async ({ sql }) =>
        succeed({ sql, scannedBytes: 0 }),
    concurrentRuns: 1,
    memoryLimitMb: 512,
    spillDir: dir,
    maxCachedRows: MOST_ROWS,
  });

async function storedSlice(store: ResultStore): Promise<string> {
  await store.start(onDay(SLICE), "slice");
  expect(await settled(store, "slice")).toMatchObject({ state: "done", rowCount: 3_000 });
  return "slice";
}
async function ask(store: ResultStore, token: string, rows: number) {
  await store.startOver("slice", copied(`select i from slice where i < ${rows}`), token);
  return settled(store, token);
}
const stateOf = async (store: ResultStore, id: string) => (await store.states([id])).get(id)?.state;
async function usedBytes(store: ResultStore, token: string): Promise<number> {
  await store.start(onDay("select sum(memory_usage_bytes) as bytes from duckdb_memory()"), token);
  await settled(store, token);
  const page = await store.rows(token, null);
  return page.ok ? Number(page.value.rows[0]?.[0]) : Number.NaN;
}

it("says that what exceeds the memory cannot be written, and where", async () => {
  const spillDir = path.join(dir, "file");
  await writeFile(spillDir, "");
  const bind = () => async (statement: { readonly sql: string }) =>
    succeed({ sql: statement.sql, scannedBytes: 0 });
  const store = await openResultStore({ bind, concurrentRuns: 1, memoryLimitMb: 40, spillDir });
  const large = "select i, repeat('x', 200) || hash(i) as t from range(1000000) t(i)";
  await store.start(onDay(`${large} order by hash(i)`), "large");
  expect(await settled(store, "large")).toMatchObject({
    state: "failed",
    message: expect.stringMatching(
      /^The query needs more memory .*file cannot be written: .*MEMORY_MB\.$/,
    ),
  });
});

it("does not let one tab's many runs delay another tab's first one", async () => {
  const store = await open();
  const start = (owner: string, token: string) =>
    store.start(onDay(`select '${token}' as token`), token, 0, owner);
  // The first runs at once, as there is one slot; the others wait.
  for (let n = 0; n <= 200; n += 1) expect((await start("many", `many ${n}`)).ok).toBe(true);
  expect((await start("one", "one 0")).ok).toBe(true);
  expect(await start("many", "too many")).toMatchObject({
    failure: { code: "queue-full", message: expect.stringMatching(/^This tab has 200 queries/) },
  });
  await settled(store, "one 0");
  expect(await stateOf(store, "many 3")).toBe("queued");
  await settled(store, "many 200");
  expect((await start("many", "too many")).ok).toBe(true);
});

it("evicts the least recently used result, and not one that was used again", async () => {
  const store = await open();
  await storedSlice(store);
  await ask(store, "used by its start", 3);
  await ask(store, "used by a poll", 3);
  await ask(store, "not used", 400);
  await store.startOver("slice", copied("select i from slice where i < 3"), "used by its start");
  await settled(store, "used by a poll");
  await ask(store, "latest", 400);
  expect(await stateOf(store, "not used")).toBe("unknown");
  for (const id of ["used by its start", "used by a poll", "latest"])
    expect(await store.rows(id, null)).toMatchObject({ ok: true });
});

const slicedOver = (store: ResultStore) =>
  createSlicedEngine({
    base: store,
    allRows: (id) => pagesOf(store, id),
    store,
    load: async () => undefined,
    mostEvents: 10_000,
  });

it("makes an evicted result again while its slice is there", async () => {
  const store = await open();
  const sliced = slicedOver(store);
  const sliceRunId = await storedSlice(store);
  const question = (rows: number) => ({
    sliceRunId,
    sql: `select i from source where i < ${rows}`,
    over: copied(`select i from slice where i < ${rows}`),
    isFirst: false,
    otherwise: null,
  });
  const id = sliced.startFromSlice(question(3));
  await settled(sliced, id);
  for (const rows of [400, 401]) await settled(sliced, sliced.startFromSlice(question(rows)));
  expect(await stateOf(store, id)).toBe("unknown");
  expect(await sliced.rows(id, null)).toMatchObject({ ok: true, value: { rows: [[0], [1], [2]] } });
  for (const rows of [402, 403]) await settled(sliced, sliced.startFromSlice(question(rows)));
  expect(await stateOf(store, id)).toBe("unknown");
  expect(sliced.startFromSlice(question(3))).toBe(id);
  expect(await settled(sliced, id)).toMatchObject({ state: "done", rowCount: 3, fromSlice: true });
  expect(await sliced.rows(id, null)).toMatchObject({ ok: true });
  for (const rows of [404, 405]) await settled(sliced, sliced.startFromSlice(question(rows)));
  expect(await stateOf(store, id)).toBe("unknown");
  // Another subscriber has just had them made again.
  expect((await sliced.states([id])).get(id)).toMatchObject({ state: "running" });
  expect(await sliced.rows(id, null)).toMatchObject({ ok: true });
});

it("does not forget a query next that was started again", async () => {
  const store = await open();
  const sliced = slicedOver(store);
  const sliceRunId = await storedSlice(store);
  const ask = (rows: number) =>
    sliced.startFromSlice({
      sliceRunId,
      sql: `select i from source where i < ${rows}`,
      over: copied(`select i from slice where i < ${rows}`),
      isFirst: false,
      otherwise: null,
    });
  const [first, second] = [ask(1), ask(2)];
  for (const id of [first, second]) await settled(sliced, id);
  ask(1);
  for (let others = 0; others < MAX_DERIVED - 1; others += 1) ask(3 + others);
  const states = await sliced.states([first, second]);
  expect([first, second].map((id) => states.get(id)?.state)).toEqual(["done", "unknown"]);
});

it("frees the memory of evicted rows", async () => {
  const store = await open();
  await storedSlice(store);
  await ask(store, "answer", 3);
  const before = await usedBytes(store, "before");
  await store.forget("slice");
  expect(before - (await usedBytes(store, "after"))).toBeGreaterThan(4 * MEBIBYTE);
  expect(await stateOf(store, "slice")).toBe("unknown");
  // What was answered from them stays.
  expect(await store.rows("answer", null)).toMatchObject({ ok: true });
});

it("evicts rows only when nothing reads them, and not where they were started again", async () => {
  const store = await open();
  await storedSlice(store);
  await store.startOver("slice", copied(ENDLESS), "under way");
  await store.startOver("slice", copied("select i from slice where i < 3"), "waiting");
  await store.forget("slice");
  await store.cancel("under way", "person");
  expect(await settled(store, "waiting")).toMatchObject({ state: "done", rowCount: 3 });
  expect(await stateOf(store, "slice")).toBe("unknown");

  await storedSlice(store);
  await store.startOver("slice", copied(ENDLESS), "under way again");
  await store.forget("slice");
  await store.start(onDay(SLICE), "slice");
  await store.cancel("under way again", "person");
  expect(await ask(store, "another", 5)).toMatchObject({ state: "done", rowCount: 5 });
});

it("answers a poll that may wait once the run has ended", async () => {
  const store = await open();
  await store.start(onDay("select count(*) as n from range(1000000)"), "waited for");
  const states = await store.states(["waited for"], 60_000);
  expect(states.get("waited for")).toMatchObject({ state: "done", rowCount: 1 });
});
