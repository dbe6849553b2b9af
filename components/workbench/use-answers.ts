"use client";
/** The runs of a playbook page. */
import { useEffect, useState } from "react";
import type { FoundBy, RunActions } from "@/lib/api/answers";
import type { LogSpan } from "@/lib/investigation/activity-range";
import type { Investigation } from "@/lib/investigation/investigation";
import type { Spent } from "@/lib/investigation/spending";
import type { PivotTarget } from "@/queries/pivots";
import type { Playbook } from "@/queries/playbook";
import { useAsk } from "./ask";
import { BASELINE, PROFILE, signalRequests } from "./signal-requests";
import {
  countProblem,
  type Ending,
  isOver,
  isSettled,
  needsConfirmation,
  type PageProgress,
  pageProgress,
  waitingFor,
} from "./step-progress";
import { ACTIVITY, LISTING_FACETS, pageRequests } from "./step-requests";
import { useCoverage } from "./use-coverage";
import { useFollowedRuns } from "./use-followed-runs";
import { usePageAnswers } from "./use-page-answers";
import { usePrefetch } from "./use-prefetch";
import { useSubscriber } from "./use-subscriber";

export type Answers = PageProgress & {
  /** Why the runs cannot be followed, a sentence; null while they can. */
  readonly offline: string | null;
  /** What the investigation has cost so far. */
  readonly spent: Spent;
  /** Starts a pivot before it is clicked, where that costs nothing. */
  readonly prefetch: (target: PivotTarget) => void;
  /** Counts what finding a record has cost. */
  readonly noteRecord: (found: FoundBy) => void;
  /** Runs a step although it is over the limit. */
  readonly confirm: (stepId: string) => void;
  /** Runs a failed or cancelled step again. */
  readonly retry: (stepId: string) => void;
  /** Runs a step over the data as it is now, in place of the run that the link names. */
  readonly runFresh: (stepId: string) => void;
  /** Counts the activity although that is a scan with a price, or over the limit. */
  readonly countActivity: () => void;
  readonly retryActivity: () => void;
  readonly retryFacets: () => void;
  /** Reads the profile or the baseline although that is a scan with a price, or over the limit. */
  readonly confirmSignals: () => void;
  /** Runs those of both again that have failed or were stopped. */
  readonly retrySignals: () => void;
};

type Options = {
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
  /** It is known which source to query. */
  readonly hasSource: boolean;
  readonly logs: LogSpan;
  /** The baseline is read without a click. */
  readonly runsBaseline: boolean;
  /** The facets of the step are shown. */
  readonly hasFacets: boolean;
};

/**
 * Runs the steps of an investigation and follows their runs. Where a scan costs money, only the step
 * that is shown may scan. Without a source, none runs.
 */
export function useAnswers(
  playbook: Playbook,
  investigation: Investigation,
  { startSteps, pollRuns }: RunActions,
  { dollarsPerTb, hasSource, logs, runsBaseline, hasFacets }: Options,
): Answers {
  const subscriber = useSubscriber();
  const ask = useAsk(startSteps, subscriber);
  const isFree = dollarsPerTb === null;
  const { maxWindowDays } = logs;
  const requests = hasSource
    ? [
        ...pageRequests(playbook, investigation, logs, isFree, hasFacets),
        ...signalRequests(playbook, investigation, { maxWindowDays, isFree, runsBaseline }),
      ]
    : [];
  const { stepId } = investigation;
  const shown = requests.findIndex(({ id }) => id === stepId);
  const shownLink = requests[shown]?.request.link ?? "";
  const [ended, setEnded] = useState<{ link: string; ending: Ending } | null>(null);
  const waiting = waitingFor(
    requests.map(({ id }) => id),
    // Nothing waits for a step that lacks its inputs.
    shown < 0 ? "failed" : ended?.link === shownLink ? ended.ending : null,
  );
  const { results, amend, retry } = usePageAnswers(requests, investigation, ask, waiting);
  const { note, states, ...followed } = useFollowedRuns(investigation, {
    results,
    pollRuns,
    subscriber,
    dollarsPerTb,
  });
  const shownAnswer = results[shown]?.data ?? null;
  const coverage = useCoverage(requests[shown], shownAnswer, states, ask);
  // What it read is listed before the sizes of other time ranges are.
  const isListing = coverage === null || coverage?.isListing === true;
  const prefetch = usePrefetch(investigation, ask);
  const answered = requests.map(({ id }, index) => {
    const { data = null, error: failure = null } = results[index] ?? {};
    return { id, answer: data, failure };
  });
  const progress = pageProgress(answered, states, stepId, coverage);
  const settled = isListing ? "done" : "answered";
  const failed = isOver(progress.steps[stepId]) ? "failed" : null;
  const ending = isSettled(shownAnswer, states) ? settled : failed;
  useEffect(() => {
    if (ending !== null) setEnded({ link: shownLink, ending });
  }, [ending, shownLink]);
  const scan = { confirmed: true, mode: "open" } as const;
  return {
    ...progress,
    ...followed,
    prefetch,
    noteRecord: ({ runId, isNew, cost }) =>
      note([{ runId, name: runId, isOwn: isNew, isLive: false, cost }]),
    confirm: (id) => amend(id, { confirmed: true }),
    runFresh: (id) => amend(id, { mode: "fresh" }),
    retry,
    countActivity: () => amend(ACTIVITY, scan),
    retryActivity: () => retry(ACTIVITY),
    retryFacets: () => retry(LISTING_FACETS),
    confirmSignals: () => {
      const { profile, baseline } = progress;
      if (profile && needsConfirmation(profile)) amend(PROFILE, scan);
      if (baseline && needsConfirmation(baseline)) amend(BASELINE, scan);
    },
    retrySignals: () => {
      const { profile, baseline } = progress;
      if (profile && countProblem(profile) !== null) retry(PROFILE);
      if (baseline && countProblem(baseline) !== null) retry(BASELINE);
    },
  };
}
