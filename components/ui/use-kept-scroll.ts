"use client";
/** Scroll positions: after Back or Forward, an answer is where it was left. */
import { type RefObject, useLayoutEffect, useRef } from "react";

/** How far an element and what scrolls around it are scrolled, pixels. */
type Scrolled = { readonly own: number; readonly around: number };

/** The position in which each address was left, in this tab. */
const left = new Map<string, Scrolled>();

/** What led here last: the browser's history, or a click or a key on the page. */
let lastEvent = "";
if (typeof window !== "undefined") {
  for (const name of ["popstate", "pointerdown", "keydown"])
    window.addEventListener(name, ({ type }) => {
      lastEvent = type;
    });
}

/** Rows that are at hand are drawn while the event is handled, before the listener above hears of it. */
const isReturn = (): boolean => lastEvent === "popstate" || window.event?.type === "popstate";

/** The nearest ancestor that is scrolled. */
function scrollerAround({ parentElement }: HTMLElement): HTMLElement | null {
  if (parentElement === null) return null;
  const { scrollHeight, clientHeight } = parentElement;
  const isScroller = /auto|scroll/.test(getComputedStyle(parentElement).overflowY);
  return isScroller && scrollHeight > clientHeight ? parentElement : scrollerAround(parentElement);
}

/**
 * Keeps how far an element, or what scrolls around it, is scrolled, and scrolls there when the history
 * leads back to the address. The rows have to be there when the element is mounted.
 */
export function useKeptScroll(element: RefObject<HTMLElement | null>, address: string): void {
  const scrolled = useRef<Scrolled>({ own: 0, around: 0 });
  useLayoutEffect(() => {
    const own = element.current;
    if (!own) return;
    const before = isReturn() ? left.get(address) : undefined;
    if (before) {
      scrolled.current = before;
      if (before.own > 0) own.scrollTop = before.own;
      const around = before.around > 0 ? scrollerAround(own) : null;
      if (around) around.scrollTop = before.around;
    }
    // A position is noted while it is scrolled: to read it when the rows go would lay out the page.
    const note = ({ target }: Event): void => {
      if (!(target instanceof HTMLElement) || !target.contains(own)) return;
      const { scrollTop } = target;
      scrolled.current = { ...scrolled.current, [target === own ? "own" : "around"]: scrollTop };
    };
    const options = { capture: true, passive: true };
    document.addEventListener("scroll", note, options);
    return () => {
      document.removeEventListener("scroll", note, options);
      left.set(address, scrolled.current);
    };
  }, [element, address]);
}
