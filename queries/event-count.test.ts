import { expect, it } from "vitest";
import { answerOver } from "@/lib/engine/duckdb/answer-over.fixture";
import { lakeSource } from "@/lib/lake/lake-source";
import { measuredBy } from "./playbook";

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

it("measures take an event once as well", async () => {
  const bytes = (count: number) => `{"bytesTransferredOut":${count}.0}`;
  const copies = [
    { eventname: "GetObject", eventid: "a", additionaleventdata: bytes(5) },
    { eventname: "GetObject", eventid: "a", additionaleventdata: bytes(5) },
    { eventname: "GetObject", eventid: null, additionaleventdata: bytes(7) },
    { eventname: "GetObject", eventid: null, errorcode: "AccessDenied" },
    { eventname: "GetObject", eventid: "b", errorcode: "NoSuchKey", sourceipaddress: "192.0.2.1" },
  ];
  const outcomes = ["succeeded", "denied", "failed"] as const;
  const counted = { eventname: "GetObject", total: "4", succeeded: "2", denied: "1", failed: "1" };
  for (const [answer, expected] of [
    [
      measuredBy(["eventname"], [...outcomes, "addresses", "firstseen", "lastseen"]),
      {
        ...counted,
        addresses: "1",
        firstseen: "2026-01-31T00:00:00Z",
        lastseen: "2026-01-31T00:00:04Z",
      },
    ],
    [measuredBy(["eventname"], [...outcomes, "bytesmoved"]), { ...counted, bytesmoved: "12" }],
  ] as const) {
    const step = "general-purpose/common-actions";
    expect(await answerOver(step, copies, {}, answer, mayHoldDuplicates)).toEqual([expected]);
  }
});
