/** From rows of findings to alerts: acts that two accounts logged, and first uses. */
import { expect, it } from "vitest";
import type { Row } from "@/lib/api/run";
import { columnsOf } from "@/queries/query";
import { DAY_MS, HOUR_MS } from "@/queries/scope";
import { findingEventOf } from "./finding-row";
import { type Known, newAlerts } from "./new-alerts";

const START_MS = Date.UTC(2026, 2, 1);
const CONTEXT = {
  source: "lake",
  leastSeverity: "medium",
  channels: ["output"],
  linkOf: () => "/",
  sigmaRules: new Map(),
} as const;

/** Hunts one after the other, each over the rows that it is given: its alerts. */
function hunts() {
  let known: Known = { reported: [], uses: [] };
  return (columns: readonly string[], ...rows: readonly Row[]) => {
    const events = rows.map((row) => findingEventOf(columns, row));
    const { alerts, repeats } = newAlerts([{ fromMs: START_MS - DAY_MS, events }], known, CONTEXT);
    known = {
      reported: [...known.reported, repeats.reported, ...alerts.map(({ reports }) => reports)],
      uses: [...known.uses, repeats.uses, ...alerts.map(({ uses }) => uses)],
    };
    return alerts.map(({ alert }) => alert);
  };
}

const COLUMNS = columnsOf({ kind: "finding-events", isOnPage: true, hasActs: true });

/** A record of a call of account 2 into account 1, in the log of one of them. */
function logged(shared: string, account: string, more: Readonly<Record<string, string>> = {}): Row {
  const values: Readonly<Record<string, string>> = {
    rule: "user-created",
    severity: "medium",
    eventtime: "2026-03-01T10:00:00Z",
    eventname: "CreateUser",
    eventid: `${shared}-in-${account}`,
    recipientaccountid: account,
    actor: account === "2" ? "jump/jw" : "account:2/AROA:jw",
    accesskeyid: account === "2" ? "ASIA1" : "",
    sharedeventid: shared,
    ...more,
  };
  return COLUMNS.map((name) => values[name] ?? null);
}

it("reports what two accounts logged once, by the caller that its own account names", () => {
  const look = hunts();
  const records = [logged("s1", "1"), logged("s1", "2"), logged("s2", "2")];
  const [alert, ...more] = look(COLUMNS, ...records);
  expect(more).toEqual([]);
  expect(alert).toMatchObject({
    actor: "jump/jw",
    accounts: ["1", "2"],
    total: 2,
    eventIds: ["s1-in-2", "s2-in-2"],
  });
  expect(look(COLUMNS, ...records, logged("s2", "1"))).toEqual([]);
});

it("reports an act once whose records come to different hunts", () => {
  const look = hunts();
  const [called, callers] = [logged("s1", "1"), logged("s1", "2")];
  expect(look(COLUMNS, called)).toMatchObject([{ actor: "account:2/AROA:jw", total: 1 }]);
  expect(look(COLUMNS, called, callers)).toEqual([]);
  expect(look(COLUMNS, callers)).toEqual([]);
});

it("reports other calls and rules with the same id each, and events that share nothing", () => {
  const look = hunts();
  expect(look(COLUMNS, logged("s1", "2"))).toHaveLength(1);
  const others = look(
    COLUMNS,
    logged("s1", "2", { eventname: "CreateLoginProfile", eventid: "x" }),
    logged("s1", "2", { rule: "key-pair-created" }),
    logged("", "2", { eventid: "y" }),
    logged("", "2", { eventid: "z" }),
  );
  expect(others.map(({ rule, total }) => `${rule} ${total}`).sort()).toEqual([
    "key-pair-created 1",
    "user-created 3",
  ]);
});

it("reports nothing again of what was reported by its event alone", () => {
  const look = hunts();
  const columns = columnsOf({ kind: "finding-events" });
  const row = columns.map((name) => logged("s1", "2")[COLUMNS.indexOf(name)] ?? null);
  expect(look(columns, row)).toHaveLength(1);
  expect(look(COLUMNS, logged("s1", "1"), logged("s1", "2"))).toEqual([]);
  expect(look(COLUMNS, logged("s1", "1"))).toEqual([]);
});

it("reports a first use once, and its repeats never, until there were none for 30 days", () => {
  const columns = ["rule", "severity", "eventtime", "eventname", "arn", "eventid"];
  const session = "arn:aws:sts::111122223333:assumed-role/app/session";
  const use = (id: number, timeMs: number, name = "DeleteSnapshot"): Row => [
    "resources-first-destroyed",
    "high",
    new Date(timeMs).toISOString(),
    name,
    // Each session of a role is the same actor.
    `${session}-${id}`,
    `e${id}`,
  ];
  const look = hunts();
  const totals = (...rows: readonly Row[]) => look(columns, ...rows).map(({ total }) => total);
  expect(totals(use(1, START_MS))).toEqual([1]);
  expect(totals(use(1, START_MS), use(2, START_MS + HOUR_MS))).toEqual([]);
  expect(totals(use(3, START_MS + 2 * HOUR_MS, "TerminateInstances"))).toEqual([1]);
  expect(totals(use(4, START_MS + 20 * DAY_MS))).toEqual([]);
  expect(totals(use(5, START_MS + 49 * DAY_MS))).toEqual([]);
  expect(totals(use(6, START_MS + 80 * DAY_MS))).toEqual([1]);
});
