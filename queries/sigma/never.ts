/** What in a rule's condition no event can satisfy, as far as the condition itself shows it. */
import { fieldOf, isFieldName } from "../fields";
import { textOfGlob } from "../watchlist/glob";
import type { RuleCondition, RuleField } from "../watchlist/rule";
import { isArn, isPartName, nameOfField } from "./sigma-fields";

/** Whether a condition holds for every event, for none, or for some. */
type Reach = "every" | "none" | "some";

/** The text that a value has besides its stars at both ends; null where it has others. */
const bareText = (pattern: string): string | null =>
  textOfGlob(pattern.replace(/^\*+/, "").replace(/(?<!\\)\*+$/, ""));

/** Why a flag has none of these values, whatever the case of their letters; null where it may. */
function flagProblem(field: RuleField, texts: readonly string[]): string | null {
  if (!isFieldName(field)) return null;
  const { kind, values = [] } = fieldOf(field);
  const isKnown = texts.some((text) => values.some((value) => value === text.toLowerCase()));
  if (kind !== "flag" || isKnown) return null;
  return `It compares ${nameOfField(field)} with “${texts[0]}”, and it is ${values.join(" or ")}: it never holds.`;
}

/** Why no event satisfies a test, a sentence; null where some may. */
function testProblem(test: RuleCondition): string | null {
  switch (test.op) {
    case "never":
      return "It names a field that no CloudTrail event has.";
    case "same": {
      const names = [test.field, test.as].map(nameOfField);
      const [one, other] = [isArn(test.field), isArn(test.as)];
      if (one === null || other === null || one === other) return null;
      const arn = one ? names[0] : names[1];
      return `It compares ${names[0]} with ${names[1]}: only ${arn} is an ARN, so they are never equal.`;
    }
    case "is":
    case "like":
    case "anyCase": {
      const texts =
        test.op === "anyCase"
          ? test.values
          : [test.op === "is" ? test.value : (bareText(test.pattern) ?? "")];
      const [first] = texts;
      if (test.op === "anyCase" && texts.every((text) => text === ""))
        return `It compares ${nameOfField(test.field)} with an empty text, which counts as absent: it never holds.`;
      if (first === undefined) return null;
      if (!texts.every(isPartName))
        return test.op === "like" ? null : flagProblem(test.field, texts);
      return `It compares ${nameOfField(test.field)} with the text “${first}”, not with that field: it never holds.`;
    }
    default:
      return null;
  }
}

function all(reaches: readonly Reach[]): Reach {
  if (reaches.includes("none")) return "none";
  return reaches.every((reach) => reach === "every") ? "every" : "some";
}

const NEGATED: Readonly<Record<Reach, Reach>> = { every: "none", none: "every", some: "some" };

function reachOf(condition: RuleCondition): Reach {
  switch (condition.op) {
    case "and":
      return all(condition.of.map(reachOf));
    case "or":
      return NEGATED[all(condition.of.map((each) => NEGATED[reachOf(each)]))];
    case "not":
      return NEGATED[reachOf(condition.of)];
    case "inLists":
      return reachOf({ op: "or", of: condition.of });
    default:
      return testProblem(condition) === null ? "some" : "none";
  }
}

function problemsIn(condition: RuleCondition): readonly string[] {
  const { op } = condition;
  if (op === "and" || op === "or" || op === "inLists") return condition.of.flatMap(problemsIn);
  if (condition.op === "not") return problemsIn(condition.of);
  const problem = testProblem(condition);
  return problem === null ? [] : [problem];
}

/** The tests that no event satisfies, a sentence each, and whether any event can match the whole. */
export function findNever(condition: RuleCondition): {
  readonly problems: readonly string[];
  readonly canMatch: boolean;
} {
  return { problems: [...new Set(problemsIn(condition))], canMatch: reachOf(condition) !== "none" };
}
