/** Counts by a feature with what is known of each value beside its count. Pure. */

import type { Cell, Row } from "@/lib/api/run";
import { isFieldName } from "@/queries/fields";
import { exactly } from "@/queries/filter-words";
import { anyOfValues } from "@/queries/filters";
import type { QuickFilter, Step } from "@/queries/playbook";
import { deniedLast } from "@/queries/signals/all-denied";
import { type FactsOf, isCompared, type Mark } from "@/queries/signals/marks";
import type { ValueFacts } from "@/queries/signals/signal-types";
import { VALUE_COLUMNS, type ValueColumn } from "@/queries/signals/value-columns";

export type Table = { readonly columns: readonly string[]; readonly rows: readonly Row[] };

/** The column that a step counts by, where that is a feature; null for any other step. */
export function featureColumn({ answer }: Step): string | null {
  const [column, ...more] = answer.kind === "counts" ? answer.by : [];
  return column !== undefined && more.length === 0 && isCompared(column) ? column : null;
}

/** The columns of a step, and those that its count by a feature gets. */
export function withValueNames(
  columns: readonly string[],
  column: string | null,
): readonly string[] {
  if (column === null) return columns;
  return [...columns, ...VALUE_COLUMNS.filter((each) => !columns.includes(each))];
}

const CELLS: Readonly<Record<ValueColumn, (facts: ValueFacts) => Cell>> = {
  lane: ({ firstSeen, lastSeen, seenBefore }) =>
    seenBefore === null ? `${firstSeen}/${lastSeen}` : `${seenBefore}/${lastSeen}/${firstSeen}`,
  firstseen: ({ firstSeen }) => firstSeen,
  lastseen: ({ lastSeen }) => lastSeen,
  inbaseline: ({ inBaseline }) => inBaseline,
  succeeded: ({ succeeded }) => succeeded,
  denied: ({ denied }) => denied,
};

/** Counts of outcomes are those of all events of a value. */
const OF_ALL_EVENTS: ReadonlySet<ValueColumn> = new Set(["succeeded", "denied"]);

const textOf = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell);

/**
 * The rows of a counting step with further columns; those that it has itself are not added again. A
 * cell is empty where what is known is not about exactly the row's events: a filter is on, or
 * several user agents are one tool.
 */
export function withValueColumns(
  { columns, rows }: Table,
  column: string,
  factsOf: FactsOf,
): Table {
  const [keyAt, totalAt] = [columns.indexOf(column), columns.indexOf("total")];
  const added = VALUE_COLUMNS.filter((each) => !columns.includes(each));
  const extended = rows.map((row): Row => {
    const known = factsOf(column, textOf(row[keyAt]));
    const exact = known.find(({ inRange }) => inRange === Number(row[totalAt])) ?? null;
    const [ofValue = null] = column === "useragent" ? [] : known;
    const cells = added.map((each) => {
      const facts = OF_ALL_EVENTS.has(each) ? exact : (exact ?? ofValue);
      return facts && CELLS[each](facts);
    });
    return [...row, ...cells];
  });
  return { columns: withValueNames(columns, column), rows: extended };
}

/** The rows of rules that match, those with all events denied last. */
export function succeededFirst(columns: readonly string[], rows: readonly Row[]): readonly Row[] {
  const [totalAt, deniedAt] = [columns.indexOf("total"), columns.indexOf("deniedevents")];
  return deniedLast(rows, (row) => ({
    total: Number(row[totalAt]),
    denied: Number(row[deniedAt]),
  }));
}

/** `2 new`: leaves the rows of a count whose values have a mark; null where none has, or they are too many. */
export function markedFilter(
  { columns, rows }: Table,
  column: string,
  markOf: (column: string, cell: Cell) => Mark | null,
): QuickFilter | null {
  const at = columns.indexOf(column);
  const marked = rows.flatMap((row) => {
    const cell = row[at] ?? null;
    const mark = cell === null || cell === "" ? null : markOf(column, cell);
    return mark ? [{ value: String(cell), label: mark.label }] : [];
  });
  const [first] = marked;
  if (first === undefined || !isFieldName(column)) return null;
  const isOneKind = marked.every(({ label }) => label === first.label);
  const label = `${marked.length} ${isOneKind ? first.label : "marked"}`;
  const values = marked.map(({ value }) => value);
  const filter = values.length === 1 ? exactly(column, first.value) : anyOfValues(column, values);
  return filter && { label, filter };
}
