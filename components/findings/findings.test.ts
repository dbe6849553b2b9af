import { describe, expect, it } from "vitest";
import type { Suppression } from "@/lib/api/suppressions";
import { RULES } from "@/queries/watchlist/rules";
import { choose, facetEntries, matching, SEVERAL } from "./filter-findings";
import { columnText, matrixColumns } from "./finding-matrix-data";
import {
  accountsText,
  beforeText,
  historyWarning,
  noHistoryText,
  timesText,
  totalsText,
} from "./finding-text";
import { findingOf, pageColumns } from "./findings.fixture";
import { groupBySeverity } from "./group-findings";
import { readFindings } from "./read-findings";
import { wordsOf } from "./rule-words";
import { fieldProblem } from "./suppress-form";
import { splitSuppressed } from "./suppressed";

const root = findingOf("root-activity", "root of 111122223333");
const created = findingOf("user-created", "Admin/mallory", { total: 2 });
const createdToo = findingOf("user-created", "alice", { accounts: 2 });
const rules = findingOf("event-rule-created", "alice");
const ALL_FINDINGS = [root, created, createdToo, rules];

describe("the rows of findings", () => {
  it("have the texts of their rule", () => {
    const rule = RULES.find(({ id }) => id === "user-created");
    expect(created.rule).toMatchObject({ title: rule?.title, why: rule?.why, next: rule?.next });
    expect(created).toMatchObject({ actor: "Admin/mallory", total: 2, account: "111122223333" });
  });

  it("of a rule that is not known here have its id and nothing else", () => {
    const columns = pageColumns();
    const values = new Map([
      ["rule", "another-rule"],
      ["severity", "severe"],
    ]);
    const [finding] = readFindings(columns, [columns.map((name) => values.get(name) ?? null)]);
    expect(finding?.rule).toMatchObject({ title: "another-rule", why: "", next: null });
    // What cannot be read is not raised.
    expect(finding?.rule.severity).toBe("low");
  });

  it("are grouped by severity, then by rule", () => {
    const groups = groupBySeverity(ALL_FINDINGS).map(({ severity, groups, findings }) => [
      severity,
      findings,
      groups.map(({ rule, events }) => `${rule.id} ${events}`),
    ]);
    expect(groups).toEqual([
      ["high", 1, ["root-activity 3"]],
      ["medium", 2, ["user-created 5"]],
      ["low", 1, ["event-rule-created 3"]],
    ]);
  });
});

describe("the number of findings", () => {
  const none = { total: 4, collapsed: 0, filteredOut: 0, suppressed: 0 };

  it("is of all of them, where all are shown", () => {
    expect(totalsText(ALL_FINDINGS, none)).toBe("4 findings from 3 rules, 3 actors");
    expect(totalsText([root], { ...none, total: 1 })).toBe("1 finding from 1 rule, 1 actor");
  });

  it("is divided into those shown and those that are not, each with the reason", () => {
    expect(totalsText(ALL_FINDINGS, { ...none, suppressed: 1 })).toBe(
      "4 findings from 3 rules, 3 actors: 3 shown, 1 suppressed",
    );
    expect(totalsText(ALL_FINDINGS, { ...none, collapsed: 4 })).toBe(
      "4 findings from 3 rules, 3 actors: none shown, 4 in collapsed rules",
    );
    const parts = { total: 1_204, collapsed: 1, filteredOut: 1, suppressed: 1 };
    expect(totalsText(ALL_FINDINGS, parts)).toBe(
      "1,204 findings from 3 rules, 3 actors: 1 shown, 1 in collapsed rules, 1 filtered out, 1 suppressed, 1,200 still loading",
    );
  });
});

describe("facets", () => {
  it("leave the findings that have all chosen values", () => {
    expect(matching(ALL_FINDINGS, { actor: "alice" })).toEqual([createdToo, rules]);
    const both = { actor: "alice", account: SEVERAL };
    expect(matching(ALL_FINDINGS, both)).toEqual([createdToo]);
    expect(matching(ALL_FINDINGS, { severity: "high" })).toEqual([root]);
    expect(matching(ALL_FINDINGS, { rule: "user-created" })).toEqual([created, createdToo]);
    expect(matching(ALL_FINDINGS, { rule: "user-created" }, "tactic", "rule")).toEqual(
      ALL_FINDINGS,
    );
  });

  it("count a facet's values without its own choice, and keep a chosen one that has none", () => {
    const chosen = { actor: "alice", tactic: "TA0040" };
    expect(facetEntries(ALL_FINDINGS, chosen, "tactic")).toEqual([
      { value: "TA0003", count: 2 },
      { value: "TA0040", count: 0 },
    ]);
    expect(facetEntries(ALL_FINDINGS, {}, "severity").map(({ value }) => value)).toEqual([
      "high",
      "medium",
      "low",
    ]);
    expect(facetEntries(ALL_FINDINGS, {}, "actor")[0]).toEqual({ value: "alice", count: 2 });
    expect(facetEntries(ALL_FINDINGS, {}, "account")).toEqual([
      { value: "111122223333", count: 3 },
      { value: SEVERAL, count: 1 },
    ]);
  });
});

it("choosing a value keeps those of other facets, and any takes it back", () => {
  const chosen = choose({ account: "111122223333" }, "tactic", "TA0003");
  expect(Object.entries(chosen)).toEqual([
    ["tactic", "TA0003"],
    ["account", "111122223333"],
  ]);
  expect(choose(chosen, "account", null)).toEqual({ tactic: "TA0003" });
});

describe("what an actor did before", () => {
  const textOf = (more: Parameters<typeof findingOf>[2], missingDays: number | null = 0) =>
    beforeText(
      findingOf("root-activity", "root", more),
      missingDays === null ? null : { missingDays },
    );

  it("makes a finding usual, where it was on several days", () => {
    expect(textOf({ eventsbefore: 40, daysbefore: 12 })).toEqual({
      isUsual: true,
      text: "Usual for this actor: done 40 times on 12 of the 30 days before",
    });
    expect(textOf({ eventsbefore: 40, daysbefore: 2 })?.isUsual).toBe(false);
    expect(textOf({ eventsbefore: 40, daysbefore: 31 })?.text).toContain("on 30 of the 30 days");
    expect(textOf({ eventsbefore: 1, daysbefore: 1 }, 20)?.text).toContain(
      "done 1 time on 1 of the 10 earlier days with logs",
    );
  });

  it("is not known where there are no logs, or where that is not known", () => {
    expect(textOf({})?.text).toBe("This actor had not done this in the 30 days before");
    expect(textOf({}, 30)).toBeNull();
    expect(textOf({}, null)).toBeNull();
  });

  it("is said to be missing once for all findings that it would be compared with", () => {
    const burst = findingOf("denied-burst", "alice");
    const known = findingOf("root-activity", "root", { eventsbefore: 2, daysbefore: 1 });
    const all = [root, created, burst, known];
    expect(noHistoryText(all, { missingDays: 30 })).toBe(
      "2 findings have no history to compare with. Rules about what is new are medium at most.",
    );
    expect(noHistoryText([root], { missingDays: 30 })).toMatch(/^1 finding has no history /);
    expect(noHistoryText([burst], { missingDays: 30 })).toBe(
      "Without history, rules about what is new are medium at most.",
    );
    for (const history of [null, { missingDays: 29 }]) expect(noHistoryText(all, history)).toBe("");
  });

  it("is missing in a line of numbers where days have no logs", () => {
    expect(historyWarning(null)).toBe("");
    expect(historyWarning({ missingDays: 0 })).toBe("");
    expect(historyWarning({ missingDays: 12 })).toMatch(/^No logs for 12 of the 30 days before: /);
    expect(historyWarning({ missingDays: 30 })).toMatch(/^No history: /);
  });

  it("says nothing of a rule about firsts or bursts", () => {
    const finding = findingOf("denied-burst", "alice", { eventsbefore: 3, daysbefore: 3 });
    expect(beforeText(finding, { missingDays: 0 })).toBeNull();
  });
});

it("a suppression needs a reason and a day within a year", () => {
  const days = { today: "2026-11-30", latestEnd: "2027-11-30" };
  expect(fieldProblem("reason", " ", days)).toMatch(/^Enter a reason/);
  expect(fieldProblem("reason", "TICKET-7", days)).toBeNull();
  for (const until of ["", "2026-11-29", "2027-12-01"])
    expect(fieldProblem("until", until, days)).toBe("Enter a day from 30 Nov 2026 to 30 Nov 2027.");
  expect(fieldProblem("until", "2026-11-30", days)).toBeNull();
});

it("a plain table names rules and tactics in words", () => {
  expect(wordsOf("rule", "root-activity")).toBe(root.rule.title);
  expect(wordsOf("tactic", "TA0003")).toBe("Persistence");
  expect(wordsOf("technique", "T1098")).toBeNull();
});

describe("the matrix", () => {
  const columns = matrixColumns(ALL_FINDINGS);

  it("has the tactics that rules are about in ATT&CK's order, by the names of v19", () => {
    const names = columns.map(({ tactic }) => tactic.name);
    expect(names.slice(0, 2)).toEqual(["Initial Access", "Execution"]);
    expect(names.indexOf("Stealth") + 1).toBe(names.indexOf("Defense Impairment"));
    expect(names.at(-1)).toBe("Impact");
    const watched = new Set(RULES.flatMap(({ attack }) => attack.map(({ tactic }) => tactic)));
    expect(new Set(columns.map(({ tactic }) => tactic.id))).toEqual(watched);
  });

  it("has a cell for each rule, the most severe first, and says so in words", () => {
    const persistence = columns.find(({ tactic }) => tactic.id === "TA0003");
    if (!persistence) throw new Error("There is no column for persistence.");
    expect(persistence.cells.map(({ rule }) => rule.severity)).toEqual(["medium", "low"]);
    expect(columnText(persistence)).toBe("Persistence: 3 findings (2 medium, 1 low) of 2 rules");
    expect(columns.map(columnText)).toContain("Impact: no findings");
  });

  it("has a column for a tactic that it does not know", () => {
    const other = findingOf("root-activity", "alice", { tactic: "TA9999" });
    expect(matrixColumns([other]).at(-1)).toMatchObject({ tactic: { name: "TA9999" } });
  });
});

describe("texts", () => {
  it("name a day once", () => {
    const first = "2026-03-19T02:10:00Z";
    expect(timesText({ first, last: first })).toBe("19 Mar 2026 02:10:00");
    expect(timesText({ first, last: "2026-03-19T03:00:00Z" })).toBe(
      "19 Mar 2026 02:10:00 – 03:00:00",
    );
    expect(timesText({ first, last: "2026-03-20T03:00:00Z" })).toBe(
      "19 Mar 2026 02:10:00 – 20 Mar 2026 03:00:00",
    );
  });

  it("name an account and how many others there are", () => {
    expect(accountsText(root, { "111122223333": "prod" })).toBe("prod 111122223333");
    expect(accountsText(createdToo, {})).toBe("111122223333 and 1 more");
  });
});

describe("suppressed findings", () => {
  const suppression = (rule: string, actor: string | null): Suppression => ({
    id: `${rule} ${actor}`,
    rule,
    actor,
    reason: "TICKET-1",
    until: "2026-12-31",
    madeAt: "2026-11-30T00:00:00Z",
  });

  it("are those of the rule and actor, or of the rule for every actor", () => {
    const one = splitSuppressed(ALL_FINDINGS, [suppression("user-created", "alice")]);
    expect(one.suppressed.map(({ finding }) => finding)).toEqual([createdToo]);
    expect(one.shown).toEqual([root, created, rules]);
    const every = splitSuppressed(ALL_FINDINGS, [suppression("user-created", null)]);
    expect(every.suppressed.map(({ finding }) => finding)).toEqual([created, createdToo]);
  });

  it("are not others", () => {
    const other = [suppression("user-created", "Alice"), suppression("root", null)];
    expect(splitSuppressed(ALL_FINDINGS, other).shown).toEqual(ALL_FINDINGS);
  });
});
