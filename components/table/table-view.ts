/** The rows of an answer as the table shows them: which cell is where, and what it offers. Pure. */
import { cellContent, type RowFacts } from "@/components/cell/cell-content";
import type { Cell, Row } from "@/lib/api/run";
import { type CellMenu, cellMenu, type RowKeys } from "@/queries/pivots";
import type { InputValues, Step } from "@/queries/playbook";
import { hasMenu } from "./table-columns";

/** Cells go by the position of their row in the order shown, and the number of their column shown. */
export type TableView = {
  readonly rowAt: (position: number) => Row | undefined;
  /** Null too for a cell that is not there. */
  readonly cellAt: (position: number, columnAt: number) => Cell;
  /** The whole text of a cell; empty where the table shows all of it. */
  readonly titleAt: (position: number, columnAt: number) => string;
  /** Null for a column that is not there. */
  readonly offerAt: (
    position: number,
    columnAt: number,
  ) => { readonly value: string | null; readonly menu: CellMenu } | null;
  readonly hasMenuAt: (columnAt: number) => boolean;
  /** The column itself where it has a menu; otherwise the first that has one. */
  readonly menuColumn: (columnAt: number) => number;
};

type Shown = {
  readonly step: Step;
  readonly inputs: InputValues;
  readonly rows: readonly Row[];
  /** The columns of the rows. */
  readonly columns: readonly string[];
  /** The indexes of the rows in the order shown; null for their own. */
  readonly order: Uint32Array | null;
  /** The columns shown, in order, and where each is in a row. */
  readonly shown: readonly string[];
  readonly places: readonly number[];
  readonly facts: (row: Row | undefined) => RowFacts;
};

const textOf = (cell: Cell): string | null => (cell === null ? null : String(cell));

/** The view of rows in an order, with the columns shown. */
export function tableView({
  rows,
  columns,
  order,
  shown,
  places,
  facts,
  ...asked
}: Shown): TableView {
  const rowAt = (position: number): Row | undefined => rows[order?.[position] ?? position];
  const cellAt = (position: number, columnAt: number): Cell =>
    rowAt(position)?.[places[columnAt] ?? -1] ?? null;
  const hasMenuAt = (columnAt: number): boolean => hasMenu(shown[columnAt] ?? "");
  /** The keys of a row of counts, or of a finding; null in a listing. */
  const keysOf = (position: number): RowKeys | null => {
    const row = rowAt(position);
    if (!["counts", "findings"].includes(asked.step.answer.kind) || !row) return null;
    return (column) => textOf(row[columns.indexOf(column)] ?? null);
  };
  return {
    rowAt,
    cellAt,
    hasMenuAt,
    titleAt: (position, columnAt) =>
      cellContent(shown[columnAt] ?? "", cellAt(position, columnAt), facts(rowAt(position))).title,
    offerAt: (position, columnAt) => {
      const column = shown[columnAt];
      if (column === undefined) return null;
      const value = textOf(cellAt(position, columnAt));
      return { value, menu: cellMenu(asked.step, column, value, asked.inputs, keysOf(position)) };
    },
    menuColumn: (columnAt) => (hasMenuAt(columnAt) ? columnAt : shown.findIndex(hasMenu)),
  };
}
