import { expect, it } from "vitest";
import { MOST_HOPS } from "./follow-chain";
import { followSessions, MOST_KEYS, type Session, sessionsIn } from "./follow-sessions";

const opened = (openerKey: string, key: string | null, time = "t1"): Session => ({
  key,
  openerKey,
  time,
  call: "AssumeRole",
  resource: "role/r",
});

/** The sessions under a key as `hop key`, its end, and the keys of each query. */
async function follow(key: string, all: readonly Session[], isPaidFrom = Number.POSITIVE_INFINITY) {
  const asked: (readonly string[])[] = [];
  const tree = await followSessions(key, async (keys) => {
    asked.push(keys);
    if (asked.length > isPaidFrom) return "scan";
    return all.filter(({ openerKey }) => keys.includes(openerKey));
  });
  return { lines: tree.sessions.map((each) => `${each.hop} ${each.key}`), end: tree.end, asked };
}

it("follows sessions over several hops, one query for each, each under its opener", async () => {
  const all = [
    opened("AKIA", "B", "t2"),
    opened("AKIA", "A", "t1"),
    opened("A", "A1"),
    opened("B", "B1"),
    opened("A1", null),
  ];
  expect(await follow("AKIA", all)).toEqual({
    lines: ["1 A", "2 A1", "3 null", "1 B", "2 B1"],
    end: "whole",
    asked: [["AKIA"], ["B", "A"], ["A1", "B1"]],
  });
});

it("ends at a cycle, and at a hop that costs", async () => {
  const cycle = [opened("AKIA", "A"), opened("A", "B"), opened("B", "A")];
  expect(await follow("AKIA", cycle)).toMatchObject({ lines: ["1 A", "2 B"], end: "whole" });
  expect(await follow("AKIA", cycle, 1)).toMatchObject({ lines: ["1 A"], end: "scan" });
});

it("is bounded in hops and in the sessions of one", async () => {
  const long = Array.from({ length: 9 }, (_, at) => opened(`K${at}`, `K${at + 1}`));
  const { lines, end, asked } = await follow("K0", long);
  expect([lines.length, end, asked.length]).toEqual([MOST_HOPS, "limit", MOST_HOPS]);
  const wide = Array.from({ length: MOST_KEYS + 1 }, (_, at) => opened("AKIA", `K${at}`));
  expect(await follow("AKIA", wide)).toMatchObject({ end: "limit", asked: [["AKIA"]] });
});

it("lists each session once, and no attempt that failed", () => {
  const columns = ["eventtime", "eventname", "accesskeyid", "resource", "issuedkey", "errorcode"];
  const rows = [
    ["t0", "AssumeRole", "K", "role/r", null, "AccessDenied"],
    ["t1", "AssumeRole", "K", "role/r", "ASIA1", null],
    ["t1", "AssumeRole", "K", "role/r", "ASIA1", null],
    ["t2", "SwitchRole", "K", "role/s", null, null],
    ["t3", "AssumeRole", null, "role/s", "ASIA2", null],
  ];
  expect(sessionsIn(columns, rows).map(({ key, call }) => [key, call])).toEqual([
    ["ASIA1", "AssumeRole"],
    [null, "SwitchRole"],
  ]);
});
