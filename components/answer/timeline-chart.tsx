"use client";
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { Bucket } from "@/lib/chart/prepare-timeline";
import { formatCount } from "@/lib/format";
import { formatSpan } from "@/lib/time-range";
import type { Outcome } from "@/queries/fields";

/** Outcomes from the axis up, each with its colour. */
const OUTCOME_COLOURS: readonly { readonly outcome: Outcome; readonly colour: string }[] = [
  { outcome: "success", colour: "var(--success)" },
  { outcome: "denied", colour: "var(--denied)" },
  { outcome: "error", colour: "var(--error)" },
];

function BucketTooltip({ bucket }: { readonly bucket: Bucket }) {
  return (
    <div className="rounded-md border border-line bg-panel px-2.5 py-1.5 text-[11.5px] text-ink shadow-float">
      <div className="text-ink-2">{formatSpan(bucket)} UTC</div>
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

type Props = {
  readonly buckets: readonly Bucket[];
  /** The count at the upper edge. */
  readonly top: number;
  readonly isBrushing: boolean;
};

/** The stacked bars. Loaded when first shown, since Recharts weighs more than the page. */
export function TimelineChart({ buckets, top, isBrushing }: Props) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={[...buckets]}
        margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
        barCategoryGap={1}
        accessibilityLayer={false}
      >
        <XAxis dataKey="fromMs" hide />
        <YAxis hide domain={[0, top]} />
        {!isBrushing && (
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: "var(--line)", opacity: 0.6 }}
            wrapperStyle={{ zIndex: 20 }}
            content={({ label }) => {
              const bucket = buckets.find(({ fromMs }) => fromMs === label);
              return bucket ? <BucketTooltip bucket={bucket} /> : null;
            }}
          />
        )}
        {OUTCOME_COLOURS.map(({ outcome, colour }) => (
          <Bar
            key={outcome}
            dataKey={outcome}
            stackId="outcome"
            fill={colour}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
