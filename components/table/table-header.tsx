"use client";
/** The headings of a table. */
import type { KeyboardEvent, PointerEvent } from "react";
import { headingOf, kindOfColumn } from "@/components/cell/column-heading";
import type { Sort } from "@/lib/investigation/investigation";
import { cellId } from "./cell-place";
import { stayingClass } from "./table-columns";
import type { Resizing } from "./use-widths";

type Props = {
  readonly columns: readonly string[];
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
  readonly resizing: Resizing;
  /** The heading's edge was clicked twice: as wide as its content. */
  readonly onFit: (column: string) => void;
  /** The column of the heading that the keyboard is on, if it is on one. */
  readonly activeAt: number | null;
};

/** Ascending, then descending, then the answer's own order. */
export function nextSort(sort: Sort | null, column: string): Sort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

const KEY_STEP = 16;

/** How wide the column of something in a heading is drawn, pixels. */
const widthOf = (part: Element): number => part.closest("th")?.getBoundingClientRect().width ?? 0;

/** The headings: a click sorts, a drag of the edge or Alt and an arrow makes a column wider. */
export function TableHeader({ columns, sort, onSort, resizing, onFit, activeAt }: Props) {
  const { onWidth, onDone } = resizing;
  const drag = (column: string) => (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    const handle = event.currentTarget;
    const start = event.clientX;
    const width = widthOf(handle);
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => onWidth(column, width + move.clientX - start);
    handle.onlostpointercapture = () => {
      handle.onpointermove = null;
      onDone();
    };
  };
  const resizeByKey = (column: string) => (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
    event.preventDefault();
    event.stopPropagation();
    const by = event.key === "ArrowLeft" ? -KEY_STEP : KEY_STEP;
    onWidth(column, widthOf(event.currentTarget) + by);
  };

  return (
    <thead className="sticky top-0 z-10 block border-line border-b bg-panel">
      <tr aria-rowindex={1} className="grid h-[30px] grid-cols-(--columns) bg-panel">
        {columns.map((column, columnAt) => {
          const isSorted = sort?.column === column;
          const direction = isSorted ? (sort.descending ? "descending" : "ascending") : "none";
          return (
            <th
              key={column}
              scope="col"
              aria-sort={direction}
              className={`relative min-w-0 bg-panel font-normal ${stayingClass(columns, columnAt)} ${kindOfColumn(column) === "count" ? "text-right" : "text-left"}`}
            >
              <button
                type="button"
                data-cell={cellId(-1, columnAt)}
                tabIndex={columnAt === activeAt ? 0 : -1}
                onClick={() => onSort(nextSort(sort, column))}
                onKeyDown={resizeByKey(column)}
                onKeyUp={(event) => event.key.startsWith("Arrow") && onDone()}
                className="block w-full truncate px-2 [text-align:inherit] font-medium text-[11.5px] text-ink-3 leading-[29px] outline-offset-[-2px] hover:text-ink"
              >
                {headingOf(column)}
                {isSorted && <span aria-hidden="true"> {sort.descending ? "↓" : "↑"}</span>}
              </button>
              <span
                aria-hidden="true"
                onPointerDown={drag(column)}
                onDoubleClick={() => onFit(column)}
                className="absolute top-0 right-0 h-full w-1.5 cursor-col-resize touch-none hover:bg-accent-soft"
              />
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
