/** Whether one condition follows from another, by their form alone. */
import { isInNetwork } from "./networks";
import type { Predicate } from "./query";

type Valued = Extract<
  Predicate,
  { readonly value: string } | { readonly values: readonly string[] } | { readonly op: "within" }
>;

/** The values that a predicate allows for its field; null where they cannot be listed. */
function valuesOf(predicate: Predicate): readonly string[] | null {
  if (predicate.op === "is") return [predicate.value];
  return predicate.op === "in" ? predicate.values : null;
}

/** Whether a field that has this value satisfies the predicate. */
function takes(wanted: Valued, value: string): boolean {
  switch (wanted.op) {
    case "is":
      return value === wanted.value;
    case "isNot":
      return value !== wanted.value;
    case "in":
      return wanted.values.includes(value);
    case "startsWith":
      return value.startsWith(wanted.value);
    case "endsWith":
      return value.endsWith(wanted.value);
    case "contains":
      return value.includes(wanted.value);
    case "within":
      return isInNetwork(value, wanted.network);
  }
}

/** Whether every text that matches `given` also matches `wanted`. */
function partImplies(given: Predicate, wanted: Predicate): boolean {
  if (!("value" in given) || !("value" in wanted)) return false;
  if (given.op === "isNot" || wanted.op === "isNot" || wanted.op === "is") return false;
  return (wanted.op === "contains" || given.op === wanted.op) && takes(wanted, given.value);
}

/**
 * Whether every event that satisfies `given` satisfies `wanted`. A no may be wrong, a yes never:
 * it is decided by the predicates' form, without looking at any event.
 */
export function implies(given: Predicate, wanted: Predicate): boolean {
  if (JSON.stringify(given) === JSON.stringify(wanted)) return true;
  if (wanted.op === "and") return wanted.of.every((part) => implies(given, part));
  if (given.op === "or") return given.of.every((part) => implies(part, wanted));
  if (given.op === "and" && given.of.some((part) => implies(part, wanted))) return true;
  if (wanted.op === "or") return wanted.of.some((part) => implies(given, part));
  if (given.op === "and" || given.op === "not" || wanted.op === "not") return false;
  if (given.field !== wanted.field || wanted.op === "isNull") return false;
  // An exclusion keeps the events that lack the field.
  const isPresent = given.op !== "isNull" && given.op !== "isNot";
  if (wanted.op === "isNotNull") return isPresent;
  const values = valuesOf(given);
  if (values) return values.every((value) => takes(wanted, value));
  if (given.op === "isNull") return wanted.op === "isNot";
  return partImplies(given, wanted);
}
