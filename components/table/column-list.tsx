"use client";
import { useId } from "react";
import { headingOf } from "@/components/cell/cell-content";
import { readingOrder, toggleColumn } from "./table-columns";

export type ColumnChoice = {
  readonly columns: readonly string[];
  readonly shown: readonly string[];
  readonly onShown: (shown: readonly string[]) => void;
};

/** The columns of a table, each to be shown or hidden. */
export function ColumnList({ columns, shown, onShown }: ColumnChoice) {
  const id = useId();
  const toggle = (column: string): void => {
    const next = toggleColumn(columns, shown, column);
    // A table without columns has nothing to show.
    if (next.length > 0) onShown(next);
  };
  return (
    <fieldset>
      <legend className="px-2 py-1 text-[11.5px] text-ink-3">Columns shown</legend>
      {readingOrder(columns).map((column, index) => (
        <label
          key={column}
          htmlFor={`${id}${index}`}
          className="flex items-center gap-2 rounded-md px-2 py-1 hover:bg-line-soft"
        >
          <input
            id={`${id}${index}`}
            type="checkbox"
            className="accent-accent"
            checked={shown.includes(column)}
            onChange={() => toggle(column)}
          />
          {headingOf(column)}
        </label>
      ))}
    </fieldset>
  );
}
