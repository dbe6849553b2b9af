"use client";
import { useEffect, useRef } from "react";

const HEADING = "[data-answer-heading]";

/** Moves the focus to the answer that is shown, from where a screen reader reads on. */
export const focusAnswer = (): void =>
  document.querySelector<HTMLElement>(HEADING)?.focus({ preventScroll: true });

/**
 * Keeps the focus on the page: when the element that has it goes away with its answer, as after a
 * pivot or a filter, the heading of the next answer gets it.
 */
export function useKeptFocus(): void {
  const last = useRef<EventTarget | null>(null);
  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      last.current = target;
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, []);
  // After each drawing: any of them may have taken the element away.
  useEffect(() => {
    const isGone = last.current instanceof Element && !last.current.isConnected;
    if (isGone && document.activeElement === document.body) focusAnswer();
  });
}
