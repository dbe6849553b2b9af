/** The brush as arithmetic: two ends in any order become a range of whole buckets. */
import type { Bucket } from "./prepare-timeline";

/** Indexes of the first and the last bucket chosen, both included. */
export type BucketRange = { readonly first: number; readonly last: number };

export type RangeEnd = "first" | "last";

/** The bucket under a point, as a share of the chart's width; points outside take the nearest. */
export function bucketAt(share: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
}

/** A range from two ends, whichever way it was dragged. */
export function rangeOf(a: number, b: number): BucketRange {
  return {
    first: Math.min(a, b),
    last: Math.max(a, b),
  };
}

/** The window of a range, never wider than the answer's own; null when nothing is left. */
export function windowOf(
  range: BucketRange,
  buckets: readonly Bucket[],
  window: { readonly fromMs: number; readonly toMs: number },
): { readonly fromMs: number; readonly toMs: number } | null {
  const [first, last] = [buckets[range.first], buckets[range.last]];
  if (!first || !last) return null;
  const fromMs = Math.max(first.fromMs, window.fromMs);
  const toMs = Math.min(last.toMs, window.toMs);
  return fromMs < toMs ? { fromMs, toMs } : null;
}

/** How a key moves one end of the range; null for keys that do not. */
export function moveEnd(key: string, index: number, count: number): number | null {
  const within = (to: number): number => Math.min(count - 1, Math.max(0, to));
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return within(index - 1);
    case "ArrowRight":
    case "ArrowUp":
      return within(index + 1);
    case "PageDown":
      return within(index - 10);
    case "PageUp":
      return within(index + 10);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** The range after a key on one of its ends, which never passes the other; null for other keys. */
export function movedRange(
  key: string,
  end: RangeEnd,
  range: BucketRange,
  count: number,
): BucketRange | null {
  const to = moveEnd(key, range[end], count);
  if (to === null) return null;
  return end === "first"
    ? { ...range, first: Math.min(to, range.last) }
    : { ...range, last: Math.max(to, range.first) };
}
