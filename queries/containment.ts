/** Whether a question can be answered from the rows of a slice that is held already. */
import type { FieldName } from "./fields";
import type { Source } from "./layouts";
import { type EventQuery, fieldsOf, type Predicate } from "./query";
import type { Scope } from "./scope";
import { type Slice, sliceSource } from "./slices";

type Valued = Extract<
  Predicate,
  { readonly value: string } | { readonly values: readonly string[] }
>;

/** The values that a predicate leaves to its field; null where they cannot be listed. */
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
  }
}

/** Whether text with this part in this place must have the wanted part in its place. */
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

/** Whether the places chosen lie within a slice's, and its rows tell which of them are there. */
function placesLieIn(
  means: "account" | "region",
  scope: Scope,
  slice: Slice,
  source: Source,
): boolean {
  const [wanted, held] =
    means === "account"
      ? [scope.accounts, slice.scope.accounts]
      : [scope.regions, slice.scope.regions];
  const isWithin =
    held.length === 0 || (wanted.length > 0 && wanted.every((place) => held.includes(place)));
  const isSame = wanted.length === held.length && wanted.every((place) => held.includes(place));
  const { layout } = source;
  const isFiled = (of: Source) => of.layout.columns.some((column) => column.means === means);
  // Where the layout files by no such place, the event tells it.
  const tells =
    isFiled(sliceSource(slice, source)) ||
    (!isFiled(source) && (means === "region" || !layout.tablePerAccount));
  return isWithin && (isSame || tells);
}

/**
 * Whether the rows of a slice hold the answer to a query: its filters are at least the slice's, its
 * window and places lie within, and no field that it uses was cut in the slice. The slice must be
 * whole.
 * @param cutFields fields of which the slice holds some value only in part
 */
export function isContained(
  query: EventQuery,
  scope: Scope,
  slice: Slice,
  source: Source,
  cutFields: readonly FieldName[],
): boolean {
  const given: Predicate = { op: "and", of: query.where };
  return (
    slice.where.every((wanted) => implies(given, wanted)) &&
    scope.fromMs >= slice.scope.fromMs &&
    scope.toMs <= slice.scope.toMs &&
    placesLieIn("account", scope, slice, source) &&
    placesLieIn("region", scope, slice, source) &&
    !fieldsOf(query).some((name) => cutFields.includes(name))
  );
}
