"use client";
import dynamic from "next/dynamic";
import { useEffect, useRef } from "react";
import { ActivityRoom } from "@/components/activity/activity-frame";
import { PivotOffers } from "@/components/cell/pivot-offers";
import { ChooseSource } from "@/components/scope/choose-source";
import { InputFields } from "@/components/scope/input-fields";
import { Path } from "@/components/scope/path";
import { ScopeBar } from "@/components/scope/scope-bar";
import { SearchForm } from "@/components/scope/search-form";
import { SourcesButton } from "@/components/scope/sources-button";
import { Notices } from "@/components/shell/notices";
import { TopBar } from "@/components/shell/top-bar";
import { afterPaint } from "@/components/ui/after-paint";
import type { RunActions, SourceSummary } from "@/lib/api/answers";
import type { Row, RunState } from "@/lib/api/run";
import { asked } from "@/lib/investigation/choose-source";
import type { DefaultScopes } from "@/lib/investigation/default-range";
import {
  follow,
  type Investigation,
  isSearch,
  type Reading,
} from "@/lib/investigation/investigation";
import { eventOf } from "@/lib/investigation/open-event";
import type { Filter } from "@/queries/filters";
import { stepOf } from "@/queries/index";
import type { PivotTarget } from "@/queries/pivots";
import type { InputValues, Playbook } from "@/queries/playbook";
import { AnswerPanel } from "./answer-panel";
import { CopyLink } from "./copy-link";
import * as move from "./moves";
import { tabTitle } from "./page-title";
import { RecordPanel } from "./record-panel";
import { SpentTotal } from "./spent-total";
import { StepRail } from "./step-rail";
import { useAnswers } from "./use-answers";
import type { Go } from "./use-investigation";
import { focusAnswer, useKeptFocus } from "./use-kept-focus";
import { useRows } from "./use-rows";

const EstimateLine = dynamic(
  () => import("./estimate-line").then((module) => module.EstimateLine),
  { ssr: false },
);
const ActivityBand = dynamic(
  () => import("./activity-band").then((module) => module.ActivityBand),
  { ssr: false, loading: () => <ActivityRoom /> },
);
const PivotCost = dynamic(
  () =>
    import("./pivot-cost").then(
      (module) => module.PivotCost,
      // A menu whose costs cannot be told leads on all the same.
      () => () => null,
    ),
  { ssr: false },
);

export type WorkbenchProps = {
  readonly summary: SourceSummary;
  /** Where a link names no scope. */
  readonly scopes: DefaultScopes;
  /** Why no question can be asked yet, in a sentence. */
  readonly problem: string | null;
  readonly actions: RunActions;
};

type Props = WorkbenchProps & {
  readonly reading: Reading;
  readonly playbook: Playbook;
  readonly go: Go;
};

/**
 * What a run is called in a link: the id that lasts as soon as there is one, its own once it is
 * done or was stopped on purpose; null before, and for a run that gave no result in another way.
 */
function nameOfRun(runId: string | null, state: RunState | null): string | null {
  switch (state?.state) {
    case "queued":
    case "running":
      return state.lastingId ?? null;
    case "cancelled":
      return state.stoppedBy === "person" ? (state.lastingId ?? runId) : null;
    case "done":
      return state.lastingId ?? runId;
    default:
      return null;
  }
}

/** A playbook at work: scope, path, steps, the answer looked at and the record opened from it. */
export function PlaybookView({ actions, reading, playbook, go, ...props }: Props) {
  const { investigation, problems } = reading;
  const {
    summary,
    name: sourceName,
    problem: sourceProblem,
  } = asked(props.summary, investigation.source);
  const problem = props.problem;
  const { steps: answers, ...running } = useAnswers(playbook, investigation, actions, {
    dollarsPerTb: summary.dollarsPerTb,
    hasSource: sourceProblem === null,
    logs: summary,
  });
  const step = stepOf(playbook, investigation.stepId);
  const progress = answers[investigation.stepId];
  const answer = progress?.answer ?? null;
  const runId = answer?.kind === "started" ? answer.runId : null;
  const isDone = progress?.state?.state === "done";
  const hasNoResult = progress?.state?.state === "cancelled" || progress?.state?.state === "failed";
  const { rows, error: rowsError } = useRows(isDone ? runId : null);

  // What was typed for other steps is no part of the URL, and is there again on the way back to them.
  const remembered = useRef<InputValues>({});
  useEffect(() => {
    remembered.current = { ...remembered.current, ...investigation.inputs };
  }, [investigation.inputs]);

  useKeptFocus();
  const title = tabTitle(investigation);
  useEffect(() => {
    document.title = `${title} · Trailbook`;
  }, [title]);

  // The run enters the URL, so that whoever opens the link meets the same result. Its rows go first.
  const runToName = nameOfRun(runId, progress?.state ?? null);
  useEffect(() => {
    if (runToName === null || runToName === investigation.runId) return;
    return afterPaint(() => go({ ...investigation, runId: runToName }, "amend"));
  }, [runToName, investigation, go]);

  if (!step) return null;
  const columns = progress?.state?.state === "done" ? progress.state.columns : [];
  const openRow = (row: Row) => {
    const event = eventOf(columns, row);
    if (event) go({ ...investigation, event }, investigation.event ? "replace" : "push");
  };
  /** The same question leads nowhere, but one that was stopped or has failed can be asked again. */
  const ask = (next: Investigation) => {
    if (hasNoResult && move.hasSameInputs(next, investigation)) running.retry(step.id);
    else go(next);
  };
  const run = (values: InputValues) => ask(move.toInputs(investigation, values));
  const search = (filters: readonly Filter[]) => ask(move.toSearch(investigation, filters));
  const chooseSource = (name: string) => go(move.toSource(investigation, name));
  const onPivot = (target: PivotTarget) => go(move.toPivot(investigation, target));
  const costOf = (target: PivotTarget) => (
    <PivotCost {...{ target, investigation, dollarsPerTb: summary.dollarsPerTb }} />
  );
  const refused = answer?.kind === "needs-inputs" ? answer.problems : {};
  const count = progress?.state?.state === "done" ? progress.state.rowCount : null;

  return (
    <PivotOffers value={{ onLikely: running.prefetch, costOf }}>
      <div className="flex h-dvh min-h-0 flex-col">
        <TopBar
          start={investigation}
          onOpen={(place) => {
            focusAnswer();
            go(follow(investigation, place));
          }}
        >
          <SourcesButton summary={summary} current={sourceName} onChoose={chooseSource} />
        </TopBar>
        <ScopeBar
          summary={summary}
          scope={investigation.scope}
          onChange={(scope) => go(move.toScope(investigation, scope))}
        >
          {isSearch(investigation) ? (
            <SearchForm
              inputs={investigation.inputs}
              filters={investigation.filters}
              onSearch={search}
            />
          ) : step.inputs.length > 0 ? (
            <InputFields
              key={step.id}
              inputs={step.inputs}
              values={investigation.inputs}
              problems={refused}
              onSubmit={run}
            />
          ) : null}
          <CopyLink />
        </ScopeBar>
        <Path
          trail={investigation.trail}
          current={investigation}
          currentCount={count}
          onGoTo={(index) => go(move.backTo(investigation, index))}
        >
          {answer && <EstimateLine answer={answer} summary={summary} />}
          <SpentTotal spent={running.spent} isAsked={runId !== null} />
        </Path>
        <Notices
          problems={problem ? [problem, ...problems] : problems}
          isOffline={running.isOffline}
        />
        {running.activity && problem === null ? (
          <ActivityBand
            playbook={playbook}
            step={step}
            investigation={investigation}
            summary={summary}
            progress={running.activity}
            onChoose={(window) =>
              go(move.toScope(investigation, { ...investigation.scope, ...window }))
            }
            onCount={running.countActivity}
            onRetry={running.retryActivity}
          />
        ) : null}
        <main
          className={`flex min-h-0 flex-1 flex-col overflow-y-auto lg:grid lg:overflow-hidden ${
            investigation.event
              ? "lg:grid-cols-[230px_minmax(0,1fr)_360px] xl:grid-cols-[250px_minmax(0,1fr)_400px]"
              : "lg:grid-cols-[286px_minmax(0,1fr)]"
          }`}
        >
          <StepRail
            playbook={playbook}
            activeId={step.id}
            progress={answers}
            inputs={investigation.inputs}
            onChoose={(chosen) => go(move.toStep(investigation, chosen, remembered.current))}
          />
          <AnswerPanel
            key={`${playbook.id}/${step.id}/${sourceName}`}
            investigation={investigation}
            step={step}
            progress={progress}
            dollarsPerTb={summary.dollarsPerTb}
            logs={summary}
            chooseSource={
              sourceProblem === null || problem !== null ? null : (
                <ChooseSource
                  sources={summary.sources}
                  problem={sourceProblem}
                  onChoose={chooseSource}
                />
              )
            }
            rows={rows}
            rowsError={rowsError}
            onSort={(sort) => go({ ...investigation, sort }, "replace")}
            onColumns={(chosen) => go({ ...investigation, columns: chosen }, "replace")}
            onOpenRow={openRow}
            onPivot={onPivot}
            onFilter={(filter) => go(move.withFilter(investigation, filter))}
            onRemoveFilter={(index) => go(move.withoutFilter(investigation, index))}
            onFilters={(filters) => go(move.withFilters(investigation, filters))}
            onWindow={(fromMs, toMs) =>
              go(move.toScope(investigation, { ...investigation.scope, fromMs, toMs }))
            }
            onCancel={(id) => void actions.cancelRun(id)}
            onRetry={() => running.retry(step.id)}
            onConfirm={() => running.confirm(step.id)}
            onRunAfresh={() => running.runAfresh(step.id)}
          />
          {investigation.event ? (
            <RecordPanel
              startRecord={actions.startRecord}
              investigation={investigation}
              event={investigation.event}
              dollarsPerTb={summary.dollarsPerTb}
              step={step}
              columns={columns}
              rows={rows}
              onOpenRow={openRow}
              onFound={running.noteRecord}
              onClose={() => go({ ...investigation, event: null })}
              onPivot={onPivot}
              onFilter={(filter) => go(move.withFilter(investigation, filter))}
            />
          ) : null}
        </main>
      </div>
    </PivotOffers>
  );
}
