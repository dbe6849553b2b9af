"use client";
/** The list of the columns shown, in the column chooser. */
import { type KeyboardEvent, useId } from "react";
import { headingOf } from "@/components/cell/column-heading";
import type { FieldName } from "@/queries/fields";
import { ColumnName } from "./column-name";
import { useDragOrder } from "./use-drag-order";

type Props = {
  /** In the order of the table. */
  readonly columns: readonly string[];
  /** False while a search hides some of them. */
  readonly canMove: boolean;
  readonly placeOf: (column: string) => number;
  readonly missing: readonly FieldName[];
  readonly onToggle: (column: string) => void;
  /** `control` is the one that gets the focus again. */
  readonly onMove: (column: string, to: number, control: string) => void;
};

/** The height of a line, which a drag counts in, pixels. */
const LINE_HEIGHT = 28;

const MOVE_BUTTON =
  "size-6 shrink-0 rounded text-ink-3 hover:bg-line hover:text-ink aria-disabled:opacity-40";

/** The columns shown: each can be hidden, and moved by its handle, its buttons, or Alt and an arrow. */
export function ShownColumns({ columns, canMove, placeOf, missing, onToggle, onMove }: Props) {
  const id = useId();
  const drag = useDragOrder(columns, LINE_HEIGHT, (column, to) => onMove(column, to, column));
  if (columns.length === 0) return null;
  const moveByKey = (column: string) => (event: KeyboardEvent) => {
    if (!canMove || !event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onMove(column, placeOf(column) + (event.key === "ArrowUp" ? -1 : 1), column);
  };
  return (
    <fieldset>
      <legend className="px-2 pt-1 pb-0.5 text-[11.5px] text-ink-3">Columns shown</legend>
      {drag.order.map((column) => (
        <div
          key={column}
          style={{ height: LINE_HEIGHT }}
          className={`flex items-center rounded-md pr-1 ${drag.dragged === column ? "bg-accent-soft" : "hover:bg-line-soft"}`}
        >
          {canMove && (
            <span
              aria-hidden="true"
              title="Drag to move"
              onPointerDown={drag.start(column)}
              className="flex h-full w-5 shrink-0 cursor-grab touch-none items-center justify-center text-ink-3"
            >
              ⠿
            </span>
          )}
          <label
            htmlFor={`${id}${column}`}
            className={`flex h-full min-w-0 flex-1 items-center gap-2 ${canMove ? "" : "pl-2"}`}
          >
            <input
              id={`${id}${column}`}
              type="checkbox"
              data-choice={column}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
              className="accent-accent"
              checked
              onChange={() => onToggle(column)}
              onKeyDown={moveByKey(column)}
            />
            <ColumnName column={column} missing={missing} />
          </label>
          {canMove &&
            [-1, 1].map((by) => {
              const to = placeOf(column) + by;
              const control = `${by < 0 ? "up" : "down"} ${column}`;
              return (
                <button
                  key={by}
                  type="button"
                  data-choice={control}
                  aria-label={`Move ${headingOf(column)} ${by < 0 ? "up" : "down"}`}
                  aria-disabled={to < 0 || to >= columns.length}
                  onClick={() => onMove(column, to, control)}
                  className={MOVE_BUTTON}
                >
                  <span aria-hidden="true">{by < 0 ? "↑" : "↓"}</span>
                </button>
              );
            })}
        </div>
      ))}
    </fieldset>
  );
}
