"use client";
/** Whether an element has more than it has room for. */
import { type RefCallback, type RefObject, useCallback, useRef, useState } from "react";

type Box<T> = {
  /** The `ref` of the element, whose only child holds its content. */
  readonly attach: RefCallback<T>;
  readonly element: RefObject<T | null>;
  /** The content is higher than the element. */
  readonly isCut: boolean;
};

/** Compares the height of an element with that of its content, again as either changes. */
export function useIsCut<T extends HTMLElement>(): Box<T> {
  const element = useRef<T | null>(null);
  const [isCut, setCut] = useState(false);
  const attach = useCallback((box: T | null) => {
    element.current = box;
    if (!box) return;
    // The observer reports at once, after the layout that this frame needs anyway: measuring after
    // each drawing would lay out the page once more.
    const observer = new ResizeObserver(() => setCut(box.scrollHeight > box.clientHeight + 1));
    for (const part of [box, ...box.children]) observer.observe(part);
    return () => observer.disconnect();
  }, []);
  return { attach, element, isCut };
}
