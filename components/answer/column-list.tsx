"use client";
import { useId, useRef } from "react";
import type { Box } from "@/lib/place-popover";
import { headingOf } from "./cell-content";
import { usePopover } from "./use-popover";

export type ColumnChoice = {
  readonly columns: readonly string[];
  readonly hidden: ReadonlySet<string>;
  readonly onHidden: (hidden: ReadonlySet<string>) => void;
};

/** The columns of a table, each to be shown or hidden. */
export function ColumnList({
  columns,
  hidden,
  onHidden,
  anchor,
  onClose,
}: ColumnChoice & { readonly anchor: Box; readonly onClose: () => void }) {
  const popover = useRef<HTMLDivElement>(null);
  const id = useId();
  usePopover(popover, anchor, onClose, "end");
  const toggle = (column: string): void => {
    const next = new Set(hidden);
    if (!next.delete(column)) next.add(column);
    // A table without columns could not be got back from.
    if (columns.some((each) => !next.has(each))) onHidden(next);
  };
  return (
    <div
      ref={popover}
      popover="auto"
      className="fixed inset-auto m-0 max-h-[70vh] min-w-[200px] overflow-y-auto rounded-[10px] border border-line bg-panel p-1.5 text-ink shadow-float"
    >
      <fieldset>
        <legend className="px-2 py-1 text-[11.5px] text-ink-3">Columns shown</legend>
        {columns.map((column, index) => (
          <label
            key={column}
            htmlFor={`${id}${index}`}
            className="flex items-center gap-2 rounded-md px-2 py-1 hover:bg-line-soft"
          >
            <input
              id={`${id}${index}`}
              type="checkbox"
              className="accent-accent"
              checked={!hidden.has(column)}
              onChange={() => toggle(column)}
            />
            {headingOf(column)}
          </label>
        ))}
      </fieldset>
    </div>
  );
}
