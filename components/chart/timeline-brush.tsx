"use client";
/** The brush of the timeline, which selects a range. */
import type { KeyboardEvent, ReactNode } from "react";
import { formatMoment } from "@/lib/text/format";
import { BucketTooltip } from "./bucket-tooltip";
import type { Bucket } from "./prepare-timeline";
import type { RangeEnd } from "./select-buckets";
import { useBrush } from "./use-brush";

type Window = { readonly fromMs: number; readonly toMs: number };
type Props = {
  readonly buckets: readonly Bucket[];
  readonly window: Window;
  readonly onNarrow: (fromMs: number, toMs: number) => void;
  /** The bars beneath. */
  readonly children: ReactNode;
};

/**
 * Selects a range over bars of equal width, by dragging or with two sliders, Enter and Escape; shows
 * the counts of the bar under the pointer.
 */
export function TimelineBrush({ buckets, window, onNarrow, children }: Props) {
  const { range, shown, hovered, pointer, onEndKey } = useBrush(buckets, window, onNarrow);
  const count = buckets.length;
  const percent = (bucket: number): string => `${(bucket / count) * 100}%`;
  const hoveredBucket = buckets[hovered ?? -1];
  const slider = { count, isVisible: range !== null };

  return (
    <div className="relative h-full cursor-crosshair touch-none select-none" {...pointer}>
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
      <EndSlider
        {...slider}
        end="first"
        at={shown.first}
        ms={buckets[shown.first]?.fromMs ?? 0}
        left={percent(shown.first)}
        onKey={onEndKey}
      />
      <EndSlider
        {...slider}
        end="last"
        at={shown.last}
        ms={buckets[shown.last]?.toMs ?? 0}
        left={`calc(${percent(shown.last + 1)} - 2px)`}
        onKey={onEndKey}
      />
    </div>
  );
}

type SliderProps = {
  readonly end: RangeEnd;
  /** The bar that the end is at, and the time of it. */
  readonly at: number;
  readonly ms: number;
  readonly count: number;
  readonly isVisible: boolean;
  readonly left: string;
  readonly onKey: (end: RangeEnd, event: KeyboardEvent) => void;
};

const NAMES: Readonly<Record<RangeEnd, string>> = {
  first: "Start of the range",
  last: "End of the range",
};

function EndSlider({ end, at, ms, count, isVisible, left, onKey }: SliderProps) {
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={NAMES[end]}
      aria-valuemin={0}
      aria-valuemax={count - 1}
      aria-valuenow={at}
      aria-valuetext={`${formatMoment(ms)} UTC. Enter narrows the time range, Escape clears.`}
      onKeyDown={(event) => onKey(end, event)}
      className={`absolute inset-y-0 w-0.5 outline-offset-2 focus-visible:bg-accent ${isVisible ? "bg-accent" : ""}`}
      style={{ left }}
    />
  );
}
