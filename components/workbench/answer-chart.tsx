"use client";
/** The chart of an answer, loaded after its rows. */
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
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

/** On a phone a chart is under the rows, which are what a person waits for. */
const ROOM = "rounded-[10px] border border-line bg-panel max-sm:order-last";

/** A chart of fewer rows than these says nothing that they do not say themselves. */
const FEWEST_ROWS = 3;

/** Room for the chart, so that the rows below do not jump when its code arrives. */
const TimelineRoom = () => <div className={`h-[139px] ${ROOM}`} />;
const BarsRoom = () => <div className={`h-[146px] ${ROOM}`} />;

const Timeline = dynamic(
  () => loadCode(() => import("@/components/chart/timeline")).then((module) => module.Timeline),
  { ssr: false, loading: TimelineRoom },
);
const Bars = dynamic(
  () => loadCode(() => import("@/components/chart/bars")).then((module) => module.Bars),
  {
    ssr: false,
    loading: BarsRoom,
  },
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
  if (totalRows < FEWEST_ROWS) return null;
  if (step.view === "timeline") {
    if (!isPainted) return <TimelineRoom />;
    return (
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
    );
  }
  if (step.view !== "bars") return null;
  if (!isPainted) return <BarsRoom />;
  return <Bars {...{ step, columns, rows, inputs, onPivot, onFilter }} />;
}
