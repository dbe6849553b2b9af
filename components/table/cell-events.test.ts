import type { KeyboardEvent } from "react";
import { expect, it } from "vitest";
import type { Row } from "@/lib/api/run";
import { cellEvents } from "./cell-events";
import type { TableView } from "./table-view";

const nothing = (): void => undefined;
const ROWS: readonly Row[] = [["a"], ["b"], ["c"]];

/** The ids of the rows that are opened when these keys are released in the row at `active`. */
function openedBy(
  active: number,
  keys: readonly Partial<KeyboardEvent>[],
  { openEventId = "a" as string | null, isListing = true } = {},
): readonly unknown[] {
  const opened: unknown[] = [];
  const view = { rowAt: (position: number) => ROWS[position] } as TableView;
  const { onKeyUp } = cellEvents({
    grid: { current: null },
    view,
    focus: { active: { row: active, column: 0 }, goTo: nothing, onMoveKey: () => true },
    isListing,
    isAnotherOpen: ([id]) => openEventId !== null && id !== openEventId,
    onTouchListing: nothing,
    onOpenRow: (row, _, isPassed) => opened.push([row[0], isPassed]),
    onOpenMenu: nothing,
    onLikely: nothing,
    onCopy: nothing,
  });
  for (const key of keys) onKeyUp(key as KeyboardEvent);
  return opened;
}

const key = (name: string, more = {}) => ({ key: name, ...more });

it("a key that moves to another row opens its record, where one is open", () => {
  for (const name of ["ArrowDown", "ArrowUp", "j", "k", "PageDown", "PageUp"])
    expect(openedBy(1, [key(name)])).toEqual([["b", true]]);
  expect(openedBy(2, [key("End", { ctrlKey: true })])).toEqual([["c", true]]);
});

it("opens none where none is open, in the same row, on the headings, or without a move", () => {
  expect(openedBy(1, [key("ArrowDown")], { openEventId: null })).toEqual([]);
  expect(openedBy(1, [key("ArrowDown")], { isListing: false })).toEqual([]);
  expect(openedBy(0, [key("ArrowUp")])).toEqual([]);
  expect(openedBy(-1, [key("ArrowUp")])).toEqual([]);
  const others = ["ArrowRight", "Home", "Enter", "Tab", "c"].map((name) => key(name));
  expect(openedBy(1, [...others, key("ArrowDown", { altKey: true })])).toEqual([]);
});
