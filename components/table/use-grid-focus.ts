"use client";
/** The keyboard focus in a table. */
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { type CellPlace, cellId } from "./cell-place";
import { ROW_HEIGHT } from "./table-row";

/** The last row, also once more rows have been loaded. */
const END = Number.MAX_SAFE_INTEGER;

const between = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, Math.max(least, most)));

function moved(
  event: KeyboardEvent,
  from: CellPlace,
  rows: number,
  columns: number,
  page: number,
): CellPlace | null {
  const by = (row: number, column: number): CellPlace => ({
    row: between(from.row + row, -1, rows - 1),
    column: between(from.column + column, 0, columns - 1),
  });
  const toRow = (row: number): CellPlace => ({ ...by(0, 0), row: between(row, -1, rows - 1) });
  if (event.altKey || event.metaKey) return null;
  if (event.ctrlKey) {
    if (event.key === "Home") return { row: 0, column: 0 };
    return event.key === "End" ? { row: END, column: columns - 1 } : null;
  }
  switch (event.key) {
    case "ArrowUp":
      return by(-1, 0);
    case "ArrowDown":
      return by(1, 0);
    case "k":
      return toRow(Math.max(0, from.row - 1));
    case "j":
      return by(1, 0);
    case "ArrowLeft":
      return by(0, -1);
    case "ArrowRight":
      return by(0, 1);
    case "PageUp":
      return toRow(Math.max(0, from.row - page));
    case "PageDown":
      return by(page, 0);
    case "Home":
      return { ...from, column: 0 };
    case "End":
      return { ...from, column: columns - 1 };
    default:
      return null;
  }
}

export type GridFocus = {
  /** The one cell that Tab reaches. */
  readonly active: CellPlace;
  /** Goes to a cell, and gives it the focus or only brings it into sight; null does neither. */
  readonly goTo: (cell: CellPlace, how: "focus" | "scroll" | null) => void;
  /** Whether the key was one that moves. */
  readonly onMoveKey: (event: KeyboardEvent) => boolean;
};

/**
 * Roving focus in a virtual grid. The active row is always rendered, so that the focus outlives
 * any scrolling; the browser scrolls to it.
 */
export function useGridFocus(
  grid: RefObject<HTMLElement | null>,
  size: { readonly rows: number; readonly columns: number },
): GridFocus {
  const [wanted, setWanted] = useState<CellPlace>({ row: 0, column: 0 });
  const reveal = useRef<"focus" | "scroll" | null>(null);
  const active = {
    row: between(wanted.row, -1, size.rows - 1),
    column: between(wanted.column, 0, size.columns - 1),
  };
  const id = cellId(active.row, active.column);
  const isAtEnd = wanted.row === END;

  useLayoutEffect(() => {
    const isFocused = grid.current?.contains(document.activeElement) ?? false;
    const how = reveal.current ?? (isAtEnd && isFocused ? "focus" : null);
    reveal.current = null;
    const cell = how && grid.current?.querySelector<HTMLElement>(`[data-cell="${id}"]`);
    if (!cell) return;
    if (how === "focus") cell.focus({ preventScroll: true });
    // The first column may stay in sight while others are scrolled under it.
    if (active.column === 0) grid.current?.scrollTo({ left: 0 });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [grid, id, active.column, isAtEnd]);

  const goTo = (cell: CellPlace, how: "focus" | "scroll" | null): void => {
    reveal.current = how;
    setWanted(cell);
  };
  const onMoveKey = (event: KeyboardEvent): boolean => {
    const height = grid.current?.clientHeight ?? 0;
    const page = Math.max(1, Math.floor(height / ROW_HEIGHT) - 2);
    const to = moved(event, active, size.rows, size.columns, page);
    if (to) goTo(to, "focus");
    return to !== null;
  };
  return { active, goTo, onMoveKey };
}
