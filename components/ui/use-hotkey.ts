"use client";
/** A key that acts anywhere on the page. */
import { useKeydown } from "./use-keydown";

const isDialogOpen = (): boolean => document.querySelector("dialog:modal") !== null;

/** A list, a record or an open panel scrolls or moves by the arrow keys itself. */
const leavesArrows = (target: Element): boolean =>
  target.matches("body, a, button, [tabindex='-1']") && target.closest("aside, [popover]") === null;

/** A key typed into a field is text, and while a dialog is open the page behind it is asleep. */
function isForThePage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return true;
  if (target.isContentEditable || target.closest("input, textarea, select")) return false;
  if (event.key.startsWith("Arrow") && (event.shiftKey || !leavesArrows(target))) return false;
  return !isDialogOpen();
}

/** Control, or Command on a Mac, with the key: from fields too, where it is not text. */
const isWithControl = (event: KeyboardEvent): boolean =>
  !event.defaultPrevented &&
  event.ctrlKey !== event.metaKey &&
  !event.altKey &&
  !event.shiftKey &&
  !isDialogOpen();

/**
 * Runs `action` when one of `keys` is pressed on the page, outside of fields and dialogs; `Control+k`
 * is the key with Control or Command. The browser acts on a key whose action returns false.
 */
export function useHotkey(keys: string, action: () => unknown): void {
  useKeydown((event) => {
    const [plain = "", withControl] = keys.split("+").reverse();
    if (!plain.split(" ").includes(event.key)) return;
    if (withControl === "Control" ? !isWithControl(event) : !isForThePage(event)) return;
    if (action() !== false) event.preventDefault();
  });
}
