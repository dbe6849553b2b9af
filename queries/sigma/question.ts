/** A rule's condition in words, with the names of CloudTrail. */
import { globMatches, textOfGlob } from "../watchlist/glob";
import type { RuleCondition } from "../watchlist/rule";
import { nameOfField } from "./sigma-fields";

/** More values than these are counted. */
const MOST_VALUES = 12;

const quoted = (text: string): string => `“${text}”`;

function listed(values: readonly string[]): string {
  const shown = values.slice(0, MOST_VALUES).map(quoted).join(", ");
  return values.length > MOST_VALUES ? `${shown} and ${values.length - MOST_VALUES} more` : shown;
}

function likeWords({ pattern }: Extract<RuleCondition, { op: "like" }>): string {
  if (globMatches(pattern, "", true)) return "is present";
  const inside = pattern.replace(/^\*+/, "").replace(/(?<!\\)\*+$/, "");
  const text = textOfGlob(inside);
  const [starts, ends] = [!pattern.startsWith("*"), pattern.endsWith(inside)];
  if (text === null || (starts && ends)) return `is like ${quoted(pattern)}`;
  if (starts) return `starts with ${quoted(text)}`;
  return ends ? `ends with ${quoted(text)}` : `contains ${quoted(text)}`;
}

const CASED = " (case matters)";

function words(condition: RuleCondition, isInside: boolean): string {
  switch (condition.op) {
    case "and":
    case "or": {
      const joined = condition.of.map((each) => words(each, true)).join(` ${condition.op} `);
      return isInside ? `(${joined})` : joined;
    }
    case "inLists": {
      const [only, second] = condition.of;
      const whole = only && !second ? only : { op: "or" as const, of: condition.of };
      return words(whole, isInside);
    }
    case "not":
      return notWords(condition.of);
    case "never":
      return "a field that CloudTrail does not have";
    case "denied":
    case "openToWorld":
      return condition.op;
  }
  const name = nameOfField(condition.field);
  switch (condition.op) {
    case "is":
      return `${name} is ${quoted(condition.value)}${CASED}`;
    case "anyCase":
      return condition.values.length === 1
        ? `${name} is ${listed(condition.values)}`
        : `${name} is one of ${listed(condition.values)}`;
    case "like":
      return `${name} ${likeWords(condition)}${condition.isCased && !globMatches(condition.pattern, "", true) ? CASED : ""}`;
    case "matches":
      return `${name} matches the regular expression ${quoted(condition.pattern)}`;
    case "same":
      return `${name} is the same as ${nameOfField(condition.as)}`;
    case "present":
      return `${name} is present`;
    case "absent":
      return `${name} is absent`;
    default:
      return `${name} ${condition.op}`;
  }
}

function notWords(of: RuleCondition): string {
  if (of.op === "inLists" && of.of.length === 1) return of.of.map(notWords).join();
  const isPresence = of.op === "present" || (of.op === "like" && globMatches(of.pattern, "", true));
  return isPresence ? `${nameOfField(of.field)} is absent` : `not ${words(of, true)}`;
}

/** A condition as one sentence without its full stop. */
export function inWords(condition: RuleCondition): string {
  return words(condition, false);
}
