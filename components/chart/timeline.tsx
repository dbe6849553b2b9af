"use client";
/** The chart of a listing: events over time. */
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { loadCode } from "@/components/ui/load-code";
import type { Row } from "@/lib/api/run";
import { formatCount } from "@/lib/text/format";
import { formatDays, formatSpan } from "@/lib/text/time-range";
import type { Filter } from "@/queries/filters";
import type { Outcome } from "@/queries/outcome";
import { onlyOutcome, toggleOutcome } from "./outcome-filter";
import { countTicks, timeTicks } from "./prepare-axis";
import { type Bucket, prepareTimeline, type Timeline as TimelineModel } from "./prepare-timeline";
import { TimelineAxes } from "./timeline-axes";
import { TimelineBrush } from "./timeline-brush";

const TimelineChart = dynamic(
  () => loadCode(() => import("./timeline-chart")).then((module) => module.TimelineChart),
  { ssr: false, loading: () => <div className="h-full animate-pulse bg-line-soft" /> },
);

export type TimelineProps = {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Whether the rows are only the first of the answer. */
  readonly isPartial: boolean;
  /** The row count of the whole answer, if known. */
  readonly totalRows?: number | undefined;
  readonly filters: readonly Filter[];
  readonly onFilters: (filters: readonly Filter[]) => void;
  readonly onNarrow: (fromMs: number, toMs: number) => void;
};

const LEGEND = [
  { outcome: "success", swatch: "bg-success" },
  { outcome: "denied", swatch: "bg-denied" },
  { outcome: "error", swatch: "bg-error" },
] as const;

/** The same in words and numbers, for a screen reader. */
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
              <th scope="row">{formatSpan(bucket)}</th>
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

/** The outcomes and how many events had each; a click shows one alone, and another click all. */
function Legend({
  totals,
  only,
  onToggle,
}: {
  readonly totals: TimelineModel["totals"];
  readonly only: Outcome | null;
  readonly onToggle: (outcome: Outcome) => void;
}) {
  return LEGEND.map(({ outcome, swatch }) => {
    const isOnly = only === outcome;
    return (
      <button
        key={outcome}
        type="button"
        aria-pressed={isOnly}
        disabled={totals[outcome] === 0 && !isOnly && only === null}
        title={isOnly ? "Show all outcomes" : `Only ${outcome}`}
        onClick={() => onToggle(outcome)}
        className={`-mx-1 flex items-center gap-1.5 rounded px-1 leading-[19px] enabled:hover:bg-line-soft enabled:hover:text-ink ${
          isOnly ? "bg-accent-soft text-accent" : ""
        }`}
      >
        <span aria-hidden="true" className={`size-[9px] rounded-[2px] ${swatch}`} />
        {outcome} {formatCount(totals[outcome])}
      </button>
    );
  });
}

/** A listing's events over time, stacked by outcome; a dragged range narrows the time range. */
export function Timeline(props: TimelineProps) {
  const { columns, rows, fromMs, toMs, isPartial, totalRows, filters, onNarrow } = props;
  const { buckets, bucketLabel, totals, isZoomed } = useMemo(
    () => prepareTimeline(columns, rows, { fromMs, toMs, isPartial }),
    [columns, rows, fromMs, toMs, isPartial],
  );
  const window = useMemo(() => ({ fromMs, toMs }), [fromMs, toMs]);
  const counts = useMemo(() => countTicks(highestOf(buckets)), [buckets]);
  const [first, last] = [buckets.at(0), buckets.at(-1)];
  const shown = first && last ? { fromMs: first.fromMs, toMs: last.toMs } : window;

  return (
    <section
      aria-label="Events over time"
      className="rounded-[10px] border border-line bg-panel px-3 pt-2"
    >
      <div className="flex flex-wrap items-center gap-x-3.5 text-[11.5px] text-ink-2">
        <Legend
          totals={totals}
          only={onlyOutcome(filters)}
          onToggle={(outcome) => props.onFilters(toggleOutcome(filters, outcome))}
        />
        {isPartial && (
          <span className="text-ink">
            first {formatCount(rows.length)}
            {totalRows === undefined ? " events only" : ` of ${formatCount(totalRows)} events`}
          </span>
        )}
        <span className="ml-auto">
          <span className="max-sm:hidden">drag to narrow · {bucketLabel} per bar · </span>
          {isZoomed && "the part with events · "}
          {formatDays(shown)} UTC
        </span>
      </div>
      <TimelineAxes counts={counts} times={timeTicks(shown.fromMs, shown.toMs)}>
        <TimelineBrush
          key={`${fromMs} ${toMs} ${buckets.length}`}
          buckets={buckets}
          window={window}
          onNarrow={onNarrow}
        >
          {/* Inert: React listens on groups of the drawing, which a browser then lets Tab reach. */}
          <div inert className="h-full">
            <TimelineChart buckets={buckets} top={counts.at(-1) ?? 1} />
          </div>
        </TimelineBrush>
      </TimelineAxes>
      <TimelineTable buckets={buckets} />
    </section>
  );
}

const highestOf = (buckets: readonly Bucket[]): number =>
  buckets.reduce((most, { success, denied, error }) => Math.max(most, success + denied + error), 0);
