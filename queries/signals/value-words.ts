/** How a sentence names the value of a feature. */
import { callParts } from "./feature-words";
import type { ValueFacts } from "./signal-types";

/** A value without what a reader knows: a service by its short name, a call by its name alone. */
export function valueName({ feature, value }: Pick<ValueFacts, "feature" | "value">): string {
  if (value === null) return "none";
  if (feature === "call") return callParts(value)[1];
  return feature === "service" ? value.replace(/\.amazonaws\.com$/, "") : value;
}
