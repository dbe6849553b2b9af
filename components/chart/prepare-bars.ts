/** Counts as a few bars that can be compared: the largest, and the rest as one. */
import type { Row } from "@/lib/api/run";
import { isFieldName } from "@/queries/fields";
import type { Step } from "@/queries/playbook";
import { MOST_BARS } from "./bars-height";

export type Bar = {
  /** The row's position in the answer; null for the bar of all the others. */
  readonly index: number | null;
  /** The key columns' values, in order; null where the event lacks the field. */
  readonly keys: readonly (string | null)[];
  readonly value: number;
};

export type Bars = {
  readonly bars: readonly Bar[];
  /** How many rows the last bar sums; 0 when every row has its own. */
  readonly others: number;
  readonly total: number;
};

function numberOf(value: unknown): number {
  const number = Number(value ?? 0);
  return Number.isFinite(number) ? number : 0;
}

/** Where the count is among the columns: behind the keys, which are fields. */
const countAt = (columns: readonly string[]): number =>
  columns.findIndex((column) => !isFieldName(column));

/** The top rows of a counting answer by the count, and one bar for the others. */
export function prepareBars(columns: readonly string[], rows: readonly Row[]): Bars {
  const valueAt = countAt(columns);
  const bars = rows
    .map((row, index) => ({
      index,
      keys: row.slice(0, valueAt).map((cell) => (cell === null ? null : String(cell))),
      value: numberOf(row[valueAt]),
    }))
    .sort((a, b) => b.value - a.value);
  const total = bars.reduce((sum, bar) => sum + bar.value, 0);
  // A bar for one other row would take the place of that row's own.
  if (bars.length <= MOST_BARS + 1) return { bars, others: 0, total };
  const top = bars.slice(0, MOST_BARS);
  const rest = bars.slice(MOST_BARS).reduce((sum, bar) => sum + bar.value, 0);
  return {
    bars: [...top, { index: null, keys: [], value: rest }],
    others: bars.length - MOST_BARS,
    total,
  };
}

/** The key column whose menu a bar opens: the first with its own chain, else the last. */
export function menuColumnAt(step: Step, columns: readonly string[]): number {
  const keys = columns.slice(0, countAt(columns));
  const chained = new Set(step.pivots.map((pivot) => pivot.column));
  const own = keys.findIndex((column) => chained.has(column));
  return own >= 0 ? own : keys.length - 1;
}
