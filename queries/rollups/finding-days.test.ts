import { describe, expect, it } from "vitest";
import { layouts } from "../layouts";
import { type EventQuery, type FindingAnswer, is, type Predicate } from "../query";
import { DAY_MS, HOUR_MS } from "../scope";
import { outsideSubset } from "../subset.fixture";
import { RULES } from "../watchlist/rules";
import { findingDays, meaningOfRules } from "./finding-days";
import type { Window } from "./form";

const FROM_MS = Date.UTC(2026, 2, 20, 7);
const TODAY_MS = FROM_MS - 7 * HOUR_MS;
const SCOPE = { accounts: [], regions: [], fromMs: FROM_MS, toMs: FROM_MS + DAY_MS };
const ATHENA = {
  table: "cloudtrail",
  layout: layouts["hive-org"],
  deliveryLagMs: HOUR_MS,
  mayHoldDuplicates: true,
} as const;
const PAGE = { kind: "findings", isOnPage: true } as const;
const ONE = { kind: "finding-events", rule: "function-first-called" } as const;

function formOf(answer: FindingAnswer, where: readonly Predicate[] = []) {
  const query: EventQuery & { readonly answer: FindingAnswer } = { answer, where, limit: null };
  return findingDays(query, SCOPE, ATHENA);
}

function scanOf(fromMs: number, gap: Window | null, answer: FindingAnswer = PAGE) {
  const scan = formOf(answer)?.scanOf({ ...SCOPE, fromMs }, gap, 1_000);
  if (!scan || "refused" in scan) throw new Error(scan?.refused);
  return scan;
}

describe("the statement", () => {
  it("is one scan in the subset", () => {
    const { sql } = scanOf(TODAY_MS, null, { ...ONE, isOnPage: true, hasActs: true });
    expect(sql.split("from cloudtrail")).toHaveLength(2);
    expect(outsideSubset(sql)).toEqual([]);
  });

  it("leaves out the partitions of a gap, but for late deliveries of the day before", () => {
    const gap = { fromMs: TODAY_MS - 9 * DAY_MS, toMs: TODAY_MS - 2 * DAY_MS };
    const { sql, plan } = scanOf(TODAY_MS - 10 * DAY_MS, gap);
    const days = ["2026-03-10", "2026-03-11", "2026-03-18", "2026-03-19", "2026-03-20"];
    expect(plan.days).toEqual([...days, "2026-03-21"]);
    expect(sql).toContain(
      "and (eventtime < '2026-03-11T00:00:00Z' or eventtime >= '2026-03-18T00:00:00Z')",
    );
    expect(sql.split("from cloudtrail")).toHaveLength(2);
  });
});

it("compares with the 30 whole days before, for rules about what is new", () => {
  const days = { fromMs: TODAY_MS - 30 * DAY_MS, toMs: TODAY_MS };
  expect(formOf(PAGE)).toMatchObject({ days, isKept: true });
  expect(formOf(ONE)).toMatchObject({ days, isKept: false });
  expect(formOf({ ...ONE, rule: "user-created" })).toBeNull();
});

it("serves conditions on the actor, and any where no count goes back", () => {
  const where = [is("errorcode", "AccessDenied")];
  expect(formOf(PAGE, [is("actor", "alice")])).not.toBeNull();
  expect(formOf(PAGE, where)).toBeNull();
  expect(formOf({ kind: "findings" }, where)).not.toBeNull();
});

it("means another thing where a rule is another, and not where its text for readers is", () => {
  const meaning = JSON.stringify(meaningOfRules(RULES));
  const changed = (more: object) =>
    JSON.stringify(
      meaningOfRules(RULES.map((rule, index) => (index === 7 ? { ...rule, ...more } : rule))),
    );
  expect(changed({ title: "Another title", why: "Another reason" })).toBe(meaning);
  expect(changed({ calls: { "s3.amazonaws.com": ["Another"] } })).not.toBe(meaning);
  expect(changed({ when: { op: "is", field: "errorcode", value: "Another" } })).not.toBe(meaning);
  expect(changed({ signal: { kind: "firstSeen", by: ["awsregion"] } })).not.toBe(meaning);
  expect(JSON.stringify(meaningOfRules(RULES.slice(1)))).not.toBe(meaning);
});
