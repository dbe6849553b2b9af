/** The pointer and key handlers of a table's cells; the table handles events for all its rows. */
import type { FocusEvent, KeyboardEvent, MouseEvent, PointerEvent, RefObject } from "react";
import type { OpenMenu } from "@/components/cell/cell-menu";
import type { Row } from "@/lib/api/run";
import type { PivotTarget } from "@/queries/pivots";
import { cellId, cellKey, placeOfId, placeUnder } from "./cell-place";
import type { TableView } from "./table-view";
import type { GridFocus } from "./use-grid-focus";

type Table = {
  readonly grid: RefObject<HTMLElement | null>;
  readonly view: TableView;
  readonly focus: GridFocus;
  readonly isListing: boolean;
  readonly onTouchListing: () => void;
  readonly onOpenRow: (row: Row, index: number) => void;
  readonly onOpenMenu: (menu: OpenMenu) => void;
  /** A pivot is likely to be followed. */
  readonly onLikely: (target: PivotTarget) => void;
  readonly onCopy: (text: string) => void;
};

const isTextSelected = (): boolean => window.getSelection()?.type === "Range";

/** The handlers of a table, from what it shows and where its focus is; new with each drawing. */
export function cellEvents(table: Table) {
  const { grid, view, focus, isListing } = table;
  const { active, goTo } = focus;

  const openRow = (position: number): void => {
    const row = view.rowAt(position);
    if (row) table.onOpenRow(row, position);
  };
  const openMenu = (position: number, columnAt: number): void => {
    const id = cellId(position, columnAt);
    const anchor = grid.current?.querySelector<HTMLElement>(`[data-cell="${id}"]`);
    const offer = view.offerAt(position, columnAt);
    if (anchor && offer) table.onOpenMenu({ anchor, ...offer });
  };
  /** In a listing the cell's own menu; a row of counts has one for all of it. */
  const ownColumn = (columnAt: number): number =>
    isListing ? columnAt : view.menuColumn(columnAt);

  const onPointerEnter = (): void => {
    if (isListing) table.onTouchListing();
  };

  /** A value that is pressed is about to open its menu, whose first pivot is likely to be followed. */
  const onPointerDown = (event: PointerEvent): void => {
    const place = placeUnder(event.target);
    if (!place?.isOnValue) return;
    const first = view.offerAt(place.row, place.column)?.menu.pivots[0];
    if (first) table.onLikely(first);
  };

  const onClick = (event: MouseEvent): void => {
    const place = placeUnder(event.target);
    // The end of a text selection is not a click on the row.
    if (!place || (isTextSelected() && !place.isOnValue)) return;
    const { row, column, isOnValue } = place;
    goTo({ row, column }, "focus");
    if (isListing && !isOnValue) openRow(row);
    else openMenu(row, isOnValue ? column : view.menuColumn(column));
  };

  /** The menu of the cell, instead of the browser's; Shift opens the browser's. */
  const onContextMenu = (event: MouseEvent): void => {
    const place = placeUnder(event.target);
    if (!place || event.shiftKey || isTextSelected()) return;
    const { row } = place;
    const column = ownColumn(place.column);
    if (!view.hasMenuAt(column)) return;
    event.preventDefault();
    goTo({ row, column }, "focus");
    const open = (): void => openMenu(row, column);
    // While the button is down, its release would dismiss the menu as a press elsewhere does.
    if (event.buttons === 0) open();
    else window.addEventListener("pointerup", () => setTimeout(open), { once: true });
  };

  /** The keys continue from the focused cell, also after a click on a heading. */
  const onFocus = (event: FocusEvent): void => {
    onPointerEnter();
    const place = placeOfId(event.target.getAttribute("data-cell"));
    if (place && cellId(place.row, place.column) !== cellId(active.row, active.column))
      goTo(place, null);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const { row, column } = active;
    if (!focus.onMoveKey(event)) {
      const key = row < 0 ? null : cellKey(event);
      if (key === null) return;
      if (key === "copy") table.onCopy(String(view.cellAt(row, column) ?? ""));
      else if (key === "open" && isListing) openRow(row);
      else openMenu(row, ownColumn(column));
    }
    event.preventDefault();
  };

  return { onPointerEnter, onPointerDown, onFocus, onClick, onContextMenu, onKeyDown };
}
