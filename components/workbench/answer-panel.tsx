"use client";
import dynamic from "next/dynamic";
import { useEffect, useMemo, useState } from "react";
import { AnswerToolbar } from "@/components/answer/answer-toolbar";
import { LoadingState } from "@/components/answer/loading-state";
import { NeedsInputsState } from "@/components/answer/needs-inputs-state";
import { QuickFilters } from "@/components/answer/quick-filters";
import { shownColumns } from "@/components/table/table-columns";
import { useHotkey } from "@/components/ui/use-hotkey";
import type { RunState } from "@/lib/api/run";
import { isSearch } from "@/lib/investigation/investigation";
import { skippedOf } from "@/lib/text/no-rows";
import { inputProblems } from "@/queries/playbook";
import { columnsOf } from "@/queries/query";
import { formatTime } from "@/queries/scope";
import { AnswerChart } from "./answer-chart";
import type { AnswerPanelProps } from "./answer-props";
import { CoverageNote } from "./coverage-note";
import { loadRecordPanel } from "./record-panel";
import { RunNote } from "./run-note";
import { useColumns } from "./use-columns";

/** From anywhere on the page to the rows; in the table the same keys go from row to row. */
const focusTable = (): void =>
  document.querySelector<HTMLElement>("[data-answer-rows] [tabindex='0']")?.focus();

const loadTable = () => import("@/components/table/answer-table");
const loadStatus = () => import("@/components/answer/run-status");
const loadOutcome = () => import("./outcome");

/** Room for the line, so that what is below does not jump when its code arrives. */
const StatusRoom = () => <div className="h-[30px]" />;

// What an answer needs comes while its run is under way, so that the page itself is there sooner.
const AnswerTable = dynamic(() => loadTable().then((module) => module.AnswerTable), { ssr: false });
const RunStatus = dynamic(() => loadStatus().then((module) => module.RunStatus), {
  ssr: false,
  loading: StatusRoom,
});
const Outcome = dynamic(() => loadOutcome().then((module) => module.Outcome), { ssr: false });
const SqlPanel = dynamic(
  () => import("@/components/answer/sql-panel").then((module) => module.SqlPanel),
  { ssr: false },
);

/** Where a run ended without any rows to wait for. */
const NO_ROWS: readonly RunState["state"][] = ["failed", "cancelled", "unknown"];

/** A failure is told when a record is opened. */
const prepareRecord = () => void loadRecordPanel().catch(() => undefined);

const focusInput = (name: string) => document.getElementsByName(name)[0]?.focus();

/** What stands in place of rows while there are none. */
function Instead(props: AnswerPanelProps) {
  const { step, investigation, progress, rowsError } = props;
  if (props.chooseSource !== null) return props.chooseSource;
  const { answer = null, state = null, error = null } = progress ?? {};
  if (!progress || answer?.kind === "needs-inputs") {
    const problems = answer?.kind === "needs-inputs" ? answer.problems : null;
    return (
      <NeedsInputsState
        step={step}
        problems={problems ?? inputProblems(step, investigation.inputs)}
        onFocusInput={focusInput}
      />
    );
  }
  const hasOutcome =
    error !== null ||
    rowsError !== null ||
    (answer !== null && answer.kind !== "started") ||
    (state !== null && NO_ROWS.includes(state.state)) ||
    (state?.state === "done" && state.rowCount === 0);
  if (hasOutcome) return <Outcome {...props} progress={progress} />;
  const columns = columnsOf(step.answer);
  return <LoadingState columns={shownColumns(columns, investigation.columns)} />;
}

/** Where an answer is downloaded: whole, or the columns that were chosen. */
function downloadHref(
  runId: string,
  format: string,
  name: string,
  columns: readonly string[] | null,
): string {
  const query = new URLSearchParams({ format, name });
  if (columns) query.append("columns", columns.join(","));
  return `/api/runs/${runId}/download?${query}`;
}

/** One step's answer: its question, how its run fares, its chart and its rows. */
export function AnswerPanel(props: AnswerPanelProps) {
  const { step, investigation, progress, rows } = props;
  const [isSqlOpen, setSqlOpen] = useState(false);
  const isAsked = progress !== undefined;
  useEffect(() => {
    if (isAsked) void Promise.all([loadTable(), loadStatus(), loadOutcome()]);
  }, [isAsked]);
  const answer = progress?.answer ?? null;
  const state = progress?.state ?? null;
  const started = answer?.kind === "started" ? answer : null;
  const query = answer && "query" in answer ? answer.query : null;
  const columns = useMemo(
    () => (state?.state === "done" ? state.columns : columnsOf(step.answer)),
    [state, step],
  );
  const [shown, chooseColumns] = useColumns(columns, investigation.columns, props.onColumns);
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
        columns={columns}
        shownColumns={shown}
        onShownColumns={chooseColumns}
        rows={rows}
        sort={investigation.sort}
        isSqlOpen={isSqlOpen}
        onToggleSql={toggleSql}
        downloadHref={
          hasRows && started
            ? (format) => downloadHref(started.runId, format, name, investigation.columns)
            : null
        }
        filters={isSearch(investigation) ? [] : investigation.filters}
        onRemoveFilter={props.onRemoveFilter}
      />
      <p className="-mt-2 text-[12px] text-ink-2">{step.why}</p>
      {step.quickFilters && (
        <QuickFilters
          offered={step.quickFilters}
          filters={investigation.filters}
          onFilters={props.onFilters}
        />
      )}
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
      {hasRows && started ? (
        <CoverageNote
          days={started.estimate.reads?.daysWithoutData ?? []}
          skipped={skippedOf(started.estimate)}
        />
      ) : null}
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
            onFilters={props.onFilters}
            onNarrow={props.onWindow}
          />
          <div data-answer-rows className="min-h-[280px] flex-1 *:h-full">
            <AnswerTable
              step={step}
              columns={columns}
              shown={shown}
              rows={rows}
              totalRows={totalRows}
              inputs={investigation.inputs}
              sort={investigation.sort}
              onSort={props.onSort}
              openEventId={investigation.event?.id ?? null}
              onTouchListing={prepareRecord}
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
