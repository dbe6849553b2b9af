"use client";
/** The bars of counts, drawn by Recharts. */
import { Bar, BarChart, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { Bar as BarModel } from "./prepare-bars";

/** The bars next to their labels, one to a line. Loaded when first shown. */
export function BarsChart({ bars }: { readonly bars: readonly BarModel[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        layout="vertical"
        data={bars.map((bar, place) => ({
          place,
          value: bar.value,
          fill: bar.index === null ? "var(--success)" : "var(--accent)",
        }))}
        margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
        barCategoryGap="22%"
        accessibilityLayer={false}
      >
        <XAxis type="number" hide domain={[0, "dataMax"]} />
        <YAxis type="category" dataKey="place" hide />
        <Bar dataKey="value" isAnimationActive={false} minPointSize={2} radius={[0, 3, 3, 0]} />
      </BarChart>
    </ResponsiveContainer>
  );
}
