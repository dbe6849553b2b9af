"use client";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { type Bucket, prepareTimeline } from "@/lib/chart/prepare-timeline";
import type { Row } from "@/lib/engine/port";
import { formatCount, formatCounted, formatMoment } from "@/lib/format";
import { TimelineBrush } from "./timeline-brush";

const TimelineChart = dynamic(
  () => import("./timeline-chart").then((module) => module.TimelineChart),
  { ssr: false, loading: () => <div className="h-full animate-pulse bg-line-soft" /> },
);

export type TimelineProps = {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly fromMs: number;
  readonly toMs: number;
  /** The rows are only the first of the answer. */
  readonly isPartial: boolean;
  /** Rows of the whole answer, where it is known. */
  readonly totalRows?: number | undefined;
  readonly onNarrow: (fromMs: number, toMs: number) => void;
};

const LEGEND = [
  { outcome: "success", swatch: "bg-success" },
  { outcome: "denied", swatch: "bg-denied" },
  { outcome: "error", swatch: "bg-error" },
] as const;

/** The same in words and numbers, for whoever cannot see the bars. */
function TimelineTable({ buckets }: { readonly buckets: readonly Bucket[] }) {
  const busy = buckets.filter((bucket) => bucket.success + bucket.denied + bucket.error > 0);
  return (
    // A table grows with its rows, whatever height it is given: the box around it is what hides it.
    <div className="sr-only">
      <table>
        <caption>
          Events over time, UTC; {buckets.length - busy.length} times without events left out
        </caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            {LEGEND.map(({ outcome }) => (
              <th key={outcome} scope="col">
                {outcome}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {busy.map((bucket) => (
            <tr key={bucket.fromMs}>
              <th scope="row">{formatMoment(bucket.fromMs)}</th>
              {LEGEND.map(({ outcome }) => (
                <td key={outcome}>{bucket[outcome]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A listing's events over time, stacked by outcome; a dragged range narrows the window. */
export function Timeline(props: TimelineProps) {
  const { columns, rows, fromMs, toMs, isPartial, totalRows, onNarrow } = props;
  const { buckets, bucketLabel, totals, untold, isZoomed } = useMemo(
    () => prepareTimeline(columns, rows, { fromMs, toMs, isPartial }),
    [columns, rows, fromMs, toMs, isPartial],
  );
  const window = useMemo(() => ({ fromMs, toMs }), [fromMs, toMs]);
  const [first, last] = [buckets.at(0), buckets.at(-1)];

  return (
    <section
      aria-label="Events over time"
      className="rounded-[10px] border border-line bg-panel px-3 pt-2 pb-1"
    >
      <div className="flex flex-wrap items-center gap-x-3.5 text-[11.5px] text-ink-2">
        {LEGEND.map(({ outcome, swatch }) => (
          <span key={outcome} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={`size-[9px] rounded-[2px] ${swatch}`} />
            {outcome} {formatCount(totals[outcome])}
          </span>
        ))}
        {untold > 0 && (
          <span>
            {formatCounted(untold, "console sign-in")}: the record tells whether it failed
          </span>
        )}
        {isPartial && (
          <span className="text-ink">
            first {formatCount(rows.length)}
            {totalRows === undefined ? " events only" : ` of ${formatCount(totalRows)} events`}
          </span>
        )}
        {isZoomed && <span>the part of the window with events</span>}
        <span className="ml-auto">drag to narrow · {bucketLabel} buckets · UTC</span>
      </div>
      <div className="mt-1.5 h-[84px]">
        <TimelineBrush
          key={`${fromMs} ${toMs} ${buckets.length}`}
          buckets={buckets}
          window={window}
          onNarrow={onNarrow}
        >
          {(isBrushing) => (
            <div aria-hidden="true" className="h-full [&_*]:outline-none">
              <TimelineChart buckets={buckets} isBrushing={isBrushing} />
            </div>
          )}
        </TimelineBrush>
      </div>
      {first && last && (
        <div
          aria-hidden="true"
          className="flex justify-between border-line border-t pt-0.5 text-[11px] text-ink-3"
        >
          <span>{formatMoment(first.fromMs)}</span>
          <span>{formatMoment(last.toMs)}</span>
        </div>
      )}
      <TimelineTable buckets={buckets} />
    </section>
  );
}
