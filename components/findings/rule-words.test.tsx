/** The events of the watchlist's rules as the page shows them. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { InputValues } from "@/queries/playbook";
import { RULES } from "@/queries/watchlist/rules";
import { RuleWords } from "./rule-words";

/** The page of `finding-events` with these inputs, as text; the table is a word. */
function textOf(inputs: InputValues, missingDays = 0): string {
  const markup = renderToStaticMarkup(
    <RuleWords inputs={inputs} history={{ missingDays }} plain={() => "TABLE"} />,
  );
  return markup
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replaceAll("&#x27;", "'");
}

it("events of one rule have its severity, its title and its reason above them", () => {
  const text = textOf({ rule: "cloudtrail-tampered", actor: "ci-deploy" });
  const rule = RULES.find(({ id }) => id === "cloudtrail-tampered");
  expect(text).toMatch(
    /^ High CloudTrail was stopped, deleted or narrowed Defense Impairment T1685.002 /,
  );
  expect(text).toContain(rule?.why);
  expect(text).toMatch(/TABLE$/);
});

it("the severity is that of the finding, which no history lowers for rules about firsts", () => {
  const first = RULES.find((rule) => rule.severity === "high" && rule.signal.kind === "firstSeen");
  if (!first) throw new Error("No rule of high severity is about firsts.");
  expect(textOf({ rule: first.id })).toMatch(/^ High /);
  expect(textOf({ rule: first.id }, 30)).toMatch(/^ Medium .* Medium instead of high/);
});

it("events of all rules, or of one that is not known here, have nothing above them", () => {
  expect(textOf({ actor: "alice" })).toBe("TABLE");
  expect(textOf({ rule: "another-rule" })).toBe("TABLE");
});
