"use client";
/** The choice of a time range over the activity's bars. */
import { type FocusEvent, type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { moveEnd } from "@/components/chart/select-buckets";
import type { Scope } from "@/queries/scope";
import { type ActivityBar, barAt, windowOfBars } from "./prepare-activity";

type Window = Pick<Scope, "fromMs" | "toMs">;

/** The bars of a drag or a Shift selection, from its start to where it is. */
type Span = { readonly anchor: number; readonly end: number };

/** The bars that are being chosen for a time range, by a drag or by the keys. */
export function useBarSpan(
  bars: readonly ActivityBar[],
  chosen: Window,
  onChoose: (window: Window) => void,
) {
  const [span, setSpan] = useState<Span | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const [isFocused, setFocused] = useState(false);
  const isDragging = useRef(false);

  const firstChosen = bars.findIndex(({ toMs }) => toMs > chosen.fromMs);
  const current = span?.end ?? Math.max(0, firstChosen);
  const picked = span && windowOfBars(bars, span.anchor, span.end);

  const apply = (window: Window | null): void => {
    setSpan(null);
    if (window) onChoose(window);
  };
  const barUnder = (event: PointerEvent<HTMLElement>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return barAt(bars, (event.clientX - left) / width);
  };
  const finish = (isDone: boolean): void => {
    if (!isDragging.current) return;
    isDragging.current = false;
    apply(isDone ? picked : null);
  };
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      isDragging.current = true;
      const at = barUnder(event);
      setSpan({ anchor: at, end: at });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const at = barUnder(event);
      setHovered(at);
      if (isDragging.current) setSpan((before) => before && { ...before, end: at });
    },
    onPointerUp: () => finish(true),
    onPointerCancel: () => finish(false),
    onPointerLeave: () => setHovered(null),
    onKeyDown: (event: KeyboardEvent): void => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const anchor = span?.anchor ?? current;
      const to = moveEnd(event.key, current, bars.length);
      if (to !== null) setSpan({ anchor: event.shiftKey ? anchor : to, end: to });
      else if (event.key === "Enter") apply(windowOfBars(bars, anchor, current));
      else if (event.key === "Escape" && span) setSpan(null);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    onFocus: ({ currentTarget }: FocusEvent<HTMLElement>): void =>
      setFocused(currentTarget.matches(":focus-visible")),
    onBlur: () => {
      setFocused(false);
      setSpan(null);
    },
  };
  return {
    /** The bar that the keys are on. */
    current,
    /** The window of the bars chosen so far. */
    picked,
    /** The bar whose count is shown. */
    marked: span !== null || isFocused ? current : hovered,
    handlers,
  };
}
