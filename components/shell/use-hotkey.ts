"use client";
import { useEffect, useEffectEvent } from "react";

/** A key typed into a field is text, and while a dialog is open the page behind it is asleep. */
function isForThePage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return true;
  if (target.isContentEditable || target.closest("input, textarea, select")) return false;
  return document.querySelector("dialog:modal") === null;
}

/** Runs `action` when `key` is pressed on the page, outside of fields and dialogs. */
export function useHotkey(key: string, action: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== key || !isForThePage(event)) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
