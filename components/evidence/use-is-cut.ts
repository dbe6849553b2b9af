"use client";
/** Whether an element has more than it has room for. */
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** Whether the content of an element is higher than it is; looked at again as either changes. */
export function useIsCut<T extends HTMLElement>(): readonly [RefObject<T | null>, boolean] {
  const ref = useRef<T>(null);
  const [isCut, setCut] = useState(false);
  // After each drawing: the content may have changed.
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setCut(element.scrollHeight > element.clientHeight + 1);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  });
  return [ref, isCut];
}
