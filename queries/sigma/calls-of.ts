/** The calls that a condition can match, and what is left to test of an event of these calls. */
import type { RuleCondition } from "../watchlist/rule";

export type RuleCalls = {
  /** Event sources, in any letter case; null is any. */
  readonly sources: readonly string[] | null;
  /** Names of calls, in any letter case; null is any. */
  readonly names: readonly string[] | null;
  /** Null where the call is the whole condition. */
  readonly rest: RuleCondition | null;
};

/** The names that an event that satisfies the condition can have; null where that may be any. */
function namesOf(condition: RuleCondition): readonly string[] | null {
  switch (condition.op) {
    case "anyCase":
    case "oneOf":
      return condition.field === "eventname" ? condition.values : null;
    case "is":
      return condition.field === "eventname" ? [condition.value] : null;
    case "and":
      return condition.of.map(namesOf).find((names) => names !== null) ?? null;
    case "or": {
      const all = condition.of.map(namesOf);
      const known = all.flatMap((names) => (names === null ? [] : [names]));
      return known.length < all.length ? null : known.flat();
    }
    default:
      return null;
  }
}

/** The parts of a conjunction. */
const partsOf = (condition: RuleCondition): readonly RuleCondition[] =>
  condition.op === "and" ? condition.of.flatMap(partsOf) : [condition];

/** Takes the calls out of a condition. */
export function callsOf(condition: RuleCondition): RuleCalls {
  const parts = partsOf(condition);
  const bySource = parts.find((part) => part.op === "anyCase" && part.field === "eventsource");
  const byName = parts.find((part) => part.op === "anyCase" && part.field === "eventname");
  const rest = parts.filter((part) => part !== bySource && part !== byName);
  const [only, second] = rest;
  return {
    sources: bySource?.op === "anyCase" ? bySource.values : null,
    names: byName?.op === "anyCase" ? byName.values : namesOf(condition),
    rest: only === undefined ? null : second === undefined ? only : { op: "and", of: rest },
  };
}
