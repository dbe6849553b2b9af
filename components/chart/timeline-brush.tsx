"use client";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { formatMoment } from "@/lib/text/format";
import { BucketTooltip } from "./bucket-tooltip";
import type { Bucket } from "./prepare-timeline";
import { type BucketRange, bucketAt, moveEnd, rangeOf, windowOf } from "./select-buckets";

type Window = { readonly fromMs: number; readonly toMs: number };
type Props = {
  readonly buckets: readonly Bucket[];
  readonly window: Window;
  readonly onNarrow: (fromMs: number, toMs: number) => void;
  /** The bars beneath. */
  readonly children: ReactNode;
};

/** A press that moved less than this is a click, and does nothing. */
const DRAG_PX = 4;

/**
 * Chooses a range over bars of equal width, by dragging or with two sliders, Enter and Escape; says
 * what the bar under the pointer counts.
 */
export function TimelineBrush({ buckets, window, onNarrow, children }: Props) {
  const [range, setRange] = useState<BucketRange | null>(null);
  const [isBrushing, setBrushing] = useState(false);
  const [hovered, setHovered] = useState<number | null>(null);
  const drag = useRef<{ readonly x: number; readonly bucket: number } | null>(null);
  const count = buckets.length;

  const apply = (chosen: BucketRange | null): void => {
    setRange(null);
    const narrowed = chosen && windowOf(chosen, buckets, window);
    if (narrowed) onNarrow(narrowed.fromMs, narrowed.toMs);
  };
  const bucketUnder = (event: PointerEvent<HTMLElement>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return bucketAt((event.clientX - left) / width, count);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    drag.current = { x: event.clientX, bucket: bucketUnder(event) };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const start = drag.current;
    setHovered(bucketUnder(event));
    if (!start || (!isBrushing && Math.abs(event.clientX - start.x) < DRAG_PX)) return;
    setBrushing(true);
    setRange(rangeOf(start.bucket, bucketUnder(event)));
  };
  const finish = (isDone: boolean): void => {
    drag.current = null;
    if (isBrushing) apply(isDone ? range : null);
    setBrushing(false);
  };

  const shown = range ?? { first: 0, last: count - 1 };
  const onSliderKey = (end: "first" | "last") => (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = moveEnd(event.key, shown[end], count);
    if (to !== null)
      setRange(
        end === "first"
          ? { ...shown, first: Math.min(to, shown.last) }
          : { ...shown, last: Math.max(to, shown.first) },
      );
    else if (event.key === "Enter" && range) apply(range);
    else if (event.key === "Escape" && range) setRange(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const hoveredBucket = hovered === null || isBrushing ? undefined : buckets[hovered];
  const percent = (bucket: number): string => `${(bucket / count) * 100}%`;
  const slider = (end: "first" | "last") => {
    const bucket = buckets[shown[end]];
    const ms = (end === "first" ? bucket?.fromMs : bucket?.toMs) ?? 0;
    return (
      <div
        role="slider"
        tabIndex={0}
        aria-label={end === "first" ? "Start of the range" : "End of the range"}
        aria-valuemin={0}
        aria-valuemax={count - 1}
        aria-valuenow={shown[end]}
        aria-valuetext={`${formatMoment(ms)} UTC. Enter narrows the time range, Escape clears.`}
        onKeyDown={onSliderKey(end)}
        className={`absolute inset-y-0 w-0.5 outline-offset-2 focus-visible:bg-accent ${range ? "bg-accent" : ""}`}
        style={
          end === "first"
            ? { left: percent(shown.first) }
            : { left: `calc(${percent(shown.last + 1)} - 2px)` }
        }
      />
    );
  };

  return (
    <div
      className="relative h-full cursor-crosshair touch-none select-none"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => finish(true)}
      onPointerCancel={() => finish(false)}
      onPointerLeave={() => setHovered(null)}
    >
      {children}
      {hovered !== null && hoveredBucket && (
        <>
          <div
            className="pointer-events-none absolute inset-y-0 bg-ink/5"
            style={{ left: percent(hovered), width: percent(1) }}
          />
          <BucketTooltip bucket={hoveredBucket} share={(hovered + 0.5) / count} />
        </>
      )}
      {range && (
        <div
          className="pointer-events-none absolute inset-y-0 bg-accent/15"
          style={{ left: percent(range.first), width: percent(range.last - range.first + 1) }}
        />
      )}
      {slider("first")}
      {slider("last")}
    </div>
  );
}
