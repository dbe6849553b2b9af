/** Whether a question can be answered from the rows of a slice that is held already. */
import type { FieldName } from "./fields";
import { implies } from "./implies";
import type { Source } from "./layouts";
import { type EventQuery, fieldsOf, type Predicate } from "./query";
import type { Scope } from "./scope";
import { type Slice, sliceSource } from "./slices";

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
