/** The order and columns of an answer's table, as a part of an investigation's query string. */
import { findStep } from "@/queries/index";
import { columnsOnPage } from "@/queries/query";

export type Sort = { readonly column: string; readonly descending: boolean };

/** A step by its ids. */
type Address = { readonly playbookId: string; readonly stepId: string };

function isColumnOf({ playbookId, stepId }: Address): (column: string) => boolean {
  const step = findStep(`${playbookId}/${stepId}`)?.step;
  const columns = step ? columnsOnPage(step.answer) : [];
  return (column) => columns.includes(column);
}

/** The order of the rows; null for the answer's own. */
export function readSort(
  address: Address,
  params: URLSearchParams,
  problems: string[],
): Sort | null {
  const text = params.get("sort");
  if (text === null) return null;
  const [column, descending] = [text.replace(/^-/, ""), text.startsWith("-")];
  if (isColumnOf(address)(column)) return { column, descending };
  problems.push(`The link's sort “${text}” is not a column of this answer.`);
  return null;
}

/** The columns that were chosen, in the order shown; null for the page's default. */
export function readColumns(
  address: Address,
  params: URLSearchParams,
  problems: string[],
): readonly string[] | null {
  const text = params.get("columns");
  if (text === null) return null;
  const isColumn = isColumnOf(address);
  const columns = [...new Set(text.split(","))].filter((column) => {
    const isKnown = isColumn(column);
    if (!isKnown) problems.push(`The link's column “${column}” is not in this answer.`);
    return isKnown;
  });
  return columns.length === 0 ? null : columns;
}

/** Writes both as they are read. */
export function writeTable(
  { sort, columns }: { readonly sort: Sort | null; readonly columns: readonly string[] | null },
  params: URLSearchParams,
): void {
  if (sort) params.append("sort", `${sort.descending ? "-" : ""}${sort.column}`);
  if (columns) params.append("columns", columns.join(","));
}
