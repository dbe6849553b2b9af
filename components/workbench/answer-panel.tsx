"use client";
/** The panel of the step that is shown. */
import dynamic from "next/dynamic";
import { useEffect, useMemo, useState } from "react";
import { AnswerToolbar } from "@/components/answer/answer-toolbar";
import { exportedColumns } from "@/components/answer/exported-columns";
import { LoadingState } from "@/components/answer/loading-state";
import { NeedsInputsState } from "@/components/answer/needs-inputs-state";
import { QuickFilters } from "@/components/answer/quick-filters";
import { ValueEvidenceContext } from "@/components/cell/value-evidence";
import { type Table, withValueNames } from "@/components/evidence/value-rows";
import type { PlainRows } from "@/components/findings/rule-words";
import { usualColumns } from "@/components/table/table-columns";
import { loadCode } from "@/components/ui/load-code";
import { useHotkey } from "@/components/ui/use-hotkey";
import type { RunState } from "@/lib/api/run";
import { type Investigation, isSearch } from "@/lib/investigation/investigation";
import { countsAgents } from "@/queries/agent-counts";
import type { FieldName } from "@/queries/fields";
import { inputProblems, type Step } from "@/queries/playbook";
import { columnsOnPage } from "@/queries/query";
import { formatTime } from "@/queries/scope";
import { AnswerChart } from "./answer-chart";
import type { AnswerPanelProps } from "./answer-props";
import { loadRecordPanel } from "./record-panel";
import { RunNote } from "./run-note";
import { useColumns } from "./use-columns";
import { useValueTable } from "./use-value-table";

/** From anywhere on the page to the rows; in the table the same keys go from row to row. */
function focusTable(): boolean {
  const cell = document.querySelector<HTMLElement>("[data-answer-rows] [tabindex='0']");
  cell?.focus();
  return cell !== null;
}

const NO_FIELDS: readonly FieldName[] = [];

const loadTable = () => loadCode(() => import("@/components/table/answer-table"));
const loadStatus = () => loadCode(() => import("@/components/answer/run-status"));
const loadOutcome = () => loadCode(() => import("./outcome"));

/** Room for the line, so that what is below does not jump when it arrives. */
const StatusRoom = () => <div className="h-[30px]" />;

// What an answer needs comes while its run is under way, so that the page itself is there sooner.
const AnswerTable = dynamic(() => loadTable().then((module) => module.AnswerTable), { ssr: false });
const RunStatus = dynamic(() => loadStatus().then((module) => module.RunStatus), {
  ssr: false,
  loading: StatusRoom,
});
const loadFolded = () => loadCode(() => import("./folded-rows"));
const FoldedRows = dynamic(() => loadFolded().then((module) => module.FoldedRows), {
  ssr: false,
});
const loadNotes = () => loadCode(() => import("./answer-notes"));
const AnswerNotes = dynamic(() => loadNotes().then((module) => module.AnswerNotes), {
  ssr: false,
});
const Outcome = dynamic(() => loadOutcome().then((module) => module.Outcome), { ssr: false });
const SqlPanel = dynamic(
  () => loadCode(() => import("@/components/answer/sql-panel")).then((module) => module.SqlPanel),
  { ssr: false },
);

/** Where a run ended without any rows to wait for. */
const NO_ROWS: readonly RunState["state"][] = ["failed", "cancelled", "unknown"];

/** A failure is shown when a record is opened. */
const prepareRecord = () => void loadRecordPanel().catch(() => undefined);

/** Rows of the step are shown in groups. */
const isFolded = (step: Step): boolean => countsAgents(step) || step.answer.kind === "findings";

/** The events of one rule of the watchlist: no other step has an input of this name. */
const isOfOneRule = ({ inputs }: Investigation): boolean => inputs.rule !== undefined;

const focusInput = (name: string) => document.getElementsByName(name)[0]?.focus();

/** The state shown instead of rows while there are none. */
function Instead(props: AnswerPanelProps) {
  const { step, investigation, progress, rowsError } = props;
  if (props.chooseSource !== null) return props.chooseSource;
  const { answer = null, state = null, error = null } = progress ?? {};
  if (!progress || answer?.kind === "needs-inputs") {
    const problems = answer?.kind === "needs-inputs" ? answer.problems : null;
    return (
      <NeedsInputsState
        step={step}
        inputs={investigation.inputs}
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
  const usual = usualColumns(columnsOnPage(step.answer), isOfOneRule(investigation));
  return <LoadingState columns={investigation.columns ?? usual} />;
}

/** Where an answer is downloaded: whole, or the columns that were chosen. */
function downloadHref(
  { id, answer }: Step,
  { scope, columns }: Investigation,
  runId: string,
  format: "csv" | "json",
): string {
  const name = `${id}-${formatTime(scope.fromMs)}-${formatTime(scope.toMs)}`;
  const query = new URLSearchParams({ format, name });
  if (columns) query.append("columns", exportedColumns(columns, columnsOnPage(answer)).join(","));
  return `/api/runs/${runId}/download?${query}`;
}

/** Loads the code that an answer needs as soon as its step runs; a failure is shown by the parts. */
function useAnswerCode(isRun: boolean): void {
  useEffect(() => {
    if (isRun) void Promise.allSettled([loadTable(), loadStatus(), loadOutcome(), loadNotes()]);
  }, [isRun]);
}

/** The columns shown, and what the column chooser offers. */
function useColumnChoice(props: AnswerPanelProps, own: readonly string[]) {
  const { step, investigation, onColumns, onResetTable } = props;
  const { columns: chosen, widths } = investigation;
  const isOfOne = isOfOneRule(investigation);
  const { shown, isUsual, choose, reset } = useColumns(own, chosen, onColumns, isOfOne);
  const resetTable = (): void => {
    reset();
    onResetTable();
  };
  const columnChoice = {
    own,
    shown,
    canAdd: step.answer.kind === "events",
    isPaid: props.dollarsPerTb !== null,
    onShown: choose,
    onReset: isUsual && Object.keys(widths).length === 0 ? null : resetTable,
  };
  return { shown, columnChoice };
}

/** One step's answer: its question, the state of its run, its chart and its rows. */
export function AnswerPanel(props: AnswerPanelProps) {
  const { step, investigation, progress, rows, onFilters } = props;
  const { filters } = investigation;
  const [isSqlOpen, setSqlOpen] = useState(false);
  useAnswerCode(progress !== undefined);
  const { answer = null, state = null } = progress ?? {};
  const started = answer?.kind === "started" ? answer : null;
  const query = answer && "query" in answer ? answer.query : null;
  const { column: featureColumn } = props.evidence;
  const ofStep = useMemo(() => columnsOnPage(step.answer), [step]);
  const own = useMemo(() => withValueNames(ofStep, featureColumn), [ofStep, featureColumn]);
  const columns = state?.state === "done" ? state.columns : ofStep;
  const { shown, columnChoice } = useColumnChoice(props, own);
  const { table, marked } = useValueTable(step, props.evidence, columns, rows);
  const ready = started && state?.state === "done" && rows.length > 0 ? started : null;
  const toggleSql = query ? () => setSqlOpen(!isSqlOpen) : null;
  useHotkey("s", () => toggleSql?.());
  useHotkey("f", () => props.facets?.toggle());
  useHotkey("j k ArrowDown ArrowUp", focusTable);

  return (
    <>
      {started?.notice ? <RunNote notice={started.notice} onRunFresh={props.onRunFresh} /> : null}
      <AnswerToolbar
        title={step.question}
        columns={table.columns}
        isGrouped={isFolded(step) && investigation.isGrouped && rows.length > 1}
        columnChoice={{ ...columnChoice, missing: query?.missingFields ?? NO_FIELDS }}
        rows={table.rows}
        sort={investigation.sort}
        marked={marked && <QuickFilters offered={[marked]} {...{ filters, onFilters }} />}
        areFacetsOpen={props.facets?.isOpen === true}
        onToggleFacets={props.facets?.toggle ?? null}
        isSqlOpen={isSqlOpen}
        onToggleSql={toggleSql}
        downloadHref={ready && ((format) => downloadHref(step, investigation, ready.runId, format))}
        filters={isSearch(investigation) ? [] : filters}
        onRemoveFilter={props.onRemoveFilter}
      />
      <p className="-mt-2 text-[12px] text-ink-2 max-sm:line-clamp-2">{step.why}</p>
      {step.quickFilters && (
        <QuickFilters offered={step.quickFilters} {...{ filters, onFilters }} />
      )}
      {started ? (
        <RunStatus
          {...{ state, estimate: started.estimate, cachedMs: started.cachedMs }}
          loadedRows={rows.length}
          dollarsPerTb={props.dollarsPerTb}
          onCancel={() => props.onCancel(started.runId)}
          onRetry={props.onRetry}
        />
      ) : progress && answer === null ? (
        <StatusRoom />
      ) : null}
      {ready ? (
        <AnswerNotes
          {...ready}
          {...{ shown, columns, rows }}
          logs={props.logs}
          scope={investigation.scope}
        />
      ) : null}
      {isSqlOpen && query ? <SqlPanel query={query} onClose={() => setSqlOpen(false)} /> : null}
      {ready && state?.state === "done" ? (
        <ValueEvidenceContext value={props.evidence.values}>
          <AnswerRows {...props} {...{ columns, table, shown }} totalRows={state.rowCount} />
        </ValueEvidenceContext>
      ) : (
        <Instead {...props} />
      )}
    </>
  );
}

type RowsProps = AnswerPanelProps & {
  readonly columns: readonly string[];
  /** The rows with what is known of their values. */
  readonly table: Table;
  readonly shown: readonly string[];
  readonly totalRows: number;
};

/** The rows of an answer, under their chart. */
function AnswerRows(props: RowsProps) {
  const { step, investigation, columns, table, shown, rows, totalRows } = props;
  const { onPivot, onFilter, onFilters, onSort, onOpenRow } = props;
  const plain: PlainRows = (own) => (
    <>
      <AnswerChart
        {...{ investigation, step, columns, rows, totalRows, onPivot, onFilter, onFilters }}
        onNarrow={props.onWindow}
      />
      <div data-answer-rows className="min-h-[280px] flex-1 *:h-full">
        <AnswerTable
          {...{ step, shown, totalRows, onSort, onOpenRow, onPivot, onFilter }}
          {...table}
          {...own}
          investigation={investigation}
          onWidths={props.onWidths}
          onTouchListing={prepareRecord}
        />
      </div>
    </>
  );
  return countsAgents(step) || columns.includes("rule") ? (
    <FoldedRows {...props} plain={plain} />
  ) : (
    plain()
  );
}
