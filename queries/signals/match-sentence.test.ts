import { expect, it } from "vitest";
import { RULE_MATCH_FIELDS } from "../answer-lists";
import { allSteps } from "../index";
import { SESSIONS_OPENED } from "../playbooks/sessions-opened";
import { watchedCall } from "../watched-calls";
import { MATCH_FIELDS, MATCH_RULES } from "../watchlist/compile-matches";
import type { Rule } from "../watchlist/rule";
import { RULES } from "../watchlist/rules";
import { matchSentence, type RuleMatch } from "./match-sentence";
import { textOf } from "./phrases";

const match = (title: string, total: number, denied = 0): RuleMatch => ({ title, total, denied });

it("names the rules that match with how many events, and counts the rest", () => {
  expect(textOf(matchSentence([match("A user was created", 1)]))).toBe(
    "On the watchlist: “A user was created” (1 event).",
  );
  const many = [match("a", 312, 275), match("b", 2, 2), match("c", 1, 1), match("d", 4)];
  expect(textOf(matchSentence(many))).toBe(
    "On the watchlist: “a” (312 events, 275 denied), “d” (4 events), “b” (2 events, all denied) and 1 more rule.",
  );
  expect(matchSentence([])).toEqual([]);
});

it("declares the fields that the statement reads, by which a slice is judged", () => {
  expect(new Set(RULE_MATCH_FIELDS)).toEqual(new Set(MATCH_FIELDS));
});

/** Many events of such a rule are a finding, or none. */
const isAboutMany = ({ signal }: Rule): boolean =>
  signal.kind === "any" || signal.kind === "burst" || signal.kind === "firstSeen"
    ? signal.kind !== "firstSeen" || signal.atLeast !== undefined || signal.distinct !== undefined
    : false;

it("leaves no event of a grave rule out of the summary: a rule matches, or a sentence names the call", () => {
  const opening = allSteps.find(({ step }) => step.id === SESSIONS_OPENED)?.step.where ?? [];
  const openers = opening.flatMap((part) => (part.op === "in" ? part.values : []));
  const missing = RULES.filter(({ severity }) => severity !== "low")
    .filter((rule) => !MATCH_RULES.includes(rule) && !isAboutMany(rule))
    // An instance's calls are counted by its own playbook.
    .filter(({ id }) => id !== "instance-role-explores")
    .flatMap(({ id, calls }) =>
      Object.entries(calls).flatMap(([source, names]) =>
        names
          .filter((name) => watchedCall(source, name) === null && !openers.includes(name))
          .map((name) => `${id}: ${source} ${name}`),
      ),
    );
  expect(missing).toEqual([]);
});
