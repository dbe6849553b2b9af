import { expect, test } from "vitest";
import type { RunState } from "@/lib/api/run";
import { follow, type Place, startAt } from "./investigation";
import {
  formatKept,
  noteRun,
  parseKept,
  type SeenRun,
  type Spending,
  seenRun,
  subjectOf,
  totalOf,
  unsettled,
} from "./spending";

const GIGABYTE = 1_000_000_000;
const known = { sql: "select 1", elapsedMs: 1 };
const running: RunState = { ...known, state: "running", progress: null };
const done = (scannedBytes: number, reused = false): RunState => ({
  ...known,
  state: "done",
  rowCount: 1,
  columns: [],
  scannedBytes,
  reused,
});
const cancelled: RunState = {
  ...known,
  state: "cancelled",
  scannedBytes: GIGABYTE,
  stoppedBy: "person",
};

const named = (state: RunState, lastingId: string): RunState =>
  state.state === "unknown" ? state : { ...state, lastingId };

type Seen = { readonly runId: string; readonly state: RunState; readonly isNew: boolean };
const seenAt = ({ runId, state, isNew }: Seen): SeenRun => seenRun(runId, isNew, state, 5);

const after = (seen: readonly Seen[], from: Spending = {}): Spending =>
  seen.map(seenAt).reduce(noteRun, from);
const total = (spending: Spending) => totalOf(spending, 5);

test("a run counts once, at its end, and only where it belongs to the investigation", () => {
  const spending = after([
    { runId: "own", state: running, isNew: true },
    { runId: "joined", state: done(GIGABYTE), isNew: false },
    { runId: "own", state: done(2 * GIGABYTE), isNew: true },
    { runId: "own", state: done(2 * GIGABYTE), isNew: false },
  ]);
  expect(total(spending)).toEqual({ runs: 1, scannedBytes: 2 * GIGABYTE, dollars: 0.01 });
});

test("a run with another id in a link is one run", () => {
  const state = named(done(GIGABYTE), "execution");
  const spending = after([
    { runId: "own", state: running, isNew: true },
    { runId: "own", state, isNew: true },
    { runId: "execution", state, isNew: true },
    { runId: "own", state, isNew: true },
  ]);
  expect(Object.keys(spending)).toEqual(["execution"]);
  expect(total(spending)).toMatchObject({ runs: 1, scannedBytes: GIGABYTE });
  // The link's name may be followed to the end first.
  const reversed = after([
    { runId: "own", state: running, isNew: true },
    { runId: "execution", state, isNew: true },
    { runId: "own", state, isNew: true },
  ]);
  expect(reversed).toEqual(spending);
});

test("a live run is counted when it ends, also after a reload", () => {
  const before = after([{ runId: "own", state: running, isNew: true }]);
  expect(unsettled(before)).toEqual(["own"]);
  expect(total(before).runs).toBe(0);
  const { here = {} } = parseKept(formatKept(null, "here", before));
  const ended = after([{ runId: "own", state: done(GIGABYTE), isNew: false }], here);
  expect(unsettled(ended)).toEqual([]);
  expect(total(ended).scannedBytes).toBe(GIGABYTE);
});

test("a cancelled run costs what it scanned, a reused result nothing, a lost one is unknown", () => {
  const spending = after([
    { runId: "stopped", state: cancelled, isNew: true },
    { runId: "reused", state: done(0, true), isNew: true },
    { runId: "lost", state: running, isNew: true },
    { runId: "lost", state: { state: "unknown" }, isNew: true },
  ]);
  expect(total(spending)).toEqual({ runs: 2, scannedBytes: GIGABYTE, dollars: 0.005 });
  expect(unsettled(spending)).toEqual([]);
});

test("on a free engine, only bytes are counted", () => {
  const spending = noteRun({}, seenRun("a", true, done(7), null));
  expect(totalOf(spending, null)).toEqual({ runs: 1, scannedBytes: 7, dollars: null });
});

test("noting a run twice changes nothing", () => {
  const seen = { runId: "a", state: done(7), isNew: true };
  const spending = after([seen]);
  expect(noteRun(spending, seenAt(seen))).toBe(spending);
  const live = { runId: "b", state: running, isNew: true };
  expect(noteRun(after([live]), seenAt(live))).toEqual(after([live]));
});

test("each investigation is stored separately, and stored text is validated", () => {
  const spending = after([{ runId: "a", state: done(7), isNew: true }]);
  const kept = formatKept(formatKept(null, "first", spending), "second", {});
  expect(parseKept(kept)).toEqual({ first: spending, second: {} });
  expect(parseKept("{")).toEqual({});
  expect(parseKept('{"x":{"a":{"scannedBytes":"1"},"b":null},"y":[1]}')).toEqual({
    x: { b: null },
    y: {},
  });
  const many = Array.from({ length: 60 }, (_, index) => `${index}`);
  const last = many.reduce<string | null>((text, each) => formatKept(text, `s${each}`, {}), null);
  expect(Object.keys(parseKept(last))).toHaveLength(50);
});

test("another step, window or filter is the same investigation; another key is not", () => {
  const scope = { fromMs: 0, toMs: 1000, accounts: [], regions: [] };
  const place = (stepId: string, accessKeyId: string): Place => ({
    playbookId: "access-key-exposure",
    stepId,
    scope,
    inputs: { accessKeyId },
    filters: [],
  });
  const start = startAt(place("all-key-usage", "AKIA1"));
  const wider = { ...start, stepId: "user-agents", scope: { ...scope, toMs: 2000 } };
  expect(subjectOf(wider)).toBe(subjectOf(start));
  expect(subjectOf(follow(start, place("key-owner", "AKIA2")))).toBe(subjectOf(start));
  expect(subjectOf(startAt(place("all-key-usage", "AKIA2")))).not.toBe(subjectOf(start));
});
