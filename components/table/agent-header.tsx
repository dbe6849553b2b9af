"use client";
/** The headings of the table of user agents. */
import type { Sort } from "@/lib/investigation/investigation";
import { type CellPlace, cellId } from "./cell-place";
import { nextSort } from "./table-header";

type Props = {
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
  /** Where the keyboard is. */
  readonly active: CellPlace;
};

const TEXT = "px-2 font-medium text-[11.5px] text-ink-3 leading-[29px]";

/** The headings of user agents by tool: a click on the first or the last sorts. */
export function AgentHeader({ sort, onSort, active }: Props) {
  const heading = (column: string, columnAt: number, text: string) => {
    const isSorted = sort?.column === column;
    return (
      <th
        scope="col"
        aria-sort={isSorted ? (sort.descending ? "descending" : "ascending") : "none"}
        className={`min-w-0 font-normal ${columnAt > 0 ? "text-right" : "text-left"}`}
      >
        <button
          type="button"
          data-cell={cellId(-1, columnAt)}
          tabIndex={active.row < 0 && active.column === columnAt ? 0 : -1}
          onClick={() => onSort(nextSort(sort, column))}
          className={`block w-full truncate outline-offset-[-2px] [text-align:inherit] hover:text-ink ${TEXT}`}
        >
          {text}
          {isSorted && <span aria-hidden="true"> {sort.descending ? "↓" : "↑"}</span>}
        </button>
      </th>
    );
  };
  return (
    <thead className="sticky top-0 z-10 block border-line border-b bg-panel">
      <tr aria-rowindex={1} className="grid h-[30px] grid-cols-(--columns) bg-panel">
        {heading("useragent", 0, "Tool and user agent")}
        <th scope="col" className={`text-left max-sm:hidden ${TEXT}`}>
          Version
        </th>
        {heading("total", 1, "Events")}
      </tr>
    </thead>
  );
}
