"use client";
import {
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  use,
  useMemo,
  useRef,
  useState,
} from "react";
import { cellContent, rowFacts } from "@/components/cell/cell-content";
import { CellMenu, menuAt, type OpenMenu } from "@/components/cell/cell-menu";
import { PivotOffers } from "@/components/cell/pivot-offers";
import { useCellTitle } from "@/components/cell/use-cell-title";
import { useCopy } from "@/components/ui/use-copy";
import type { Row } from "@/lib/api/run";
import type { Sort } from "@/lib/investigation/investigation";
import { formatCount } from "@/lib/text/format";
import type { Filter } from "@/queries/filters";
import { cellMenu, type PivotTarget, type RowKeys } from "@/queries/pivots";
import type { InputValues, Step } from "@/queries/playbook";
import { rowOrder } from "./row-order";
import { type ColumnWidths, columnTemplate, tableWidth } from "./table-columns";
import { TableHeader } from "./table-header";
import { hasMenu, ROW_HEIGHT, TableRow } from "./table-row";
import { useColumnWidths } from "./use-column-widths";
import { useGridFocus } from "./use-grid-focus";
import { useReveal } from "./use-reveal";
import { useVisibleRows } from "./use-visible-rows";

export type AnswerTableProps = {
  readonly step: Step;
  readonly columns: readonly string[];
  /** Those of them to show, in order. */
  readonly shown: readonly string[];
  readonly rows: readonly Row[];
  /** Rows of the whole answer, of which `rows` may be the first. */
  readonly totalRows: number;
  readonly inputs: InputValues;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
  readonly openEventId: string | null;
  /** A pointer or the focus has entered a listing: an event is about to be opened. */
  readonly onTouchListing: () => void;
  /** `index` is the row's place in the order shown. */
  readonly onOpenRow: (row: Row, index: number) => void;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
};

/** The cell that an element lies in, and whether it is the cell's value; null outside of rows. */
function placeOf(target: EventTarget) {
  if (!(target instanceof Element)) return null;
  const cell = target.closest("td");
  const id = (cell?.querySelector("[data-cell]") ?? cell)?.getAttribute("data-cell");
  const [row = -1, column = 0] = id?.split(":").map(Number) ?? [];
  return row < 0 ? null : { row, column, isOnValue: target.closest("button") !== null };
}

/** An answer's rows: any number of them, by mouse or by keyboard, each cell a way on. */
export function AnswerTable(props: AnswerTableProps) {
  const { step, columns, shown, rows, totalRows, inputs, sort, openEventId } = props;
  const grid = useRef<HTMLDivElement>(null);
  const [widths, setWidths] = useState<ColumnWidths>({});
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [copyState, copy] = useCopy();
  const { onLikely } = use(PivotOffers);
  const isListing = step.answer.kind === "events";

  const rooms = useColumnWidths(grid, columns, shown, rows, widths);
  const facts = useMemo(() => rowFacts(columns), [columns]);
  const places = useMemo(() => shown.map((column) => columns.indexOf(column)), [shown, columns]);
  const sortAt = sort ? columns.indexOf(sort.column) : -1;
  const descending = sort?.descending ?? false;
  const order = useMemo(
    () => (sortAt < 0 ? null : rowOrder(rows, sortAt, descending)),
    [rows, sortAt, descending],
  );
  const rowAt = (position: number): Row | undefined => rows[order?.[position] ?? position];

  const { active, goTo, onMoveKey } = useGridFocus(grid, {
    rows: rows.length,
    columns: shown.length,
  });
  const drawn = useVisibleRows(grid, rows.length, ROW_HEIGHT, active.row);

  const eventIdAt = columns.indexOf("eventid");
  useReveal(rows, eventIdAt, openEventId, (index) => {
    const row = order ? order.indexOf(index) : index;
    if (row !== active.row) goTo({ row, column: active.column }, "scroll");
  });

  const showTitle = useCellTitle(grid, (id) => {
    const [position = -1, columnAt = -1] = id.split(":").map(Number);
    const row = rowAt(position);
    const cell = row?.[places[columnAt] ?? -1] ?? null;
    return position < 0 ? "" : cellContent(shown[columnAt] ?? "", cell, facts(row)).title;
  });

  /** The keys of a row of counts; null in a listing. */
  const keysOf = (position: number): RowKeys | null => {
    const row = rowAt(position);
    if (isListing || !row) return null;
    return (column) => {
      const cell = row[columns.indexOf(column)] ?? null;
      return cell === null ? null : String(cell);
    };
  };
  const offerAt = (position: number, columnAt: number) => {
    const column = shown[columnAt];
    const cell = rowAt(position)?.[places[columnAt] ?? -1] ?? null;
    const value = cell === null ? null : String(cell);
    if (column === undefined) return null;
    return { value, menu: cellMenu(step, column, value, inputs, keysOf(position)) };
  };
  const openMenu = (position: number, columnAt: number): void => {
    const anchor = grid.current?.querySelector<HTMLElement>(
      `[data-cell="${position}:${columnAt}"]`,
    );
    const offer = offerAt(position, columnAt);
    if (anchor && offer) setMenu(menuAt(anchor, offer.value, offer.menu));
  };
  /** The cell itself where it has a menu; in counts the nearest that has one. */
  const menuColumn = (columnAt: number): number =>
    hasMenu(shown[columnAt] ?? "") ? columnAt : shown.findIndex(hasMenu);

  const openRow = (position: number): void => {
    const row = rowAt(position);
    if (row) props.onOpenRow(row, position);
  };

  const prepare = (): void => {
    if (isListing) props.onTouchListing();
  };
  /** A value that is pressed is about to open its menu, whose first pivot is likely to be followed. */
  const onPointerDown = (event: PointerEvent): void => {
    const place = placeOf(event.target);
    const first = place?.isOnValue ? offerAt(place.row, place.column)?.menu.pivots[0] : undefined;
    if (first) onLikely(first);
  };
  const onClick = (event: MouseEvent): void => {
    const place = placeOf(event.target);
    if (!place) return;
    const { row: position, column: columnAt, isOnValue } = place;
    // The end of a selection of text is no click on the row.
    if (window.getSelection()?.type === "Range" && !isOnValue) return;
    goTo({ row: position, column: columnAt }, "focus");
    if (isListing && !isOnValue) openRow(position);
    else openMenu(position, isOnValue ? columnAt : menuColumn(columnAt));
  };

  /** The menu of the cell, in place of the browser's; with Shift that one comes all the same. */
  const onContextMenu = (event: MouseEvent): void => {
    const place = placeOf(event.target);
    if (!place || event.shiftKey || window.getSelection()?.type === "Range") return;
    const columnAt = isListing ? place.column : menuColumn(place.column);
    if (!hasMenu(shown[columnAt] ?? "")) return;
    event.preventDefault();
    goTo({ row: place.row, column: columnAt }, "focus");
    const open = (): void => openMenu(place.row, columnAt);
    // While the button is down, letting go of it would dismiss the menu as a press elsewhere does.
    if (event.buttons === 0) open();
    else window.addEventListener("pointerup", () => setTimeout(open), { once: true });
  };

  /** The keys go on from wherever the focus is, also after a click on a heading. */
  const onFocus = (event: FocusEvent): void => {
    prepare();
    const id = event.target.getAttribute("data-cell");
    const [row, column] = id?.split(":").map(Number) ?? [];
    if (row === undefined || column === undefined) return;
    if (row !== active.row || column !== active.column) goTo({ row, column }, null);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const { row, column } = active;
    const isMenuKey =
      event.key === " " || event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    if (onMoveKey(event)) event.preventDefault();
    else if (!plain || row < 0) return;
    else if (event.key === "Enter" && isListing && !event.shiftKey) openRow(row);
    else if (event.key === "Enter" || isMenuKey)
      openMenu(row, isListing ? column : menuColumn(column));
    else if (event.key === "c") copy(String(rowAt(row)?.[places[column] ?? -1] ?? ""));
    else return;
    event.preventDefault();
  };

  const template = { "--columns": columnTemplate(rooms) } as CSSProperties;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div ref={grid} className="min-h-0 flex-1 overflow-auto [contain:strict]">
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells take the focus.
          role="grid"
          tabIndex={-1}
          aria-label={step.question}
          aria-rowcount={totalRows + 1}
          aria-colcount={shown.length}
          onPointerEnter={prepare}
          onPointerOver={showTitle}
          onPointerDown={onPointerDown}
          onFocus={onFocus}
          onClick={onClick}
          onContextMenu={onContextMenu}
          onKeyDown={onKeyDown}
          className="block outline-none"
          style={{ minWidth: tableWidth(rooms), ...template }}
        >
          <TableHeader
            columns={shown}
            sort={sort}
            onSort={props.onSort}
            onWidth={(column, to) => setWidths((now) => ({ ...now, [column]: to }))}
            activeAt={active.row < 0 ? active.column : null}
          />
          <tbody
            className="relative block font-mono text-[12px] [font-variant-ligatures:none]"
            style={{ height: rows.length * ROW_HEIGHT }}
          >
            {[...drawn].map(([index, slot]) => {
              const row = rowAt(index);
              return (
                row && (
                  <TableRow
                    key={slot}
                    row={row}
                    facts={facts}
                    position={index}
                    top={index * ROW_HEIGHT}
                    columns={shown}
                    places={places}
                    rooms={rooms}
                    isOpen={openEventId !== null && row[eventIdAt] === openEventId}
                    activeAt={active.row === index ? active.column : null}
                  />
                )
              );
            })}
          </tbody>
        </table>
      </div>
      {rows.length < totalRows && (
        <p className="border-line border-t px-2.5 py-1 text-[11.5px] text-ink-2">
          The first {formatCount(rows.length)} of {formatCount(totalRows)} rows are here; sorting is
          among these.
        </p>
      )}
      <span className="sr-only" aria-live="polite">
        {copyState === "copied" ? "Copied" : copyState === "failed" ? "Copy failed" : ""}
      </span>
      {menu && (
        <CellMenu
          key={`${menu.box.left} ${menu.box.top} ${menu.value}`}
          open={menu}
          onClose={() => setMenu(null)}
          onPivot={props.onPivot}
          onFilter={props.onFilter}
        />
      )}
    </div>
  );
}
