/** Every rule by example: a hit, a miss, its signal, and that its words and ids are in order. */
import { describe, expect, it } from "vitest";
import type { Tree } from "../expression-value";
import { playbooks } from "../index";
import { isDenied, matches } from "./evaluate";
import { findingsOf } from "./findings.fixture";
import { callsOf, crowd, hitsOf, missesOf, START, withField } from "./records.fixture";
import type { Burst, FirstSeen, Rule } from "./rule";
import { RULES } from "./rules";

const playbookIds = new Set(playbooks.map((playbook) => playbook.id));
const TACTIC = /^TA\d{4}$/;
const TECHNIQUE = /^T\d{4}(\.\d{3})?$/;

const startMs = Date.parse(START);
const at = (timeMs: number, record: Tree): Tree =>
  withField("eventtime", new Date(timeMs).toISOString())(record);
const DAY_MS = 86_400_000;

function someHit(rule: Rule): Tree {
  const hit = hitsOf(rule)[0];
  if (!hit) throw new Error(`No record matches ${rule.id}.`);
  return hit;
}

function signalsOf({ signal }: Rule): readonly (FirstSeen | Burst)[] {
  if (signal.kind === "any") return signal.of;
  return signal.kind === "firstSeen" || signal.kind === "burst" ? [signal] : [];
}

const withSignal = RULES.flatMap((rule) => signalsOf(rule).map((signal) => ({ rule, signal })));
const cases = withSignal.map(({ rule, signal }) => ({
  name: `${rule.id}: ${JSON.stringify(signal)}`,
  rule: { ...rule, signal },
  signal,
}));

describe("the rules of the watchlist", () => {
  it("have ids of plain words, each once", () => {
    const ids = RULES.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it.each(RULES)("$id says what happened, why, and where to go on", (rule) => {
    expect(rule.title).toMatch(/^[A-Z].{10,110}[^.]$/);
    expect(rule.why).toMatch(/^[A-Z].{20,}\.$/);
    if (rule.usuallyBenign !== undefined) expect(rule.usuallyBenign).toMatch(/^[A-Z].+\.$/);
    expect(playbookIds).toContain(rule.next);
  });

  it.each(RULES)("$id has ATT&CK ids that are not revoked", ({ attack }) => {
    expect(attack.length).toBeGreaterThan(0);
    for (const { tactic, technique } of attack) {
      expect(tactic).toMatch(TACTIC);
      expect(technique).toMatch(TECHNIQUE);
      expect(technique).not.toMatch(/^T1562/);
    }
  });

  it.each(RULES)("$id has a hit for each call, and a miss", (rule) => {
    expect(hitsOf(rule)).toHaveLength(callsOf(rule).length);
    const missed = missesOf(rule);
    expect(missed.length).toBeGreaterThan(0);
    expect(missed.some((record) => matches(rule, record))).toBe(false);
  });

  it.each(RULES)("$id names each call once", ({ calls }) => {
    for (const names of Object.values(calls)) expect(new Set(names).size).toBe(names.length);
  });
});

describe("the signals of the rules", () => {
  const listed = RULES.filter(({ signal }) => ["listing", "grouped"].includes(signal.kind));

  it.each(listed)("$id: one event is a finding", (rule) => {
    expect(findingsOf(rule, [someHit(rule)])).toHaveLength(1);
  });

  it.each(cases)("$name: enough events are a finding", ({ rule, signal }) => {
    const found = findingsOf(rule, crowd(rule, signal, 0));
    expect(found.length).toBeGreaterThan(0);
    if (signal.kind === "burst" && signal.isDenied) expect(found.flat().every(isDenied)).toBe(true);
  });

  it.each(cases)("$name: one fewer is none", ({ rule, signal }) => {
    expect(findingsOf(rule, crowd(rule, signal, 1))).toEqual([]);
  });

  it.each(cases)("$name: a use in the 30 days before is none", ({ rule, signal }) => {
    const earlier = crowd(rule, signal, 0).map((record) => at(startMs - 10 * DAY_MS, record));
    const now = crowd(rule, signal, 0);
    const found = findingsOf(rule, [...earlier, ...now], startMs);
    expect(found.length > 0).toBe(signal.kind === "burst");
  });

  it("a burst across the edge of a bucket is found", () => {
    const rule = RULES.find(({ id }) => id === "console-sign-in-failures");
    if (!rule) throw new Error("No such rule.");
    const edgeMs = Date.parse("2026-03-02T10:10:00Z");
    const hit = someHit(rule);
    const across = (stepMs: number) =>
      [-2, -1, 0, 1, 2].map((step) => at(edgeMs + step * stepMs, hit));
    expect(findingsOf(rule, across(60_000))).toHaveLength(1);
    expect(findingsOf(rule, across(600_000))).toEqual([]);
  });
});

it("finds an assumed role in the caller's own account alone, which names the actor", () => {
  const rule = RULES.find(({ id }) => id === "role-first-assumed");
  const record = (type: string) => ({
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRole",
    userIdentity: { type },
  });
  const found = ["AssumedRole", "IAMUser", "AWSAccount", "AWSService"].filter(
    (type) => rule && matches(rule, record(type)),
  );
  expect(found).toEqual(["AssumedRole", "IAMUser"]);
});
