/** The rows of an answer as the table shows them: which cell is where, and what it offers. Pure. */
import { cellContent, type RowFacts } from "@/components/cell/cell-content";
import type { OpenMenu } from "@/components/cell/cell-menu";
import type { Cell, Row } from "@/lib/api/run";
import { cellMenu, type RowKeys } from "@/queries/pivots";
import type { InputValues, Step } from "@/queries/playbook";
import type { Answer } from "@/queries/query";
import { hasMenu } from "./table-columns";

/** Cells go by the position of their row in the order shown, and the number of their column shown. */
export type TableView = {
  readonly rowAt: (position: number) => Row | undefined;
  /** Null too for a cell that is not there. */
  readonly cellAt: (position: number, columnAt: number) => Cell;
  /** The whole text of a cell; empty where the table shows all of it. */
  readonly titleAt: (position: number, columnAt: number) => string;
  /** Null for a column that is not there. */
  readonly offerAt: (position: number, columnAt: number) => Omit<OpenMenu, "anchor"> | null;
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
  /** What a rule is about; null where that is not known here. */
  readonly aboutOf?: ((rule: string) => string | null) | undefined;
};

/** Answers whose rows have keys. */
const WITH_KEYS: readonly Answer["kind"][] = [
  "counts",
  "findings",
  "rule-matches",
  "finding-events",
];

/** Whether a column of an answer that names rules is about the rule. */
const isOfRule = (column: string): boolean => ["rule", "title", "severity"].includes(column);

const textOf = (cell: Cell): string | null => (cell === null ? null : String(cell));

/** The view of rows in an order, with the columns shown. */
export function tableView({
  rows,
  columns,
  order,
  shown,
  places,
  facts,
  aboutOf,
  ...asked
}: Shown): TableView {
  const rowAt = (position: number): Row | undefined => rows[order?.[position] ?? position];
  const cellAt = (position: number, columnAt: number): Cell =>
    rowAt(position)?.[places[columnAt] ?? -1] ?? null;
  const hasMenuAt = (columnAt: number): boolean => hasMenu(shown[columnAt] ?? "");
  /** The keys of a row of counts, of a finding, or of what names a rule; null in other listings. */
  const keysOf = (position: number): RowKeys | null => {
    const row = rowAt(position);
    if (!WITH_KEYS.includes(asked.step.answer.kind) || !row) return null;
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
      const keys = keysOf(position);
      const rule = isOfRule(column) ? keys?.("rule") : null;
      const about = (rule && aboutOf?.(rule)) ?? null;
      return { value, menu: cellMenu(asked.step, column, value, asked.inputs, keys), about };
    },
    menuColumn: (columnAt) => (hasMenuAt(columnAt) ? columnAt : shown.findIndex(hasMenu)),
  };
}
