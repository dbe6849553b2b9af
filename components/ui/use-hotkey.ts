"use client";
/** A key that acts anywhere on the page. */
import { useKeydown } from "./use-keydown";

const isDialogOpen = (): boolean => document.querySelector("dialog:modal") !== null;

/** A key typed into a field is text, and while a dialog is open the page behind it is asleep. */
function isForThePage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return true;
  if (target.isContentEditable || target.closest("input, textarea, select")) return false;
  return !isDialogOpen();
}

/** Control, or Command on a Mac, with the key: from fields too, where it is no text. */
const isWithControl = (event: KeyboardEvent): boolean =>
  !event.defaultPrevented &&
  event.ctrlKey !== event.metaKey &&
  !event.altKey &&
  !event.shiftKey &&
  !isDialogOpen();

/**
 * Runs `action` when `key` is pressed on the page, outside of fields and dialogs; `Control+k` is the
 * key with Control or Command.
 */
export function useHotkey(key: string, action: () => void): void {
  useKeydown((event) => {
    const [plain = "", withControl] = key.split("+").reverse();
    if (event.key !== plain) return;
    if (withControl === "Control" ? !isWithControl(event) : !isForThePage(event)) return;
    event.preventDefault();
    action();
  });
}
