import { expect, it } from "vitest";
import { rowsOver, type TestEvent } from "@/lib/engine/duckdb/answer-over.fixture";
import { lakeSource } from "@/lib/lake/lake-source";
import { is } from "../query";
import { firstsQuery } from "./firsts";

const of = (username: string, sourceipaddress: string): TestEvent => ({
  eventname: "GetCallerIdentity",
  type: "IAMUser",
  username,
  sourceipaddress,
});

/** Two events before the range, which begins with the third. */
const events: readonly TestEvent[] = [
  of("alice", "203.0.113.7"),
  of("bob", "athena.amazonaws.com"),
  of("alice", "203.0.200.1"),
  of("mallory", "198.51.100.7"),
  of("mallory", "203.0.113.7"),
  of("alice", "198.51.100.7"),
];
const FROM_MS = Date.UTC(2026, 0, 31, 0, 0, 2);

const firstsOf = async (where: Parameters<typeof firstsQuery>[0], fromMs?: number) =>
  (await rowsOver(firstsQuery(where), events, lakeSource, fromMs)).map(
    ({ feature, value, firstseen }) => [feature, value ?? "none", firstseen].join(" "),
  );

it("lists what the range has and the days before do not, with its first time", async () => {
  expect(await firstsOf([], FROM_MS)).toEqual([
    "history none 2026-01-31T00:00:00Z",
    "actor mallory 2026-01-31T00:00:03Z",
    "network 198.51.0.0/16 2026-01-31T00:00:03Z",
    "address 203.0.200.1 2026-01-31T00:00:02Z",
    "address 198.51.100.7 2026-01-31T00:00:03Z",
  ]);
});

it("judges new among the events of its conditions alone", async () => {
  expect(await firstsOf([is("username", "bob")], FROM_MS)).toEqual([
    "history none 2026-01-31T00:00:01Z",
  ]);
});

it("shows by the first event that there is no history", async () => {
  const [history, ...others] = await firstsOf([]);
  expect(history).toBe("history none 2026-01-31T00:00:00Z");
  expect(others).toContain("actor bob 2026-01-31T00:00:01Z");
});
