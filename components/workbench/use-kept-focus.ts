"use client";
/** The keyboard focus when an answer is replaced. */
import { useEffect, useRef } from "react";
import { CONTENT } from "@/components/shell/skip-link";
import { afterPaint } from "@/components/ui/after-paint";

/** Moves the focus to the answer that is shown, from where a screen reader reads on. */
export const focusAnswer = (): void =>
  document.getElementById(CONTENT)?.focus({ preventScroll: true });

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
  // After each render: any of them may have removed the element. To focus before the paint would
  // lay the page out once more, which takes a quarter of a pivot's time.
  useEffect(() =>
    afterPaint(() => {
      const isGone = last.current instanceof Element && !last.current.isConnected;
      if (isGone && document.activeElement === document.body) focusAnswer();
    }),
  );
}
