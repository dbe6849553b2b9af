/** The tooltip of a bar of the timeline. */
import { formatCount } from "@/lib/text/format";
import { formatSpan } from "@/lib/text/time-range";
import type { Outcome } from "@/queries/outcome";
import type { Bucket } from "./prepare-timeline";

/** Outcomes from the axis up, each with its colour. */
export const OUTCOME_COLOURS: readonly { readonly outcome: Outcome; readonly colour: string }[] = [
  { outcome: "success", colour: "var(--success)" },
  { outcome: "denied", colour: "var(--denied)" },
  { outcome: "error", colour: "var(--error)" },
];

type Props = {
  readonly bucket: Bucket;
  /** The position of its bar along the chart, 0 to 1. */
  readonly share: number;
};

/** The time and counts of a bar, next to it on the side with more room. */
export function BucketTooltip({ bucket, share }: Props) {
  const side = share > 0.5 ? { right: `${(1 - share) * 100}%` } : { left: `${share * 100}%` };
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute top-1 z-20 mx-3 rounded-md border border-line bg-panel px-2.5 py-1.5 text-[11.5px] text-ink leading-[17px] shadow-float"
      style={side}
    >
      <div className="whitespace-nowrap text-ink-2">{formatSpan(bucket)} UTC</div>
      {OUTCOME_COLOURS.map(({ outcome, colour }) => (
        <div key={outcome} className="flex items-center gap-1.5">
          <span className="size-2 rounded-[2px]" style={{ background: colour }} />
          {outcome}
          <span className="ml-auto pl-4">{formatCount(bucket[outcome])}</span>
        </div>
      ))}
    </div>
  );
}
