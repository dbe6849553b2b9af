"use client";
/** The Escape key anywhere on the page. */
import { useEffect, useEffectEvent } from "react";

/** What the key closes or clears by itself. */
const isTaken = ({ target, defaultPrevented }: KeyboardEvent): boolean =>
  defaultPrevented ||
  document.querySelector("dialog:modal, :popover-open") !== null ||
  (target instanceof Element && target.closest("input, textarea, select") !== null);

/** Runs `action` at the Escape key, unless a field, a dialog or a menu takes it; null does nothing. */
export function useEscape(action: (() => void) | null): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || action === null || isTaken(event)) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
