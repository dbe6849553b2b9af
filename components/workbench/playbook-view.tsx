"use client";
/** The whole page of a playbook. */
import dynamic from "next/dynamic";
import { useEffect } from "react";
import { ActivityRoom } from "@/components/activity/activity-frame";
import { AccountNamesContext } from "@/components/cell/account-names";
import { PivotOffers } from "@/components/cell/pivot-offers";
import { useFacetsOpen } from "@/components/facets/use-facets-open";
import { ChooseSource } from "@/components/scope/choose-source";
import { Path } from "@/components/scope/path";
import { ScopeBar } from "@/components/scope/scope-bar";
import { SourcesButton } from "@/components/scope/sources-button";
import { Notices } from "@/components/shell/notices";
import { TopBar } from "@/components/shell/top-bar";
import { loadCode } from "@/components/ui/load-code";
import type { PlaybookActions, SourceSummary } from "@/lib/api/answers";
import { asked } from "@/lib/investigation/choose-source";
import type { DefaultScopes } from "@/lib/investigation/default-range";
import type { Investigation, Reading } from "@/lib/investigation/investigation";
import type { Spent } from "@/lib/investigation/spending";
import { stepOf } from "@/queries/index";
import type { Playbook } from "@/queries/playbook";
import { habitInputs } from "@/queries/signals/entity";
import { CopyLink } from "./copy-link";
import { type MoveHandlers, moveHandlers } from "./move-handlers";
import * as move from "./moves";
import { tabTitle } from "./page-title";
import { PlaybookMain } from "./playbook-main";
import { useRunInAddress } from "./run-in-address";
import { SpentTotal } from "./spent-total";
import { StepForm } from "./step-form";
import type { StepProgress } from "./step-progress";
import { useAnswers } from "./use-answers";
import type { Go } from "./use-investigation";
import { focusAnswer, useKeptFocus } from "./use-kept-focus";

const EstimateLine = dynamic(
  () => loadCode(() => import("./estimate-line")).then((module) => module.EstimateLine),
  { ssr: false },
);
const ActivityBand = dynamic(
  () => loadCode(() => import("./activity-band")).then((module) => module.ActivityBand),
  { ssr: false, loading: () => <ActivityRoom /> },
);
const ChainBand = dynamic(
  () => loadCode(() => import("./chain-band")).then((module) => module.ChainBand),
  { ssr: false },
);
const PivotCost = dynamic(
  () =>
    loadCode(() => import("./pivot-cost")).then(
      (module) => module.PivotCost,
      // A menu still works if its costs cannot be loaded.
      () => () => null,
    ),
  { ssr: false },
);

export type WorkbenchProps = {
  readonly summary: SourceSummary;
  /** Where a link names no scope. */
  readonly scopes: DefaultScopes;
  /** Why no step can run yet, in a sentence. */
  readonly problem: string | null;
  readonly actions: PlaybookActions;
};

type Props = WorkbenchProps & {
  readonly reading: Reading;
  readonly playbook: Playbook;
  readonly go: Go;
};

/** The steps that ask whose a key is, and how its session came about. */
const ABOUT_SESSIONS: readonly string[] = ["key-owner", "opened-by", "sessions-opened"];

function isAboutSession({ playbookId, stepId, inputs }: Investigation): boolean {
  return (
    playbookId === "access-key-exposure" &&
    ABOUT_SESSIONS.includes(stepId) &&
    inputs.accessKeyId !== undefined
  );
}

/** What an investigation is about: its playbook, and its entity where it has one. */
const subjectKey = (playbook: Playbook, { inputs }: Investigation): string =>
  JSON.stringify([playbook.id, habitInputs(playbook, inputs)]);

function useTabTitle(investigation: Investigation): void {
  const title = tabTitle(investigation);
  useEffect(() => {
    document.title = `${title} · Trailbook`;
  }, [title]);
}

/** A playbook at work: scope, path, steps, the answer looked at and the record opened from it. */
export function PlaybookView({ actions, reading, playbook, go, problem, ...props }: Props) {
  const { investigation, problems } = reading;
  const source = asked(props.summary, investigation.source);
  const { summary } = source;
  const { dollarsPerTb } = summary;
  const facets = useFacetsOpen(subjectKey(playbook, investigation));
  const answers = useAnswers(playbook, investigation, actions, {
    dollarsPerTb,
    hasSource: source.problem === null,
    logs: summary,
    runsBaseline: summary.runsBaseline,
    hasFacets: facets.isOpen,
  });
  const step = stepOf(playbook, investigation.stepId);
  const progress = answers.steps[investigation.stepId];
  useRunInAddress(investigation, progress, go);
  useKeptFocus();
  useTabTitle(investigation);

  if (!step) return null;
  const moves = moveHandlers(investigation, go);
  return (
    <AccountNamesContext value={summary.accountNames}>
      <PivotOffers
        value={{
          onLikely: answers.prefetch,
          costOf: (target) => <PivotCost {...{ target, investigation, dollarsPerTb }} />,
        }}
      >
        <div className="flex h-dvh min-h-0 flex-col">
          <TopBar
            start={investigation}
            onOpen={(place) => {
              focusAnswer();
              moves.onOpen(place);
            }}
          >
            <SourcesButton summary={summary} current={source.name} onChoose={moves.onSource} />
          </TopBar>
          <ScopeBar summary={summary} scope={investigation.scope} onChange={moves.onScope}>
            <StepForm
              {...{ step, investigation, progress }}
              onGo={go}
              onRetry={() => answers.retry(step.id)}
            />
            <CopyLink />
          </ScopeBar>
          <PathBar {...{ investigation, progress, summary }} spent={answers.spent} moves={moves} />
          <Notices
            problems={problem ? [problem, ...problems] : problems}
            offline={answers.offline}
          />
          {answers.activity && problem === null ? (
            <ActivityBand
              {...{ playbook, step, investigation, summary }}
              progress={answers.activity}
              onChoose={({ fromMs, toMs }) => moves.onWindow(fromMs, toMs)}
              onCount={answers.countActivity}
              onRetry={answers.retryActivity}
            />
          ) : null}
          {isAboutSession(investigation) && problem === null && source.problem === null ? (
            <div className="min-h-19 shrink-0">
              <ChainBand
                {...{ investigation, actions }}
                accessKeyId={investigation.inputs.accessKeyId ?? ""}
                isFree={dollarsPerTb === null}
                maxWindowDays={summary.maxWindowDays}
                onPivot={moves.onPivot}
              />
            </div>
          ) : null}
          <PlaybookMain
            {...{ playbook, step, investigation, summary, answers, actions, moves, facets }}
            sourceName={source.name}
            chooseSource={
              source.problem !== null && problem === null ? (
                <ChooseSource
                  sources={summary.sources}
                  problem={source.problem}
                  onChoose={moves.onSource}
                />
              ) : null
            }
            onStep={(chosen, remembered) => go(move.toStep(investigation, chosen, remembered))}
          />
        </div>
      </PivotOffers>
    </AccountNamesContext>
  );
}

type PathProps = {
  readonly investigation: Investigation;
  readonly progress: StepProgress | undefined;
  readonly summary: SourceSummary;
  readonly spent: Spent;
  readonly moves: MoveHandlers;
};

/** The steps clicked so far, and what the current one reads and all of them have cost. */
function PathBar({ investigation, progress, summary, spent, moves }: PathProps) {
  const { answer = null, state = null } = progress ?? {};
  return (
    <Path
      path={investigation.path}
      current={investigation}
      currentCount={state?.state === "done" ? state.rowCount : null}
      onGoTo={moves.onGoBack}
    >
      {answer && <EstimateLine answer={answer} summary={summary} />}
      <SpentTotal spent={spent} isRun={answer?.kind === "started"} />
    </Path>
  );
}
