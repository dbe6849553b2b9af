"use client";
/** The keys of the event sheet. */
import { useEffect, useEffectEvent } from "react";

type Keys = {
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
  readonly onClose: () => void;
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));

/** `[` and `]` go to the previous and next event, Escape closes; anywhere except in a text field. */
export function useSheetKeys({ onPrevious, onNext, onClose }: Keys): void {
  // Keys that follow one another quickly must each start from the record that is shown.
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    // Escape closes an open popover or dialog first.
    if (document.querySelector(":popover-open, dialog[open]")) return;
    if (isTyping(event.target)) return;
    const act = { "[": onPrevious, "]": onNext, Escape: onClose }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
