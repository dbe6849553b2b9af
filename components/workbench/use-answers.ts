"use client";
import { type Query, useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import type { Estimate, FoundBy, RunActions, StepAnswer, StepRequest } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import type { LogSpan } from "@/lib/investigation/activity-range";
import type { Investigation } from "@/lib/investigation/investigation";
import {
  type SeenRun,
  type Spent,
  seenRun,
  subjectOf,
  totalOf,
  unsettled,
} from "@/lib/investigation/spending";
import { endedWithoutRows } from "@/lib/text/no-rows";
import type { PivotTarget } from "@/queries/pivots";
import type { Playbook } from "@/queries/playbook";
import { afresh, withRows } from "./ask";
import { batched } from "./batch";
import { activityRequest, requestFor, stepKey, stepsToAnswer } from "./step-requests";
import { useCoverage } from "./use-coverage";
import { usePrefetch } from "./use-prefetch";
import { useRunStates } from "./use-run-states";
import { useSpending } from "./use-spending";
import { useSubscriber } from "./use-subscriber";

export type StepProgress = {
  /** Null while the server has not answered yet. */
  readonly answer: Exclude<StepAnswer, { kind: "would-scan" }> | null;
  /** Where its run is; null without one. */
  readonly state: RunState | null;
  /** The request could not be sent or answered, in a sentence. */
  readonly error: string | null;
};

/** The events per day, over all logs, of what the investigation is about. */
export type ActivityProgress = Omit<StepProgress, "answer"> & {
  readonly answer: StepAnswer | null;
};

export type Answers = {
  /** By step id; steps that are not asked are absent. */
  readonly steps: Readonly<Record<string, StepProgress>>;
  /** Null where it is not asked, as while inputs are missing. */
  readonly activity: ActivityProgress | null;
  readonly isOffline: boolean;
  /** What the investigation has cost so far. */
  readonly spent: Spent;
  /** Starts a pivot before it is clicked, where that costs nothing. */
  readonly prefetch: (target: PivotTarget) => void;
  /** Counts what finding a record has cost. */
  readonly noteRecord: (found: FoundBy) => void;
  /** Runs a step although it is over the limit. */
  readonly confirm: (stepId: string) => void;
  /** Runs a failed or cancelled step afresh. */
  readonly retry: (stepId: string) => void;
  /** Runs a step over the data as it is now, in place of the run that the link names. */
  readonly runAfresh: (stepId: string) => void;
  /** Counts the activity although that is a scan with a price, or over the limit. */
  readonly countActivity: () => void;
  readonly retryActivity: () => void;
};

type Asking = {
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
  /** It is told which source to ask. */
  readonly hasSource: boolean;
  readonly logs: LogSpan;
};

/** The activity among the questions of a page; no step has this id. */
const ACTIVITY = "";

/** A run of which nothing is known but that it was started. */
const UNDER_WAY = { state: "running", sql: "", elapsedMs: 0, progress: null } as const;

const UNREACHABLE = "The server could not be reached. Is Trailbook still running?";

/** The server itself holds such a question for a while before it answers. */
const ASK_AGAIN_MS = 200;

/** An answer and where its run is, which has no end without rows before it was asked what was read. */
function progressOf(
  answer: StepProgress["answer"],
  states: Readonly<Record<string, RunState>>,
  coverage: Estimate | null | undefined,
): Pick<StepProgress, "answer" | "state"> {
  if (answer?.kind !== "started") return { answer, state: null };
  const state = states[answer.runId] ?? answer.state;
  if (
    coverage === null &&
    answer.state.state !== "done" &&
    endedWithoutRows(state) &&
    "sql" in state
  )
    return { answer, state: { ...UNDER_WAY, sql: state.sql, elapsedMs: state.elapsedMs } };
  return { answer: coverage ? { ...answer, estimate: coverage } : answer, state };
}

const NONE: readonly string[] = [];

/** Ids of runs are hexadecimal; a link may hold any text. */
const RUN_ID = /^[\w.-]{1,120}$/;

/** The runs that the investigation's link names. */
const pathRuns = ({ trail, runId }: Investigation): readonly string[] =>
  [...trail.map((stop) => stop.runId), runId].flatMap((id) => (id && RUN_ID.test(id) ? [id] : []));

/** A run of which the engine knows nothing, and so not what it cost. */
const lostRun = (runId: string): SeenRun => ({
  runId,
  name: runId,
  isOwn: false,
  isLive: false,
  cost: null,
});

type Amendment = Pick<StepRequest, "confirmed" | "retryOf" | "afresh">;

/** Nothing more comes of a step before a person does something: what is less urgent can be asked. */
function isSettled(answer: StepAnswer | undefined, states: Readonly<Record<string, RunState>>) {
  if (answer?.kind === "started") return (states[answer.runId] ?? answer.state).state === "done";
  return answer?.kind === "asks-first" || answer?.kind === "other-query";
}

/** A step that ended without an answer: what waits for it is not asked. */
const isOver = (step: StepProgress | undefined): boolean =>
  step !== undefined &&
  (step.error !== null ||
    step.answer?.kind === "refused" ||
    ["failed", "cancelled", "unknown"].includes(step.state?.state ?? ""));

/**
 * Asks the steps of an investigation and follows their runs. Where a scan costs money only the step
 * looked at may scan, and without a source none is asked.
 */
export function useAnswers(
  playbook: Playbook,
  investigation: Investigation,
  actions: RunActions,
  { dollarsPerTb, hasSource, logs }: Asking,
): Answers {
  const { startSteps } = actions;
  const viewer = useSubscriber();
  const client = useQueryClient();
  const [ask, askWithRows] = useMemo(() => {
    const asking = afresh(batched((requests) => startSteps(requests, viewer)));
    return [asking, withRows(asking, client)];
  }, [startSteps, viewer, client]);
  const [amendments, setAmendments] = useState<Readonly<Record<string, Amendment>>>({});
  const isFree = dollarsPerTb === null;
  const [settledKey, setSettledKey] = useState("");
  const [counted, setCounted] = useState<readonly string[]>(NONE);
  const toAnswer = hasSource ? stepsToAnswer(playbook, investigation, isFree) : [];
  const ofActivity = hasSource ? activityRequest(playbook, investigation, logs) : null;
  const activityKey = JSON.stringify(ofActivity);
  const isCounted = counted.includes(activityKey);
  const questions = [
    ...toAnswer.map(({ step, onlyFromSlice }) => ({
      id: step.id,
      asks: requestFor(investigation, step),
      onlyFromSlice,
    })),
    ...(ofActivity === null
      ? []
      : [
          {
            id: ACTIVITY,
            asks: isCounted ? { ...ofActivity, confirmed: true } : ofActivity,
            onlyFromSlice: !isFree && !isCounted,
          },
        ]),
  ];
  const asked = questions.map(({ id, asks, onlyFromSlice }) => {
    const request = onlyFromSlice ? { ...asks, onlyFromSlice } : asks;
    const key = JSON.stringify(request);
    return { id, key, asks, request: { ...request, ...amendments[key] } };
  });
  const shown = asked.findIndex(({ id }) => id === investigation.stepId);
  const shownKey = asked[shown]?.key ?? "";
  const results = useQueries({
    queries: asked.map(({ id, asks, request }) => ({
      queryKey: stepKey(request),
      // The rows are what a person waits for, and what they were read from may answer this too.
      enabled: id !== ACTIVITY || settledKey === shownKey,
      queryFn: () => {
        if (id === ACTIVITY) return askWithRows(request);
        if (id !== investigation.stepId) {
          // It was the step looked at a moment ago, and its answer is as good as one from a slice.
          const known = client.getQueryData<StepAnswer>(stepKey(asks));
          return known?.kind === "started" ? known : ask(request);
        }
        // Not part of the key: the run's id enters the URL only once the run is known.
        const knownRunId = investigation.runId;
        return askWithRows(knownRunId === null ? request : { ...request, knownRunId });
      },
      retry: false,
      // A step that waits for its estimate is asked again until it runs or asks first.
      refetchInterval: ({ state }: Query<StepAnswer>) =>
        state.data?.kind === "estimating" ? ASK_AGAIN_MS : false,
    })),
  });

  const prefetch = usePrefetch(investigation, askWithRows);
  const { spending, note } = useSpending(subjectOf(investigation));
  const [gone, setGone] = useState<readonly string[]>(NONE);
  const onPath = pathRuns(investigation);
  const started: Record<string, RunState> = {};
  // Runs that were left, and those that a link names, are followed too: their end says what they cost.
  for (const runId of [...unsettled(spending), ...onPath])
    if (!spending[runId] && !gone.includes(runId)) started[runId] = UNDER_WAY;
  for (const { data } of results) {
    if (data?.kind !== "started") continue;
    started[data.runId] = data.state;
    // The same run by the name that the link has for it.
    const name = "lastingId" in data.state ? data.state.lastingId : undefined;
    if (name !== undefined && name !== data.runId) delete started[name];
  }
  const { states, isOffline } = useRunStates({
    started,
    pollRuns: actions.pollRuns,
    viewer,
    isAsking: results.some(({ isFetching }) => isFetching),
    onLost: (ids) => {
      note(ids.map((runId) => lostRun(runId)));
      setGone((before) => [...before, ...ids]);
      for (const { data, refetch } of results) {
        if (data?.kind === "started" && ids.includes(data.runId)) void refetch();
      }
    },
  });
  const ownRuns = new Set([
    ...onPath,
    ...results.flatMap(({ data }) => (data?.kind === "started" && data.isNew ? [data.runId] : [])),
  ]);
  const noteRuns = useEffectEvent(() =>
    note(
      Object.entries(states)
        .filter(([runId]) => runId in started)
        .map(([runId, state]) => seenRun(runId, ownRuns.has(runId), state, dollarsPerTb)),
    ),
  );
  useEffect(() => noteRuns());

  const coverage = useCoverage(asked[shown]?.asks, results[shown]?.data, states, ask);
  // What it read is listed before the sizes of other time ranges are.
  const isListing = coverage === null || coverage?.isListing === true;
  const isShownSettled = isSettled(results[shown]?.data, states) && !isListing;
  useEffect(() => {
    if (isShownSettled) setSettledKey(shownKey);
  }, [isShownSettled, shownKey]);
  const steps: Record<string, StepProgress> = {};
  let activity: ActivityProgress | null = null;
  for (const [index, { id }] of asked.entries()) {
    const result = results[index];
    const answer = result?.data ?? null;
    const error = result?.isError ? UNREACHABLE : null;
    if (answer?.kind === "would-scan") {
      if (id === ACTIVITY) activity = { answer, state: null, error };
      continue;
    }
    const progress = progressOf(answer, states, index === shown ? coverage : undefined);
    if (id !== ACTIVITY) steps[id] = { ...progress, error };
    else if (answer !== null || !isOver(steps[investigation.stepId]))
      activity = { ...progress, error };
  }
  const amend = (stepId: string, amendment: Amendment) => {
    const key = asked.find(({ id }) => id === stepId)?.key;
    if (key !== undefined)
      setAmendments((before) => ({ ...before, [key]: { ...before[key], ...amendment } }));
  };
  const retry = (id: string) => {
    const index = asked.findIndex((question) => question.id === id);
    const answer = results[index]?.data;
    if (answer?.kind === "started") amend(id, { retryOf: answer.runId });
    else void results[index]?.refetch();
  };
  return {
    steps,
    activity,
    isOffline,
    spent: totalOf(spending, dollarsPerTb),
    prefetch,
    noteRecord: ({ runId, isNew, cost }) =>
      note([{ runId, name: runId, isOwn: isNew, isLive: false, cost }]),
    confirm: (stepId) => amend(stepId, { confirmed: true }),
    runAfresh: (stepId) => amend(stepId, { afresh: true }),
    retry,
    countActivity: () => setCounted((before) => [...before, activityKey]),
    retryActivity: () => retry(ACTIVITY),
  };
}
