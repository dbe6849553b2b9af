"use client";
/** A row of a table. */
import { memo, use } from "react";
import { AddressLabel } from "@/components/cell/address-label";
import { cellContent, type RowFacts } from "@/components/cell/cell-content";
import { kindOfColumn } from "@/components/cell/column-heading";
import { Lane } from "@/components/cell/lane";
import { MarkBadge, MarkDot } from "@/components/cell/mark-badge";
import { readSeen } from "@/components/cell/seen";
import type { AddressBook } from "@/components/cell/use-address-facts";
import { ValueEvidenceContext } from "@/components/cell/value-evidence";
import { CellText, MiddleCut } from "@/components/ui/middle-cut";
import type { Row } from "@/lib/api/run";
import { visibleText } from "@/lib/text/visible-text";
import type { Kind } from "@/queries/kinds";
import { cellId } from "./cell-place";
import { type ColumnRoom, hasMenu, isTight, lettersIn, stayingClass } from "./table-columns";

/** The fixed height of a row, which the virtual table relies on. */
export const ROW_HEIGHT = 29;

/** Kinds with pivots are underlined; others only on hover. */
const MARKED: ReadonlySet<Kind> = new Set([
  "eventName",
  "sourceIp",
  "userAgent",
  "principalId",
  "accessKeyId",
  "arn",
  "roleArn",
]);

export type TableRowProps = {
  readonly row: Row;
  readonly facts: (row: Row) => RowFacts;
  readonly addressFacts: AddressBook["factsOf"];
  /** The row is about something that is no longer there, or was only tried. */
  readonly isFaint: boolean;
  /** The row's place in the order shown. */
  readonly position: number;
  readonly top: number;
  /** The columns shown and where each is in the row. */
  readonly columns: readonly string[];
  readonly places: readonly number[];
  /** What each column shown has room for. */
  readonly rooms: readonly ColumnRoom[];
  readonly isOpen: boolean;
  /** The column of the cell that the keyboard is on, if it is in this row. */
  readonly activeAt: number | null;
};

/**
 * The background of a row, and of the cell in it that others are scrolled under. If it
 * were inherited, the browser would compute every cell's style again whenever the row moves.
 */
const OPEN = "bg-accent-soft";
const CLOSED = "bg-panel group-hover:bg-line-soft hover:bg-line-soft";

const CELL = "min-w-0 outline-offset-[-2px] scroll-mx-2 scroll-mt-8 px-2 leading-[28px]";

const VALUE =
  "min-w-0 max-w-full text-left decoration-ink-3/60 decoration-dashed underline-offset-[3px] outline-offset-[-2px] scroll-mx-2 scroll-mt-8 hover:underline";

/** One row of the virtual table. Clicks and keys are heard by the table. */
export const TableRow = memo(function TableRow({
  row,
  facts,
  addressFacts,
  position,
  top,
  columns,
  places,
  rooms,
  isOpen,
  isFaint,
  activeAt,
}: TableRowProps) {
  const known = facts(row);
  const { markOf, areMarksInWords, span } = use(ValueEvidenceContext);
  const MarkOf = areMarksInWords ? MarkBadge : MarkDot;
  return (
    <tr
      aria-rowindex={position + 2}
      aria-selected={isOpen}
      style={{ transform: `translateY(${top}px)` }}
      className={`group absolute top-0 left-0 grid h-[29px] w-full contain-strict grid-cols-(--columns) border-line-soft border-b ${
        isOpen ? OPEN : CLOSED
      } ${isFaint ? "text-ink-3" : ""}`}
    >
      {columns.map((column, columnAt) => {
        const cell = row[places[columnAt] ?? -1] ?? null;
        const kind = kindOfColumn(column);
        const { text, tone } = cellContent(column, cell, known);
        const focus = {
          "data-cell": cellId(position, columnAt),
          tabIndex: columnAt === activeAt ? 0 : -1,
        };
        const paper = columnAt === 0 ? (isOpen ? OPEN : CLOSED) : "";
        const staying = stayingClass(columns, columnAt);
        const align = `${kind === "count" ? "text-right" : ""} ${paper} ${staying}`;
        const seen = column === "lane" && span ? readSeen(String(cell ?? "")) : null;
        if (seen && span) {
          return (
            <td key={column} {...focus} className={`${CELL} ${align}`}>
              <Lane seen={seen} span={span} />
            </td>
          );
        }
        if (!hasMenu(column)) {
          return (
            <td key={column} {...focus} className={`${CELL} truncate ${tone} ${align}`}>
              {visibleText(text)}
            </td>
          );
        }
        const room = rooms[columnAt];
        const address = kind === "sourceIp" && typeof cell === "string" ? addressFacts(cell) : null;
        const isCut = room !== undefined && text.length > lettersIn(room);
        const mayBeCut = isCut || (room !== undefined && isTight(room));
        const mark = markOf(column, cell);
        return (
          <td
            key={column}
            className={`${CELL} ${address || mark ? "flex gap-1.5" : ""} ${tone} ${align}`}
          >
            <button
              type="button"
              aria-haspopup="menu"
              // Its two parts are one word.
              aria-label={isCut ? visibleText(text) : undefined}
              aria-description={mark ? `${mark.label}: ${mark.reason}` : undefined}
              {...focus}
              className={`${mayBeCut ? "flex" : "block truncate"} ${VALUE} ${staying} ${
                MARKED.has(kind) && cell !== null ? "underline" : ""
              }`}
            >
              {mayBeCut ? <MiddleCut text={text} isCut={isCut} /> : <CellText text={text} />}
            </button>
            {mark && <MarkOf mark={mark} />}
            {address && !isCut && <AddressLabel facts={address} />}
          </td>
        );
      })}
    </tr>
  );
});
