"use client";
/** Moving a line of a list by dragging it. */
import { type PointerEvent, useState } from "react";
import { moveColumn } from "./column-choice";

type Drag = { readonly column: string; readonly to: number };

/**
 * The order of a list while one of its lines is dragged, and after that a move. Lines have one
 * height, so that the place under the pointer is a division.
 */
export function useDragOrder(
  columns: readonly string[],
  lineHeight: number,
  onMove: (column: string, to: number) => void,
) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const start = (column: string) => (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    const handle = event.currentTarget;
    const [startY, at] = [event.clientY, columns.indexOf(column)];
    let to = at;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = ({ clientY }) => {
      to = at + Math.round((clientY - startY) / lineHeight);
      setDrag({ column, to });
    };
    handle.onlostpointercapture = () => {
      handle.onpointermove = null;
      handle.onlostpointercapture = null;
      setDrag(null);
      onMove(column, to);
    };
  };
  return {
    order: drag ? moveColumn(columns, drag.column, drag.to) : columns,
    dragged: drag?.column ?? null,
    start,
  };
}
