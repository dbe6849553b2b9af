/** Columns that a person adds to a listing: any field of the dictionary. */
import { type FieldName, isFieldName } from "./fields";
import { type Answer, columnsOnPage } from "./query";

/** Whether an answer can have a column: any field in a listing; counts have only their own columns. */
export function canHaveColumn(answer: Answer, column: string): boolean {
  return answer.kind === "events" ? isFieldName(column) : columnsOnPage(answer).includes(column);
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
