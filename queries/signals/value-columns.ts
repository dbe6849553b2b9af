/** Columns that the page adds to a count by a feature: what is known of each value beside its count. */

/** The columns, in order. */
export const VALUE_COLUMNS = [
  "lane",
  "firstseen",
  "lastseen",
  "inbaseline",
  "succeeded",
  "denied",
] as const;
export type ValueColumn = (typeof VALUE_COLUMNS)[number];

/** Whether a column is one of these. */
export function isValueColumn(column: string): column is ValueColumn {
  return VALUE_COLUMNS.some((each) => each === column);
}
