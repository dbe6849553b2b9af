import { DuckDBInstance } from "@duckdb/node-api";
import { expect, it } from "vitest";
import { TRINO_MACROS } from "@/lib/engine/duckdb/trino-macros";
import { literal } from "../literal";
import { type FindingAnswer, findingFields } from "../query";
import { outsideSubset } from "../subset.fixture";
import {
  FINDING_EVENTS_ORDER,
  FINDINGS_ORDER,
  fieldsOfRules,
  findingLines,
} from "./compile-findings";
import type { Rule, RuleSignal } from "./rule";

const FROM = Date.UTC(2026, 2, 1);

function ruleOf(id: string, signal: RuleSignal, more: Partial<Rule> = {}): Rule {
  return {
    id,
    title: "",
    why: "",
    severity: "high",
    attack: [{ tactic: "TA0006", technique: "T1555" }],
    calls: { "s.amazonaws.com": ["Read"] },
    signal,
    next: "actors",
    ...more,
  };
}

type Event = Readonly<Record<string, string>> & { readonly eventtime: string };
const SOURCE = {
  table: "t",
  layout: { name: "rows", title: "Rows", columns: [], isSlice: true },
  deliveryLagMs: 0,
  mayHoldDuplicates: true,
} as const;

/** The rows of an answer about events, from 2026-03-01 on. */
async function rowsOf(
  rules: readonly Rule[],
  events: readonly Event[],
  answer: FindingAnswer = { kind: "finding-events" },
) {
  const columns = [...new Set([...findingFields(answer), ...fieldsOfRules(rules)])];
  const rows = events.map((event, index) => {
    const usual: Record<string, string> = {
      eventsource: "s.amazonaws.com",
      eventname: "Read",
      eventid: `e${index}`,
      ...event,
    };
    return `select ${columns.map((name) => `${usual[name] === undefined ? "null::varchar" : literal(usual[name])} as ${name}`).join(", ")}`;
  });
  const lines = findingLines(answer, [], rules, {
    from: ["from t"],
    source: SOURCE,
    fromMs: FROM,
  });
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  for (const macro of TRINO_MACROS) await connection.run(macro);
  await connection.run(`create table t as ${rows.join(" union all ")}`);
  const order = answer.kind === "findings" ? FINDINGS_ORDER : FINDING_EVENTS_ORDER;
  const reader = await connection.runAndReadAll([...lines, order].join("\n"));
  return reader.getRowObjectsJson();
}

/** `rule eventid` of each event that a rule finds from 2026-03-01 on. */
async function found(rules: readonly Rule[], events: readonly Event[]) {
  return (await rowsOf(rules, events)).map(({ rule, eventid }) => `${rule} ${eventid}`);
}

it("finds a burst over the border of ten minutes, and over midnight", async () => {
  const rule = ruleOf("burst", { kind: "burst", by: "accesskeyid", atLeast: 3 });
  const times = ["2026-03-01T23:58:00Z", "2026-03-01T23:59:00Z", "2026-03-02T00:01:00Z"];
  const events = times.map((eventtime) => ({ eventtime, accesskeyid: "A" }));
  expect(await found([rule], events)).toEqual(["burst e0", "burst e1", "burst e2"]);
  expect(await found([rule], events.slice(1))).toEqual([]);
});

it("counts different values, and nothing of an absent key", async () => {
  const rule = ruleOf("kinds", {
    kind: "burst",
    by: "accesskeyid",
    atLeast: 2,
    distinct: "request.id",
  });
  const eventtime = "2026-03-02T00:01:00Z";
  const read = (accesskeyid: string, id: string) => ({
    eventtime,
    accesskeyid,
    requestparameters: `{"id":"${id}"}`,
  });
  expect(
    await found(
      [rule],
      [
        read("A", "x"),
        read("A", "x"),
        read("B", "x"),
        read("B", "y"),
        read("", "x"),
        read("", "y"),
      ],
    ),
  ).toEqual(["kinds e2", "kinds e3"]);
});

it("finds what is first seen in the range, and not what the days before have", async () => {
  const rule = ruleOf("first", { kind: "firstSeen", by: ["actorarn"] });
  const events = [
    { eventtime: "2026-02-20T00:00:00Z", actorarn: "old" },
    { eventtime: "2026-03-02T00:00:00Z", actorarn: "old" },
    { eventtime: "2026-03-02T00:00:00Z", actorarn: "new" },
  ];
  expect(await found([rule], events)).toEqual(["first e2"]);
});

it("counts every event of what is new by one value, which need not be new", async () => {
  const rule = ruleOf("program", {
    kind: "firstSeen",
    by: ["accesskeyid", "useragent"],
    atLeast: 2,
    distinct: "request.id",
  });
  const read = (accesskeyid: string, useragent: string, id: string, day = "02") => ({
    eventtime: `2026-03-${day}T00:01:00Z`,
    accesskeyid,
    useragent,
    requestparameters: `{"id":"${id}"}`,
  });
  const before = { ...read("B", "old", "x"), eventtime: "2026-02-20T00:00:00Z" };
  const events = [
    before,
    read("A", "new", "x"),
    read("A", "new", "x"),
    read("A", "new", "y"),
    read("B", "old", "x"),
    read("B", "old", "y"),
    read("C", "new", "x", "03"),
    read("", "new", "x", "04"),
    read("", "new", "y", "04"),
  ];
  expect(await found([rule], events)).toEqual(["program e1", "program e2", "program e3"]);
});

it("lists an event once for a rule of several signals, and removes copies", async () => {
  const rule = ruleOf("any", {
    kind: "any",
    of: [
      { kind: "firstSeen", by: ["actorarn"] },
      { kind: "burst", by: "accesskeyid", atLeast: 1 },
    ],
  });
  const event = {
    eventtime: "2026-03-02T00:00:00Z",
    actorarn: "new",
    accesskeyid: "A",
    eventid: "same",
  };
  expect(await found([rule], [event, event])).toEqual(["any same"]);
});

it("counts on the page what an actor did before, and finds the same", async () => {
  const rules = [
    ruleOf("each", { kind: "listing" }),
    ruleOf("first", { kind: "firstSeen", by: ["actor"] }),
    ruleOf("burst", { kind: "burst", by: "accesskeyid", atLeast: 2 }),
  ];
  const read = (actor: string, eventtime: string, errorcode = "") => ({
    actor,
    eventtime,
    accesskeyid: actor,
    ...(errorcode === "" ? {} : { errorcode }),
  });
  const events = [
    read("old", "2026-02-20T00:00:00Z"),
    read("old", "2026-02-20T00:01:00Z"),
    read("old", "2026-02-21T00:00:00Z"),
    read("old", "2026-03-02T00:00:00Z", "AccessDenied"),
    read("tried", "2026-02-20T00:00:00Z", "AccessDenied"),
    read("tried", "2026-03-02T00:00:00Z"),
    read("new", "2026-03-02T00:00:00Z"),
    read("gone", "2026-02-20T00:00:00Z"),
  ];
  const own = await rowsOf(rules, events, { kind: "findings" });
  const page = await rowsOf(rules, events, { kind: "findings", isOnPage: true });
  const factsOf = (row: Readonly<Record<string, unknown>>) =>
    [row.rule, row.actor, row.first, row.last, row.total].join(" ");
  expect(page.map(factsOf)).toEqual(own.map(factsOf));
  expect(
    page.map(({ rule, actor, deniedevents, eventsbefore, daysbefore }) =>
      [rule, actor, deniedevents, eventsbefore, daysbefore].join(" "),
    ),
  ).toEqual(["each new 0  ", "each old 1 3 2", "each tried 0  ", "first new 0  "]);
});

it("counts what two accounts logged once on the page, by the caller that its own account names", async () => {
  const assumed = { eventtime: "2026-03-02T00:00:00Z", sharedeventid: "s1", resource: "role/r" };
  const events = [
    { ...assumed, actor: "account:1/AROA:jw", recipientaccountid: "2" },
    { ...assumed, actor: "jump/jw", recipientaccountid: "1", accesskeyid: "ASIA1" },
    { eventtime: "2026-03-03T00:00:00Z", actor: "jump/jw", recipientaccountid: "1" },
    // Of another act, which only the called account logged.
    { ...assumed, sharedeventid: "s2", actor: "account:3/AROA:eve", recipientaccountid: "2" },
  ];
  const rules = [ruleOf("each", { kind: "listing" })];
  const named = (rows: readonly Readonly<Record<string, unknown>>[]) =>
    rows.map(({ actor, total, accounts }) => [actor, total, accounts].join(" "));
  expect(named(await rowsOf(rules, events, { kind: "findings", isOnPage: true }))).toEqual([
    "jump/jw 2 2",
    "account:3/AROA:eve 1 1",
  ]);
  expect(await rowsOf(rules, events, { kind: "findings" })).toHaveLength(3);
  const keys = (rows: readonly Readonly<Record<string, unknown>>[]) =>
    rows.map((row) => [row.accesskeyid, row.keys].join(" "));
  expect(keys(await rowsOf(rules, events, { kind: "findings", isOnPage: true }))).toEqual([
    "ASIA1 1",
    " 0",
  ]);
});

it("is one text in the subset", () => {
  const rule = ruleOf(
    "any",
    { kind: "burst", by: "accesskeyid", atLeast: 2, distinct: "request.id" },
    {
      when: {
        op: "not",
        of: {
          op: "or",
          of: [{ op: "openToWorld" }, { op: "foreignAccount", field: "request.id" }],
        },
      },
    },
  );
  const read = { from: ["from t"], source: SOURCE, fromMs: FROM };
  for (const kind of ["findings", "finding-events"] as const)
    expect(
      outsideSubset(findingLines({ kind, isOnPage: true }, [], [rule], read).join("\n")),
    ).toEqual([]);
});
