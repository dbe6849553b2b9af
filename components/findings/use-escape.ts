"use client";
/** The Escape key anywhere on the page. */
import { useKeydown } from "@/components/ui/use-keydown";

/** What the key closes or clears by itself. */
const isTaken = ({ target, defaultPrevented }: KeyboardEvent): boolean =>
  defaultPrevented ||
  document.querySelector("dialog:modal, :popover-open") !== null ||
  (target instanceof Element && target.closest("input, textarea, select") !== null);

/** Runs `action` at the Escape key, unless a field, a dialog or a menu takes it; null does nothing. */
export function useEscape(action: (() => void) | null): void {
  useKeydown((event) => {
    if (event.key !== "Escape" || action === null || isTaken(event)) return;
    event.preventDefault();
    action();
  });
}
