"use client";
/** Which rows of a scrolled table are drawn. */
import {
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useReducer,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import { drawRows, inRowOrder, isInRowOrder, type RowSlots, rowsAFrame } from "./row-slots";

/** Rows drawn beyond each edge, so that a key or a wheel step shows no gap. */
const BEYOND = 5;
/** New rows of a frame, before it is known how many fit. */
const FIRST_GUESS = 14;
/** Fewer rows are too few to measure the time of one. */
const TELLING = 4;
/** The elements are sorted this long after the last drawing, for screen readers. */
const RESTS_AFTER_MS = 250;
/** Before the first measurement: what a laptop shows beside a chart. */
const AT_FIRST = 24;

type Range = { readonly first: number; readonly end: number };

/** The rows `[first, end)` that a scroll position shows, and a few beyond. */
export function visibleRange(
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
): Range {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - BEYOND);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + BEYOND);
  // Fewer rows than before can leave the position past the end for a moment.
  return { first: Math.min(first, Math.max(0, end - 1)), end };
}

/** The rows to draw: the kept one first, for the focus may wait for it. */
function rowsToDraw({ first, end }: Range, count: number, kept: number): readonly number[] {
  const last = Math.min(end, count);
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  return kept >= 0 && kept < count ? [kept, ...rows.filter((row) => row !== kept)] : rows;
}

/**
 * The indexes of the rows to draw of a list whose rows are all of one height, always with the
 * `kept` one; each with the number of the element to draw it in.
 *
 * `@tanstack/react-virtual` 3.14 draws all new rows in one frame. In its place it had 29 tasks over
 * 50 ms in a scroll through 100,000 rows, the longest 159 ms; this code had 2, and 59 ms (medians of
 * nine scrolls, `npm run bench -- --only table` in turn). It weighs 10.6 KB after gzip, this 1.0 KB.
 */
export function useVisibleRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  kept: number,
): RowSlots {
  const slots = useRef<RowSlots>(new Map());
  /** Nothing is scrolled, and there is time to put the elements in order. */
  const isResting = useRef(false);
  const most = useRef(FIRST_GUESS);
  const drawn = useRef(0);
  const [range, setRange] = useState<Range>({ first: 0, end: AT_FIRST });
  const [, drawOn] = useReducer((drawings: number) => drawings + 1, 0);

  /** At once: rows that came a frame late would show as a gap. */
  const draw = useCallback(
    (act: () => void) => {
      const startedMs = performance.now();
      drawn.current = 0;
      flushSync(act);
      // Reading a size forces the layout now that the browser would do at the end of the frame.
      void scroller.current?.offsetHeight;
      if (drawn.current >= TELLING)
        most.current = rowsAFrame(drawn.current, performance.now() - startedMs);
    },
    [scroller],
  );
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = (): void =>
      setRange((now) => {
        const next = visibleRange(element.scrollTop, element.clientHeight, rowHeight, count);
        return next.first === now.first && next.end === now.end ? now : next;
      });
    const onScroll = (): void => draw(measure);
    // The observer reports at once, after the layout that this frame needs anyway: measuring
    // here would lay out the page before the rest of it is drawn.
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [scroller, count, rowHeight, draw]);

  const drawing = drawRows(slots.current, rowsToDraw(range, count, kept), most.current);
  drawn.current += drawing.drawn;
  slots.current = isResting.current ? inRowOrder(drawing.slots) : drawing.slots;
  isResting.current = false;
  useEffect(() => {
    if (drawing.isWhole && isInRowOrder(slots.current)) return;
    // Not in the next animation callback, which after a scroll is still of the same frame.
    const timer = setTimeout(
      () => {
        isResting.current = drawing.isWhole;
        draw(drawOn);
      },
      drawing.isWhole ? RESTS_AFTER_MS : 0,
    );
    return () => clearTimeout(timer);
  });
  return slots.current;
}
