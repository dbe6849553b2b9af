"use client";
import { useCallback, useId, useRef, useState } from "react";
import type { Box } from "@/lib/place-popover";
import { Button } from "./button";
import { headingOf } from "./cell-content";
import { usePopover } from "./use-popover";

type Props = {
  readonly columns: readonly string[];
  readonly hidden: ReadonlySet<string>;
  readonly onHidden: (hidden: ReadonlySet<string>) => void;
};

function ColumnList({
  columns,
  hidden,
  onHidden,
  anchor,
  onClose,
}: Props & { readonly anchor: Box; readonly onClose: () => void }) {
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

/** Which columns the table shows. */
export function ColumnsPopover(props: Props) {
  const [anchor, setAnchor] = useState<Box | null>(null);
  const wasOpen = useRef(false);
  const close = useCallback(() => setAnchor(null), []);
  const count = props.columns.filter((column) => props.hidden.has(column)).length;
  return (
    <>
      <Button
        aria-expanded={anchor !== null}
        // The press dismisses an open popover by itself; the click after it must not open it again.
        onPointerDown={() => {
          wasOpen.current = anchor !== null;
        }}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          setAnchor(wasOpen.current ? null : box);
          wasOpen.current = false;
        }}
      >
        Columns
        {count > 0 && <span className="text-ink-3">{count} hidden</span>}
      </Button>
      {anchor && <ColumnList {...props} anchor={anchor} onClose={close} />}
    </>
  );
}
