"use client";
/** What the signals say about the values of the step that is shown. */
import { useMemo } from "react";
import type { LaneSpan, ValueEvidence } from "@/components/cell/value-evidence";
import { featureColumn } from "@/components/evidence/value-rows";
import { baselineRange } from "@/lib/investigation/baseline-range";
import type { Investigation } from "@/lib/investigation/investigation";
import type { Playbook, Step } from "@/queries/playbook";
import { type FactsOf, factsFinder, markOf } from "@/queries/signals/marks";
import { isAboutWhole } from "@/queries/signals/subject";
import type { Signals } from "./use-signals";

/** What is known of the values in an answer's cells. */
export type Evidence = {
  readonly values: ValueEvidence;
  readonly factsOf: FactsOf;
  /** The column of a count that gets what is known of each value beside it; null for other answers. */
  readonly column: string | null;
};

const NO_FACTS: FactsOf = () => [];

type Options = {
  readonly playbook: Playbook;
  readonly step: Step;
  readonly investigation: Investigation;
  /** Null where the step is not about one entity. */
  readonly signals: Signals | null;
  readonly maxWindowDays: number;
};

/** What the report on the entity says of the values that the step shows. */
export function useEvidence(options: Options): Evidence {
  const { playbook, step, investigation, signals, maxWindowDays } = options;
  const { scope, baselineDays } = investigation;
  const report = signals?.report ?? null;
  const factsOf = useMemo(() => (report ? factsFinder(report) : NO_FACTS), [report]);
  const { fromMs, toMs } = scope;
  const isCount = step.answer.kind === "counts";
  const isCompared = report?.history === "compared";
  const values = useMemo((): ValueEvidence => {
    const chosen = baselineDays === undefined ? {} : { baselineDays };
    const before = isCompared ? baselineRange({ fromMs, toMs }, chosen, maxWindowDays) : null;
    const span: LaneSpan = { fromMs: before?.fromMs ?? fromMs, rangeMs: fromMs, toMs };
    return {
      markOf: (column, cell) => {
        if (report === null || cell === null) return null;
        for (const facts of factsOf(column, String(cell))) {
          const mark = markOf(report, facts);
          if (mark) return mark;
        }
        return null;
      },
      areMarksInWords: isCount,
      span,
    };
  }, [report, factsOf, fromMs, toMs, baselineDays, maxWindowDays, isCount, isCompared]);
  const hasFacts = signals !== null && signals.state !== "failed";
  const column = hasFacts && isAboutWhole(playbook, step) ? featureColumn(step) : null;
  return useMemo(() => ({ values, factsOf, column }), [values, factsOf, column]);
}
