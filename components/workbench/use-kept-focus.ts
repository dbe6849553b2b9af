"use client";
/** The keyboard focus when an answer is replaced. */
import { useEffect, useRef } from "react";
import { CONTENT } from "@/components/shell/skip-link";
import { afterPaint } from "@/components/ui/after-paint";

/** Moves the focus to the answer that is shown, from where a screen reader reads on. */
export function focusAnswer(): void {
  document.getElementById(CONTENT)?.focus({ preventScroll: true });
}

/**
 * Keeps the focus on the page: when the element that has it goes away with its answer, as after a
 * pivot or a filter, `focus` gives it to what is there, by default the heading of the next answer.
 * @param within a selector of what an element has to be in
 */
export function useKeptFocus(focus = focusAnswer, within = "body"): void {
  const last = useRef<Element | null>(null);
  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      last.current = target instanceof Element && target.closest(within) ? target : null;
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, [within]);
  // After each render: any of them may have removed the element. To focus before the paint would
  // lay the page out once more, which takes a quarter of a pivot's time.
  useEffect(() =>
    afterPaint(() => {
      const isGone = last.current?.isConnected === false;
      if (isGone && document.activeElement === document.body) focus();
    }),
  );
}
