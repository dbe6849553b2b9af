/** The columns of an answer that is copied or downloaded, and its rows as copied text. */
import { sortedOrder } from "@/components/table/row-order";
import type { Row } from "@/lib/api/run";
import type { Sort } from "@/lib/investigation/investigation";
import { tsvRow } from "@/lib/text/csv";

/**
 * The columns to copy or download for those `shown`. On the page the cell of the error code shows the
 * outcome as well; a failed sign-in has no error code, so without the outcome it would look like a
 * success.
 */
export function exportedColumns(
  shown: readonly string[],
  columns: readonly string[],
): readonly string[] {
  if (!columns.includes("outcome") || shown.includes("outcome")) return shown;
  return shown.flatMap((column) => (column === "errorcode" ? [column, "outcome"] : [column]));
}

/** The rows in the order shown, as text that spreadsheets paste: a line of column names, then the rows. */
export function copiedText(
  shown: readonly string[],
  columns: readonly string[],
  rows: readonly Row[],
  sort: Sort | null,
): string {
  const exported = exportedColumns(shown, columns);
  const places = exported.map((column) => columns.indexOf(column));
  const order = sortedOrder(rows, columns, sort);
  const sorted = order ? Array.from(order, (index) => rows[index] ?? []) : rows;
  const lines = sorted.map((row) => tsvRow(places.map((at) => row[at] ?? null)));
  return [tsvRow(exported), ...lines].join("\n");
}
