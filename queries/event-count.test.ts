import { expect, it } from "vitest";
import { answerOver } from "@/lib/engine/duckdb/answer-over";
import { lakeSource } from "@/lib/lake/lake-source";

/** An event delivered twice, and two without an id. */
const events = [
  { eventname: "GetUser", eventid: "a" },
  { eventname: "GetUser", eventid: "a" },
  { eventname: "GetUser", eventid: null },
  { eventname: "GetUser", eventid: null },
];
const mayHoldDuplicates = { ...lakeSource, mayHoldDuplicates: true };

it("a count takes an event once, and each event without an id", async () => {
  const step = "general-purpose/common-actions";
  expect(await answerOver(step, events, {}, undefined, mayHoldDuplicates)).toEqual([
    { eventname: "GetUser", total: "3" },
  ]);
});

it("a listing shows as many events as are counted", async () => {
  const rows = await answerOver(
    "general-purpose/search",
    events,
    {},
    ["eventid"],
    mayHoldDuplicates,
  );
  expect(rows.map(({ eventid }) => eventid)).toEqual(["a", null, null]);
});
