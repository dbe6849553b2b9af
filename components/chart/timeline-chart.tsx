"use client";
/** The bars of the timeline, drawn by Recharts. */
import { Bar, BarChart, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { OUTCOME_COLOURS } from "./bucket-tooltip";
import type { Bucket } from "./prepare-timeline";

type Props = {
  readonly buckets: readonly Bucket[];
  /** The count at the upper edge. */
  readonly top: number;
};

/** The stacked bars. Loaded when first shown, since Recharts weighs more than the page. */
export function TimelineChart({ buckets, top }: Props) {
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
