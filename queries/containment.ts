/** Whether a question can be answered from the rows of a cached slice. */
import type { FieldName } from "./fields";
import { implies } from "./implies";
import type { Source } from "./layouts";
import { type EventQuery, fieldsOf, isOfFindings, type Predicate } from "./query";
import type { Scope } from "./scope";
import { type Slice, sliceSource } from "./slices";

/** Whether the chosen accounts or regions are within a slice's, and its rows show which are which. */
function arePlacesWithin(
  means: "account" | "region",
  scope: Scope,
  slice: Slice,
  source: Source,
): boolean {
  const [wanted, cached] =
    means === "account"
      ? [scope.accounts, slice.scope.accounts]
      : [scope.regions, slice.scope.regions];
  const isWithin =
    cached.length === 0 || (wanted.length > 0 && wanted.every((place) => cached.includes(place)));
  const isSame = wanted.length === cached.length && wanted.every((place) => cached.includes(place));
  const { layout } = source;
  const isFiled = (of: Source) => of.layout.columns.some((column) => column.means === means);
  // Where the layout has no such partition, the event itself has the value.
  const isKnownPerRow =
    isFiled(sliceSource(slice, source)) ||
    (!isFiled(source) && (means === "region" || !layout.tablePerAccount));
  return isWithin && (isSame || isKnownPerRow);
}

/**
 * Whether the rows of a slice hold the answer to a query: its filters are at least the slice's, its
 * window, accounts and regions are within the slice's, and each field that it still uses is in the
 * slice, and was not cut there. The slice must be whole.
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
  const known: Predicate = { op: "and", of: slice.where };
  // Every row of the slice satisfies the others, so they are not evaluated again.
  const open = query.where.filter((predicate) => !implies(known, predicate));
  return (
    // A thing may be removed by someone else, whose events are not in the slice.
    query.answer.kind !== "left-behind" &&
    // Findings need all events, and those of the days before.
    !isOfFindings(query.answer) &&
    query.answer.kind !== "firsts" &&
    slice.where.every((wanted) => implies(given, wanted)) &&
    scope.fromMs >= slice.scope.fromMs &&
    scope.toMs <= slice.scope.toMs &&
    arePlacesWithin("account", scope, slice, source) &&
    arePlacesWithin("region", scope, slice, source) &&
    fieldsOf({ ...query, where: open }).every(
      (name) => !cutFields.includes(name) && (slice.fields?.includes(name) ?? true),
    )
  );
}
