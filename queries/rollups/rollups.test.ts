import { expect, it } from "vitest";
import { rowsOfSql, rowsOver, type TestEvent } from "@/lib/engine/duckdb/answer-over.fixture";
import { lakeSource } from "@/lib/lake/lake-source";
import type { Source } from "../layouts";
import { type EventQuery, is } from "../query";
import { DAY_MS } from "../scope";
import { firstsQuery } from "../signals/firsts";
import { compileOverRollups, daysBehind } from "./over-rollups";
import { compileRollup } from "./rollup";

const of = (username: string, sourceipaddress: string, more: Partial<TestEvent> = {}) => ({
  eventname: "GetCallerIdentity",
  eventsource: "sts.amazonaws.com",
  type: "IAMUser",
  username,
  sourceipaddress,
  ...more,
});

/** One second apart: two before the range, then new values, a copy, and an event without an address. */
const events: readonly TestEvent[] = [
  of("alice", "203.0.113.7"),
  of("bob", "athena.amazonaws.com"),
  of("alice", "203.0.200.1", { errorcode: "AccessDenied" }),
  of("mallory", "198.51.100.7"),
  of("mallory", "198.51.100.7", { eventid: "event-3" }),
  of("alice", "203.0.113.7"),
  { eventname: "GetUser", type: "IAMUser", username: "carol" },
];
const FROM_MS = Date.UTC(2026, 0, 31);
const DAY = { accounts: [], regions: [], fromMs: FROM_MS, toMs: FROM_MS + DAY_MS };
const daily: EventQuery = { where: [], answer: { kind: "days" }, limit: null };
const copies: Source = { ...lakeSource, mayHoldDuplicates: true };

/** A query over the roll-ups of its days, which are made of the events. */
async function overRollups(query: EventQuery, source: Source, fromMs = FROM_MS) {
  const scope = { ...DAY, fromMs };
  const behind = { ...DAY, ...daysBehind(query, scope) };
  const made = compileRollup(behind, source, 1_000);
  const over = compileOverRollups(query, scope, source, { ...behind, files: [], hasSlice: true });
  if ("refused" in made || "refused" in over) throw new Error("It was refused.");
  return rowsOfSql(`with slice as (${made.sql}), ${over.sql.replace(/^with /, "")}`, events);
}

it.each([
  ["an event once", lakeSource],
  ["copies of an event", copies],
])("answers as the events do, over a source with %s", async (_, source) => {
  const fromMs = FROM_MS + 2_000;
  for (const where of [[], [is("actor", "alice")], [is("outcome", "denied")]]) {
    const rows = await rowsOver(firstsQuery(where), events, source, fromMs);
    expect(await overRollups(firstsQuery(where), source, fromMs)).toEqual(rows);
    const days = { ...daily, where };
    expect(await overRollups(days, source)).toEqual(await rowsOver(days, events, source));
  }
});

it("counts an event once whose copies are filed in two places", async () => {
  expect(await overRollups(daily, copies)).toEqual([{ eventday: "2026-01-31", total: "6" }]);
  expect(await overRollups(daily, lakeSource)).toEqual([{ eventday: "2026-01-31", total: "7" }]);
});

it("is used where it is exact, and by conditions on its own columns alone", () => {
  const part = { ...DAY, toMs: DAY.toMs - 1_000 };
  expect(daysBehind(daily, DAY)).toEqual({ fromMs: DAY.fromMs, toMs: DAY.toMs });
  expect(daysBehind(daily, part)).toBeNull();
  expect(
    daysBehind({ ...daily, where: [is("accesskeyid", "AKIAIOSFODNN7EXAMPLE")] }, DAY),
  ).toBeNull();
  // The days before a range begin at midnight, whenever the range does.
  const noon = { ...part, fromMs: DAY.fromMs + DAY_MS / 2 };
  const behind = { fromMs: DAY.fromMs - 30 * DAY_MS, toMs: DAY.toMs };
  expect(daysBehind(firstsQuery([]), noon)).toEqual(behind);
});
