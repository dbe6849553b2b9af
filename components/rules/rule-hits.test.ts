import { expect, it } from "vitest";
import type { RuleSummary } from "@/lib/api/rules";
import { chooseRules, hitsByRule } from "./rule-hits";

const ruleOf = (id: string, severity: RuleSummary["severity"]): RuleSummary => ({
  id,
  title: `Rule ${id}`,
  severity,
  level: severity,
  attack: ["T1098"],
  author: "Ann",
  licence: null,
  link: null,
  question: "eventName is “x”",
  problems: [],
  canMatch: true,
  file: `${id}.yml`,
});
const rules = [ruleOf("a", "low"), ruleOf("b", "high"), ruleOf("c", "high"), ruleOf("d", "low")];
const hits = hitsByRule([
  ["a", "low", "Rule a", "Ann", 5000, "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"],
  ["c", "high", "Rule c", "Ann", 2, "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"],
  ["d", "low", "Rule d", "Ann", 7, "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"],
]);
const idsOf = (given: readonly RuleSummary[]) => given.map(({ id }) => id).join("");

it("shows all rules before their hits are known, then those with hits, the most severe first", () => {
  const all = chooseRules(rules, null, { text: "", mostHits: null });
  expect([idsOf(all.shown), all.withoutHits]).toEqual(["bcad", 0]);
  const found = chooseRules(rules, hits, { text: "", mostHits: null });
  expect([idsOf(found.shown), found.withoutHits]).toEqual(["cad", 1]);
});

it("leaves out rules with more hits than the limit, and those without the text", () => {
  const few = chooseRules(rules, hits, { text: "", mostHits: 100 });
  expect([idsOf(few.shown), idsOf(few.leftOut)]).toEqual(["cd", "a"]);
  const named = chooseRules(rules, hits, { text: " RULE D ", mostHits: 100 });
  expect([idsOf(named.shown), idsOf(named.leftOut), named.withoutHits]).toEqual(["d", "", 0]);
});
