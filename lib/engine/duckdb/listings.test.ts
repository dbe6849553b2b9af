/** Results that are rows of their slice: read from it, and evicted with it at the latest. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Row } from "@/lib/api/run";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { onDay } from "@/lib/engine/statement.fixture";
import { succeed } from "@/lib/result";
import { openResultStore, type ResultStore } from "./result-store";

/** Enough that DuckDB reads them in several threads; their order is not that of their values. */
const SLICE_ROWS = 250_000;
/** Some pages. */
const LISTED_ROWS = 10_000;
const SLICE = `select hash(i)::varchar as id, case when i % 3 = 0 then null else chr(65279) || i end as text, i
  from range(${SLICE_ROWS}) t(i)`;
const LISTED = "select id, text from slice where i % 25 = 1";

let dir = "";
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "trailbook-listings-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** A store with a slice. */
async function openWithSlice(maxCachedRows = 1_000_000): Promise<ResultStore> {
  const store = await openResultStore({
    bind:
      () =>
      async ({ sql }) =>
        succeed({ sql, scannedBytes: 0 }),
    concurrentRuns: 2,
    memoryLimitMb: 512,
    spillDir: dir,
    maxCachedRows,
  });
  await fetchSlice(store, "slice");
  return store;
}
async function fetchSlice(store: ResultStore, id: string): Promise<void> {
  await store.start(onDay(SLICE), id);
  await settled(store, id);
}
async function ask(store: ResultStore, id: string, isListing = true, sql = LISTED, of = "slice") {
  await store.startOver(of, { sql, isListing }, id);
  return settled(store, id);
}
async function rowsOf(store: ResultStore, id: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of pagesOf(store, id)) rows.push(...page);
  return rows;
}
const isThere = async (store: ResultStore, id: string) =>
  (await store.states([id])).get(id)?.state !== "unknown";

it("has the rows, columns and number that a copy of them has", async () => {
  const store = await openWithSlice();
  const copied = await ask(store, "copied", false);
  const listed = await ask(store, "listed");
  const times = { elapsedMs: expect.any(Number), endedMs: expect.any(Number) };
  expect(listed).toEqual({ ...copied, ...times });
  expect(listed).toMatchObject({ rowCount: LISTED_ROWS, columns: ["id", "text"] });
  expect(await rowsOf(store, "listed")).toEqual(await rowsOf(store, "copied"));
  const limited = `${LISTED} limit 7`;
  expect(await ask(store, "limited", true, limited)).toMatchObject({ rowCount: 7 });
  expect(await rowsOf(store, "limited")).toHaveLength(7);
  expect(await ask(store, "none", true, `${LISTED} and i < 0`)).toMatchObject({ rowCount: 0 });
  expect(await rowsOf(store, "none")).toEqual([]);
});

it("keeps an unwanted slice while a result lists its rows", async () => {
  const store = await openWithSlice();
  await ask(store, "listed");
  await store.forget("slice");
  await ask(store, "counted", false, "select count(*) as n from slice");
  await store.forget("slice");
  expect(await rowsOf(store, "listed")).toHaveLength(LISTED_ROWS);
  expect(await isThere(store, "slice")).toBe(true);
  await store.forget("listed");
  expect(await isThere(store, "listed")).toBe(false);
  expect(await isThere(store, "slice")).toBe(false);
});

it("does not keep an unwanted slice for a listing that failed", async () => {
  const store = await openWithSlice();
  expect(await ask(store, "listed", true, "select nothing from slice")).toMatchObject({
    state: "failed",
  });
  await store.forget("slice");
  expect(await isThere(store, "slice")).toBe(false);
  expect(await isThere(store, "listed")).toBe(true);
});

it("evicts a slice with its listings, after slices whose listings were used later", async () => {
  const store = await openWithSlice(2.5 * SLICE_ROWS);
  await fetchSlice(store, "other slice");
  await ask(store, "other listing", true, LISTED, "other slice");
  await ask(store, "listed");
  await ask(store, "other listing again", true, LISTED, "other slice");
  // A page of a listing is a use of its slice.
  await store.rows("listed", null);
  await fetchSlice(store, "third slice");
  for (const id of ["other slice", "other listing", "other listing again"])
    expect(await isThere(store, id)).toBe(false);
  expect(await store.rows("other listing", null)).toMatchObject({ failure: { code: "not-found" } });
  for (const id of ["listed", "third slice"])
    expect(await store.rows(id, null)).toMatchObject({ ok: true });
});

it("evicts no listing for its number of rows", async () => {
  const store = await openWithSlice(1.5 * SLICE_ROWS);
  for (let n = 0; n < 5; n += 1) await ask(store, `listed ${n}`);
  for (let n = 0; n < 5; n += 1) expect(await isThere(store, `listed ${n}`)).toBe(true);
});
