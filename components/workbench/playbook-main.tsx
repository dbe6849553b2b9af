"use client";
/** The main part of a playbook page: steps, answer, record. */
import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useRef } from "react";
import type { FacetsOpen } from "@/components/facets/use-facets-open";
import { LastTableWidth } from "@/components/table/last-table-width";
import { loadCode } from "@/components/ui/load-code";
import type { PlaybookActions, SourceSummary } from "@/lib/api/answers";
import type { Row } from "@/lib/api/run";
import type { Investigation } from "@/lib/investigation/investigation";
import type { InputValues, Playbook, Step } from "@/queries/playbook";
import { AnswerColumn } from "./answer-column";
import { AnswerPanel } from "./answer-panel";
import type { MoveHandlers } from "./move-handlers";
import { RecordPanel } from "./record-panel";
import { StepRail } from "./step-rail";
import type { Answers } from "./use-answers";
import { useEvidence } from "./use-evidence";
import { useRows } from "./use-rows";
import { useSignals } from "./use-signals";

type Props = {
  readonly playbook: Playbook;
  readonly step: Step;
  readonly investigation: Investigation;
  readonly summary: SourceSummary;
  /** The source that is queried; null before a choice. */
  readonly sourceName: string | null;
  /** In place of the answer, before that choice. */
  readonly chooseSource: ReactNode;
  readonly answers: Answers;
  readonly actions: PlaybookActions;
  readonly moves: MoveHandlers;
  readonly facets: FacetsOpen;
  readonly onStep: (step: Step, remembered: InputValues) => void;
};

const NO_COLUMNS: readonly string[] = [];

const COLUMNS = "lg:grid-cols-[286px_minmax(0,1fr)]";
const WITH_RECORD =
  "lg:grid-cols-[230px_minmax(0,1fr)_360px] xl:grid-cols-[250px_minmax(0,1fr)_400px]";

const WITH_FACETS =
  "lg:grid-cols-[260px_minmax(0,1fr)] min-[1600px]:grid-cols-[250px_260px_minmax(0,1fr)]";
const WITH_BOTH =
  "lg:grid-cols-[230px_minmax(0,1fr)_360px] xl:grid-cols-[250px_minmax(0,1fr)_400px]";

const FacetColumn = dynamic(
  () => loadCode(() => import("./facet-column")).then((module) => module.FacetColumn),
  {
    ssr: false,
    loading: () => <div className="border-line border-r bg-panel max-lg:hidden" />,
  },
);

/** The columns of the page: on most screens the facets take the place of the steps. */
function columnsOf(hasFacets: boolean, hasRecord: boolean): string {
  if (hasFacets) return hasRecord ? WITH_BOTH : WITH_FACETS;
  return hasRecord ? WITH_RECORD : COLUMNS;
}

/** The steps stay beside the facets where there is room for both. */
function stepsClass(hasFacets: boolean, hasRecord: boolean): string {
  if (!hasFacets) return "contents";
  return hasRecord ? "contents lg:hidden" : "contents lg:max-[1600px]:hidden";
}

/** The page's first heading, which is hidden with the steps. */
function titleClass(hasRecord: boolean): string {
  return hasRecord ? "sr-only hidden lg:block" : "sr-only hidden lg:max-[1600px]:block";
}

/** What was typed for other steps: it is not a part of the URL, and is there again on the way back. */
function useRemembered(inputs: InputValues): () => InputValues {
  const remembered = useRef<InputValues>({});
  useEffect(() => {
    remembered.current = { ...remembered.current, ...inputs };
  }, [inputs]);
  return () => remembered.current;
}

/** The steps, the answer looked at and the record opened from it. */
export function PlaybookMain(props: Props) {
  const { playbook, step, investigation, summary, answers, actions, moves } = props;
  const remembered = useRemembered(investigation.inputs);
  const progress = answers.steps[step.id];
  const state = progress?.state?.state === "done" ? progress.state : null;
  const runId = progress?.answer?.kind === "started" ? progress.answer.runId : null;
  const { rows, error: rowsError } = useRows(state ? runId : null);
  const columns = state?.columns ?? NO_COLUMNS;
  const { dollarsPerTb } = summary;
  const tableWidth = useRef(0);
  const signals = useSignals({ playbook, investigation, summary, answers });
  const { maxWindowDays } = summary;
  const evidence = useEvidence({ playbook, step, investigation, signals, maxWindowDays });
  const onOpenRow = (row: Row): void => moves.openRow(columns, row);
  const facets = step.answer.kind === "events" && progress ? props.facets : null;
  const hasFacets = facets?.isOpen === true;
  const hasRecord = investigation.event !== null;

  return (
    <main
      className={`relative flex min-h-0 flex-1 flex-col overflow-y-auto lg:grid lg:overflow-hidden ${columnsOf(hasFacets, hasRecord)}`}
    >
      <div className={stepsClass(hasFacets, hasRecord)}>
        <StepRail
          playbook={playbook}
          activeId={step.id}
          progress={answers.steps}
          inputs={investigation.inputs}
          onChoose={(chosen) => props.onStep(chosen, remembered())}
        />
      </div>
      {hasFacets ? <h1 className={titleClass(hasRecord)}>{playbook.title}</h1> : null}
      {facets?.isOpen && progress ? (
        <FacetColumn
          {...{ investigation, columns, rows, facets }}
          listing={progress}
          progress={answers.facets}
          onFilters={moves.onAllFilters}
          onRetry={answers.retryFacets}
        />
      ) : null}
      <LastTableWidth value={tableWidth}>
        <AnswerColumn
          {...{ playbook, investigation, summary, answers, signals, actions, moves }}
          sourceName={props.sourceName}
        >
          <AnswerPanel
            key={`${playbook.id}/${step.id}/${props.sourceName}`}
            {...{ investigation, step, progress, rows, rowsError, dollarsPerTb, onOpenRow, facets }}
            {...moves}
            evidence={evidence}
            logs={summary}
            chooseSource={props.chooseSource}
            onCancel={(id) => void actions.cancelRun(id)}
            onRetry={() => answers.retry(step.id)}
            onConfirm={() => answers.confirm(step.id)}
            onRunFresh={() => answers.runFresh(step.id)}
          />
        </AnswerColumn>
      </LastTableWidth>
      {investigation.event ? (
        <RecordPanel
          {...{ investigation, step, columns, rows, dollarsPerTb, onOpenRow }}
          event={investigation.event}
          onConfirm={actions.confirmRecord}
          onFound={answers.noteRecord}
          onClose={moves.closeEvent}
          onPivot={moves.onPivot}
          onFilter={moves.onFilter}
        />
      ) : null}
    </main>
  );
}
