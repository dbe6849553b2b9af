/** The pointer and key handlers of user agents by tool; the table handles events for all its rows. */
import type { KeyboardEvent, MouseEvent } from "react";
import type { TreeLine } from "./agent-groups";
import { cellKey, placeUnder } from "./cell-place";
import type { GridFocus } from "./use-grid-focus";

type Tree = {
  readonly lines: readonly TreeLine[];
  readonly focus: GridFocus;
  readonly onFold: (line: TreeLine) => void;
  readonly onOpenMenu: (row: number) => void;
  readonly onCopy: (row: number) => void;
};

/** Right unfolds, then goes in; Left folds, or goes out; Enter does either to a tool. */
function isFoldKey(event: KeyboardEvent, { line }: TreeLine): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  if (event.key === "ArrowLeft") return true;
  return event.key === "ArrowRight" || (line === null && event.key === "Enter");
}

/** The handlers of a tree, from its lines and where its focus is; new with each drawing. */
export function agentEvents({ lines, focus, onFold, onOpenMenu, onCopy }: Tree) {
  const { active, goTo } = focus;
  const goToRow = (row: number): void => goTo({ row, column: 0 }, "focus");

  const onClick = (event: MouseEvent): void => {
    const place = placeUnder(event.target);
    const tree = place && lines[place.row];
    if (!place || !tree || window.getSelection()?.type === "Range") return;
    goToRow(place.row);
    if (tree.line || place.isOnValue) onOpenMenu(place.row);
    else onFold(tree);
  };

  /** The menu of the line, instead of the browser's; Shift opens the browser's. */
  const onContextMenu = (event: MouseEvent): void => {
    const place = placeUnder(event.target);
    if (!place || event.shiftKey || window.getSelection()?.type === "Range") return;
    event.preventDefault();
    goToRow(place.row);
    const open = (): void => onOpenMenu(place.row);
    // While the button is down, its release would dismiss the menu as a press elsewhere does.
    if (event.buttons === 0) open();
    else window.addEventListener("pointerup", () => setTimeout(open), { once: true });
  };

  const foldByKey = (key: string, tree: TreeLine): void => {
    if (tree.line) {
      // Out to the tool; there is nothing further in.
      if (key === "ArrowLeft") goToRow(active.row - tree.position);
    } else if (key === "ArrowRight" && tree.isOpen) goToRow(active.row + 1);
    else if (key !== "ArrowLeft" || tree.isOpen) onFold(tree);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const tree = lines[active.row];
    if (tree && isFoldKey(event, tree)) foldByKey(event.key, tree);
    else if (!focus.onMoveKey(event)) {
      const key = tree ? cellKey(event) : null;
      if (key === null) return;
      if (key === "copy") onCopy(active.row);
      else onOpenMenu(active.row);
    }
    event.preventDefault();
  };
  return { onClick, onContextMenu, onKeyDown };
}
