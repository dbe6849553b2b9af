"use client";
/** The chart of an answer, loaded after its rows. */
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { barsHeight } from "@/components/chart/bars-height";
import { afterPaint } from "@/components/ui/after-paint";
import { loadCode } from "@/components/ui/load-code";
import type { Row } from "@/lib/api/run";
import type { Investigation } from "@/lib/investigation/investigation";
import type { Filter } from "@/queries/filters";
import type { PivotTarget } from "@/queries/pivots";
import type { Step } from "@/queries/playbook";

type Props = {
  readonly investigation: Investigation;
  readonly step: Step;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly totalRows: number;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onFilters: (filters: readonly Filter[]) => void;
  readonly onNarrow: (fromMs: number, toMs: number) => void;
};

/** A chart of fewer rows than these says nothing that they do not say themselves. */
const FEWEST_ROWS = 3;

/** So that the rows below do not jump when the code of the chart arrives; pixels. */
const TIMELINE_HEIGHT = 139;

/** In place of a chart while it loads. */
const Loading = () => <div className="animate-pulse rounded-[10px] bg-line-soft" />;

const Timeline = dynamic(
  () => loadCode(() => import("@/components/chart/timeline")).then((module) => module.Timeline),
  { ssr: false, loading: Loading },
);
const Bars = dynamic(
  () => loadCode(() => import("@/components/chart/bars")).then((module) => module.Bars),
  { ssr: false, loading: Loading },
);

/** False until what was drawn with the component has been painted. */
function useIsPainted(): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => afterPaint(() => setPainted(true)), []);
  return isPainted;
}

/** The picture beside an answer, after its rows: events over time for a listing, bars for counts. */
export function AnswerChart(props: Props) {
  const { step, columns, rows, totalRows, investigation, onPivot, onFilter } = props;
  const { scope, inputs } = investigation;
  // The rows are what a person waits for.
  const isPainted = useIsPainted();
  const isTimeline = step.view === "timeline";
  if (totalRows < FEWEST_ROWS || !(isTimeline || step.view === "bars")) return null;
  return (
    // On a phone a chart is under the rows, which are what a person waits for.
    <div
      className="grid max-sm:order-last"
      style={{ minHeight: isTimeline ? TIMELINE_HEIGHT : barsHeight(totalRows) }}
    >
      {!isPainted ? (
        <Loading />
      ) : isTimeline ? (
        <Timeline
          columns={columns}
          rows={rows}
          fromMs={scope.fromMs}
          toMs={scope.toMs}
          isPartial={rows.length < totalRows}
          totalRows={totalRows}
          filters={investigation.filters}
          onFilters={props.onFilters}
          onNarrow={props.onNarrow}
        />
      ) : (
        <Bars {...{ step, columns, rows, inputs, onPivot, onFilter }} />
      )}
    </div>
  );
}
