/** The step that names the watchlist's rules which an entity's events match. */
import type { StepText } from "../playbook";
import type { Caller } from "./caller";

export const RULE_MATCHES = "rule-matches";

/** @param entity the entity, with its inputs and its events */
export function ruleMatches({ name, inputs, where }: Omit<Caller, "id">): StepText {
  return {
    id: RULE_MATCHES,
    question: `Which rules of the watchlist match this ${name}?`,
    why: "Rules of high and medium severity that match single events. Those about what is new or in bulk are in the watchlist.",
    empty: "No event matches one of these rules in this time range.",
    inputs,
    where,
    answer: { kind: "rule-matches" },
    view: "table",
  };
}
