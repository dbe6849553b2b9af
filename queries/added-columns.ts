/** Columns that a person adds to a listing: any field of the dictionary. */
import { type FieldName, isFieldName } from "./fields";
import { type Answer, columnsOnPage } from "./query";
import { isValueColumn } from "./signals/value-columns";

/** Whether an answer can have a column: any field in a listing; in counts also what is known of a value. */
export function canHaveColumn(answer: Answer, column: string): boolean {
  if (answer.kind === "events") return isFieldName(column);
  return columnsOnPage(answer).includes(column) || isValueColumn(column);
}

/**
 * Those of the chosen columns that a listing does not have by itself. In the order of their names, so
 * that the same choice in another order is the same query.
 */
export function addedColumns(
  answer: Answer,
  chosen: readonly string[] | null,
): readonly FieldName[] {
  if (answer.kind !== "events" || chosen === null) return [];
  const own = columnsOnPage(answer);
  const added = chosen.filter(isFieldName).filter((column) => !own.includes(column));
  return [...new Set(added)].sort();
}

/** The columns of an answer on the page: its own, then those that were added. */
export function columnsWith(answer: Answer, chosen: readonly string[] | null): readonly string[] {
  return [...columnsOnPage(answer), ...addedColumns(answer, chosen)];
}
