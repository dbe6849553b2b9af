"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import {
  AsksFirstState,
  CancelledState,
  EmptyState,
  ErrorState,
  LoadingState,
  NeedsInputsState,
  OtherQueryState,
} from "@/components/answer/answer-states";
import { AnswerToolbar } from "@/components/answer/answer-toolbar";
import { RunStatus } from "@/components/answer/run-status";
import { SqlPanel } from "@/components/answer/sql-panel";
import { useHotkey } from "@/components/shell/use-hotkey";
import type { Row } from "@/lib/engine/port";
import type { Investigation, Sort } from "@/lib/investigation";
import type { Filter } from "@/queries/filters";
import type { PivotTarget } from "@/queries/pivots";
import { inputProblems, type Step } from "@/queries/playbook";
import { columnsOf } from "@/queries/query";
import { formatTime } from "@/queries/scope";
import { AnswerChart } from "./answer-chart";
import { CoverageNote } from "./coverage-note";
import { RunNote } from "./run-note";
import type { StepProgress } from "./use-answers";

/** From anywhere on the page to the rows; in the table the same keys go from row to row. */
const focusTable = (): void =>
  document.querySelector<HTMLElement>("[data-answer-rows] [tabindex='0']")?.focus();

const loadTable = () => import("@/components/answer/answer-table");

/** Its code comes while the run is under way, so that the page itself is there sooner. */
const AnswerTable = dynamic(() => loadTable().then((module) => module.AnswerTable), { ssr: false });

export type AnswerPanelProps = {
  readonly investigation: Investigation;
  readonly step: Step;
  /** Absent where the step is not asked, for want of inputs. */
  readonly progress: StepProgress | undefined;
  readonly rows: readonly Row[];
  readonly rowsError: string | null;
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
  /** In place of the answer, where it is not told which source to ask. */
  readonly chooseSource: ReactNode;
  readonly onSort: (sort: Sort | null) => void;
  readonly onOpenRow: (row: Row) => void;
  readonly onPivot: (target: PivotTarget) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onRemoveFilter: (index: number) => void;
  readonly onRemoveFilters: () => void;
  readonly onNarrow: (fromMs: number, toMs: number) => void;
  readonly onWiden: () => void;
  readonly onCancel: (runId: string) => void;
  readonly onRetry: () => void;
  readonly onConfirm: () => void;
  /** Asks anew, in place of the run that the link names. */
  readonly onRunAfresh: () => void;
};

const focusInput = (name: string) => document.getElementsByName(name)[0]?.focus();

/** What stands in place of rows, or null when there are rows to show. */
function Instead(props: AnswerPanelProps) {
  const { step, investigation, progress, rows, rowsError, onRetry } = props;
  const columns = columnsOf(step.answer);
  if (props.chooseSource !== null) return props.chooseSource;
  if (!progress) {
    const problems = inputProblems(step, investigation.inputs);
    return <NeedsInputsState step={step} problems={problems} onFocusInput={focusInput} />;
  }
  const { answer, state, error } = progress;
  const message = error ?? rowsError;
  if (message) return <ErrorState message={message} onRetry={onRetry} />;
  if (answer?.kind === "refused") {
    return <ErrorState message={answer.message} onRetry={answer.canRetry ? onRetry : null} />;
  }
  if (answer?.kind === "needs-inputs") {
    return <NeedsInputsState step={step} problems={answer.problems} onFocusInput={focusInput} />;
  }
  if (answer?.kind === "asks-first") {
    const { reads, limitBytes } = answer;
    return <AsksFirstState reads={reads} limitBytes={limitBytes} onConfirm={props.onConfirm} />;
  }
  if (answer?.kind === "other-query") {
    return <OtherQueryState message={answer.message} onRun={props.onRunAfresh} />;
  }
  if (state?.state === "failed") return <ErrorState message={state.message} onRetry={onRetry} />;
  if (state?.state === "cancelled") return <CancelledState onRetry={onRetry} />;
  if (state?.state === "unknown") {
    return <ErrorState message="This result is no longer held here." onRetry={onRetry} />;
  }
  if (state?.state === "done" && state.rowCount === 0) {
    return (
      <EmptyState
        step={step}
        estimate={answer?.estimate ?? null}
        hasReadNothing={state.scannedBytes === 0 && !state.reused}
        filterCount={investigation.filters.length}
        onRemoveFilters={investigation.filters.length > 0 ? props.onRemoveFilters : null}
        onWidenWindow={props.onWiden}
      />
    );
  }
  return rows.length === 0 ? <LoadingState columns={columns} /> : null;
}

/** One step's answer: its question, how its run fares, its chart and its rows. */
export function AnswerPanel(props: AnswerPanelProps) {
  const { step, investigation, progress, rows } = props;
  const [hiddenColumns, setHiddenColumns] = useState<ReadonlySet<string>>(new Set());
  const [isSqlOpen, setSqlOpen] = useState(false);
  const isAsked = progress !== undefined;
  useEffect(() => {
    if (isAsked) void loadTable();
  }, [isAsked]);
  const answer = progress?.answer ?? null;
  const state = progress?.state ?? null;
  const started = answer?.kind === "started" ? answer : null;
  const query = answer && "query" in answer ? answer.query : null;
  const columns = useMemo(
    () => (state?.state === "done" ? state.columns : columnsOf(step.answer)),
    [state, step],
  );
  const totalRows = state?.state === "done" ? state.rowCount : 0;
  const hasRows = state?.state === "done" && rows.length > 0;
  const { fromMs, toMs } = investigation.scope;
  const name = `${step.id}-${formatTime(fromMs)}-${formatTime(toMs)}`;
  const toggleSql = query ? () => setSqlOpen(!isSqlOpen) : null;
  useHotkey("s", () => toggleSql?.());
  useHotkey("j", focusTable);
  useHotkey("k", focusTable);

  return (
    <section
      aria-label="Answer"
      className="flex min-h-[60dvh] min-w-0 flex-col gap-3 overflow-y-auto px-4 pt-3.5 *:shrink-0 lg:min-h-0"
    >
      {started?.notice ? <RunNote notice={started.notice} onRunAfresh={props.onRunAfresh} /> : null}
      <AnswerToolbar
        title={step.question}
        meta={null}
        columns={columns}
        hiddenColumns={hiddenColumns}
        onHiddenColumns={setHiddenColumns}
        rows={rows}
        sort={investigation.sort}
        isSqlOpen={isSqlOpen}
        onToggleSql={toggleSql}
        downloadHref={
          hasRows && started
            ? (format) => `/api/runs/${started.runId}/download?format=${format}&name=${name}`
            : null
        }
        filters={investigation.filters}
        onRemoveFilter={props.onRemoveFilter}
      />
      <p className="-mt-2 text-[12px] text-ink-2">{step.why}</p>
      {started ? (
        <RunStatus
          state={state}
          estimate={started.estimate}
          loadedRows={rows.length}
          dollarsPerTb={props.dollarsPerTb}
          onCancel={() => props.onCancel(started.runId)}
          onRetry={props.onRetry}
        />
      ) : null}
      {hasRows ? <CoverageNote days={started?.estimate.reads?.daysWithoutData ?? []} /> : null}
      {isSqlOpen && query ? <SqlPanel query={query} onClose={() => setSqlOpen(false)} /> : null}
      {hasRows ? (
        <>
          <AnswerChart
            investigation={investigation}
            step={step}
            columns={columns}
            rows={rows}
            totalRows={totalRows}
            onPivot={props.onPivot}
            onFilter={props.onFilter}
            onNarrow={props.onNarrow}
          />
          <div data-answer-rows className="min-h-[280px] flex-1 *:h-full">
            <AnswerTable
              step={step}
              columns={columns}
              rows={rows}
              totalRows={totalRows}
              inputs={investigation.inputs}
              sort={investigation.sort}
              onSort={props.onSort}
              hiddenColumns={hiddenColumns}
              openEventId={investigation.event?.id ?? null}
              onOpenRow={props.onOpenRow}
              onPivot={props.onPivot}
              onFilter={props.onFilter}
            />
          </div>
        </>
      ) : (
        <Instead {...props} />
      )}
    </section>
  );
}
