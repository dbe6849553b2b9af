/** The columns that a person can choose from, and how a choice changes. Pure. */
import { headingOf } from "@/components/cell/column-heading";
import { type FieldName, fields, isFieldName } from "@/queries/fields";
import { findFields } from "@/queries/find-fields";
import { offeredColumns, readingOrder } from "./table-columns";

/** Columns by where they are, each column once. */
export type ColumnGroups = {
  /** In the order of the table. */
  readonly shown: readonly string[];
  /** Columns of the step that are hidden, as they are read. */
  readonly hidden: readonly string[];
  /** The other fields of the dictionary, by name. */
  readonly others: readonly FieldName[];
};

const byHeading = (a: string, b: string): number => headingOf(a).localeCompare(headingOf(b), "en");

/**
 * Groups the columns that match a search; empty text matches all.
 *
 * @param own the columns of the step itself
 * @param canAdd whether the answer can have any field
 */
export function columnGroups(
  own: readonly string[],
  shown: readonly string[],
  canAdd: boolean,
  search: string,
): ColumnGroups {
  const isShown = new Set(shown);
  const offered = offeredColumns(own);
  const hidden = readingOrder(offered).filter((column) => !isShown.has(column));
  const inStep = new Set([...own, ...hidden]);
  const others = canAdd
    ? fields.map(({ name }) => name).filter((name) => !isShown.has(name) && !inStep.has(name))
    : [];
  if (search.trim() === "") return { shown, hidden, others: [...others].sort(byHeading) };
  const matching = (columns: readonly string[]): readonly string[] => {
    const found = new Set<string>(findFields(columns.filter(isFieldName), search));
    const text = search.trim().toLowerCase();
    return columns.filter(
      (column) => found.has(column) || headingOf(column).toLowerCase().includes(text),
    );
  };
  return { shown: matching(shown), hidden: matching(hidden), others: findFields(others, search) };
}

/** The columns shown with one more or one less: of the step in its place, another at the end. */
export function toggleColumn(
  own: readonly string[],
  shown: readonly string[],
  column: string,
): readonly string[] {
  if (shown.includes(column)) return shown.filter((each) => each !== column);
  const order = readingOrder(own);
  const place = order.indexOf(column);
  const after = place < 0 ? [] : order.slice(place + 1);
  const at = shown.findIndex((each) => after.includes(each));
  return at < 0 ? [...shown, column] : [...shown.slice(0, at), column, ...shown.slice(at)];
}

/** The columns with one moved to another place, which is kept within the list. */
export function moveColumn(
  shown: readonly string[],
  column: string,
  to: number,
): readonly string[] {
  const at = shown.indexOf(column);
  const place = Math.max(0, Math.min(shown.length - 1, to));
  if (at < 0 || at === place) return shown;
  const others = shown.filter((each) => each !== column);
  return [...others.slice(0, place), column, ...others.slice(place)];
}
