"use client";
/** The state of the timeline's brush. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import type { Bucket } from "./prepare-timeline";
import {
  type BucketRange,
  bucketAt,
  movedRange,
  type RangeEnd,
  rangeOf,
  windowOf,
} from "./select-buckets";

type Window = { readonly fromMs: number; readonly toMs: number };

/** A press that moved less than this is a click and selects nothing. */
const DRAG_PX = 4;

/** The range that is being chosen over bars, by a drag or by the keys of its two ends. */
export function useBrush(
  buckets: readonly Bucket[],
  window: Window,
  onNarrow: (fromMs: number, toMs: number) => void,
) {
  const [range, setRange] = useState<BucketRange | null>(null);
  const [isBrushing, setBrushing] = useState(false);
  const [hovered, setHovered] = useState<number | null>(null);
  const drag = useRef<{ readonly x: number; readonly bucket: number } | null>(null);
  const count = buckets.length;
  const shown = range ?? { first: 0, last: count - 1 };

  const apply = (chosen: BucketRange | null): void => {
    setRange(null);
    const narrowed = chosen && windowOf(chosen, buckets, window);
    if (narrowed) onNarrow(narrowed.fromMs, narrowed.toMs);
  };
  const bucketUnder = (event: PointerEvent<HTMLElement>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return bucketAt((event.clientX - left) / width, count);
  };
  const finish = (isDone: boolean): void => {
    drag.current = null;
    if (isBrushing) apply(isDone ? range : null);
    setBrushing(false);
  };
  const pointer = {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      drag.current = { x: event.clientX, bucket: bucketUnder(event) };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const start = drag.current;
      setHovered(bucketUnder(event));
      if (!start || (!isBrushing && Math.abs(event.clientX - start.x) < DRAG_PX)) return;
      setBrushing(true);
      setRange(rangeOf(start.bucket, bucketUnder(event)));
    },
    onPointerUp: () => finish(true),
    onPointerCancel: () => finish(false),
    onPointerLeave: () => setHovered(null),
  };
  const onEndKey = (end: RangeEnd, event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const moved = movedRange(event.key, end, shown, count);
    if (moved) setRange(moved);
    else if (event.key === "Enter" && range) apply(range);
    else if (event.key === "Escape" && range) setRange(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { range, shown, hovered: isBrushing ? null : hovered, pointer, onEndKey };
}
