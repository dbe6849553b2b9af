/** The order of sorted rows, as indexes: the rows themselves are not moved. */
import type { Cell, Row } from "@/lib/api/run";
import type { Sort } from "@/lib/investigation/investigation";

/** Digits that a number holds exactly. */
const WHOLE_NUMBER = /^\d{1,15}$/;

/** Texts by code unit; a column of nothing but whole numbers, such as bytes, by size. */
function sortedTexts(texts: string[]): readonly string[] {
  // Without a comparator this is the order of code units, and much faster than with one.
  texts.sort();
  return texts.every((text) => WHOLE_NUMBER.test(text))
    ? texts.sort((a, b) => Number(a) - Number(b))
    : texts;
}

/** Distinct cells in order: numbers by size, then text, null last either way. */
function sortedValues(values: readonly Cell[], descending: boolean): readonly Cell[] {
  const numbers = Float64Array.from(values.filter((value) => typeof value === "number")).sort();
  const texts = sortedTexts(values.filter((value) => typeof value === "string"));
  const present: Cell[] = [...numbers, ...texts];
  if (descending) present.reverse();
  return values.includes(null) ? [...present, null] : present;
}

/**
 * The row indexes in the order of one column. Stable; null comes last either way. The distinct
 * values are sorted and the rows are then counted into place, because log columns repeat: sorting
 * 100,000 addresses costs as much as sorting the few hundred different ones.
 */
export function rowOrder(rows: readonly Row[], column: number, descending: boolean): Uint32Array {
  const idOf = new Map<Cell, number>();
  const ids = new Uint32Array(rows.length);
  const values: Cell[] = [];
  const counts: number[] = [];
  rows.forEach((row, index) => {
    const value = row[column] ?? null;
    let id = idOf.get(value);
    if (id === undefined) {
      id = values.push(value) - 1;
      counts.push(0);
      idOf.set(value, id);
    }
    ids[index] = id;
    counts[id] = (counts[id] ?? 0) + 1;
  });

  const next = new Uint32Array(values.length);
  let place = 0;
  for (const value of sortedValues(values, descending)) {
    const id = idOf.get(value) ?? 0;
    next[id] = place;
    place += counts[id] ?? 0;
  }
  const order = new Uint32Array(rows.length);
  ids.forEach((id, index) => {
    const at = next[id] ?? 0;
    order[at] = index;
    next[id] = at + 1;
  });
  return order;
}

/** The row indexes in the order of a sort; null for the rows' own order. */
export function sortedOrder(
  rows: readonly Row[],
  columns: readonly string[],
  sort: Sort | null,
): Uint32Array | null {
  const column = sort ? columns.indexOf(sort.column) : -1;
  return sort && column >= 0 ? rowOrder(rows, column, sort.descending) : null;
}
