/** The order of sorted rows, as indexes: the rows themselves stay where they are. */
import type { Cell, Row } from "@/lib/engine/port";

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Numbers before text, numbers by size, text by code unit. */
function compareCells(a: string | number, b: string | number): number {
  if (typeof a === "number") return typeof b === "number" ? a - b : -1;
  return typeof b === "number" ? 1 : compareText(a, b);
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

  const present = values.flatMap((value, id) => (value === null ? [] : [{ value, id }]));
  const sign = descending ? -1 : 1;
  present.sort((a, b) => sign * compareCells(a.value, b.value));
  const nullId = idOf.get(null);
  const sorted = present.map(({ id }) => id);
  if (nullId !== undefined) sorted.push(nullId);

  const next = new Uint32Array(values.length);
  let place = 0;
  for (const id of sorted) {
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
