/** A lane: when a value was used, in a cell. */
import { type Seen, seenText } from "./seen";
import type { LaneSpan } from "./value-evidence";

/** A bar is never narrower, or a single event would not be seen; in hundredths of the lane. */
const LEAST = 1.5;

/** When a value was used, as a bar over the baseline and the range, which is tinted. */
export function Lane({ seen, span }: { readonly seen: Seen; readonly span: LaneSpan }) {
  const at = (ms: number): number =>
    Math.min(1, Math.max(0, (ms - span.fromMs) / (span.toMs - span.fromMs))) * 100;
  const [range, first, last] = [at(span.rangeMs), at(seen.startMs), at(seen.lastMs)];
  const width = Math.max(LEAST, last - first);
  const isNew = seen.startMs >= span.rangeMs && span.rangeMs > span.fromMs;
  return (
    <svg
      role="img"
      aria-label={seenText(seen)}
      className="my-[7px] block h-[14px] w-full"
      viewBox="0 0 100 14"
      preserveAspectRatio="none"
    >
      <rect x={range} y="0" width={100 - range} height="14" className="fill-accent-soft" />
      <rect x="0" y="6.5" width="100" height="1" className="fill-line" />
      <rect
        x={Math.min(first, 100 - width)}
        y="4"
        width={width}
        height="6"
        className={isNew ? "fill-new" : "fill-success"}
      />
    </svg>
  );
}
