/** The events of the watchlist's rules as the page shows them. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { InputValues } from "@/queries/playbook";
import { RULES } from "@/queries/watchlist/rules";
import { type PlainRows, RuleWords } from "./rule-words";

/** The page of `finding-events` with these inputs, as text; the table is a word. */
function textOf(inputs: InputValues, missingDays = 0): string {
  const markup = renderToStaticMarkup(
    <RuleWords
      inputs={inputs}
      history={{ missingDays }}
      columns={[]}
      rows={[]}
      plain={() => "TABLE"}
    />,
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

/** The words of rules in the rows of this answer, with the line above the table. */
function wordsIn(rules: readonly string[], inputs: InputValues = {}) {
  let own: Parameters<PlainRows>[0];
  const markup = renderToStaticMarkup(
    <RuleWords
      inputs={inputs}
      history={null}
      columns={["rule"]}
      rows={rules.map((rule) => [rule])}
      plain={(given) => {
        own = given;
        return null;
      }}
    />,
  );
  const [words, whole] = [false, true].map((isWhole) =>
    rules.map((rule) => own?.wordsOf?.("rule", rule, isWhole)),
  );
  return { above: markup, words, whole };
}

it("events of rules about firsts say once that these are about firsts", () => {
  const first = { id: "secret-first-read", title: "An actor read a secret" };
  const { above, words, whole } = wordsIn([first.id, "user-created", first.id]);
  expect(words).toEqual([first.title, "A user was created", first.title]);
  expect(above.match(/for the first time/g)).toHaveLength(1);
  expect(whole?.[0]).toBe(`${first.title} for the first time`);
  // The rule's line has its whole title.
  const one = wordsIn([first.id], { rule: first.id });
  expect(one.above.match(/for the first time/g)).toHaveLength(1);
  expect(one.above).toContain(`${first.title} for the first time`);
  expect(wordsIn(["user-created"]).above).toBe("");
});
