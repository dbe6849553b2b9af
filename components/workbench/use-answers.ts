"use client";
import { type Query, useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import type { Estimate, FoundBy, RunActions, StepAnswer, StepRequest } from "@/lib/answers";
import type { RunState } from "@/lib/engine/port";
import type { Investigation } from "@/lib/investigation";
import { endedWithoutRows } from "@/lib/no-rows";
import { type SeenRun, type Spent, seenRun, subjectOf, totalOf, unsettled } from "@/lib/spending";
import type { PivotTarget } from "@/queries/pivots";
import type { Playbook } from "@/queries/playbook";
import { afresh, withRows } from "./ask";
import { batched } from "./batch";
import { requestFor, stepKey, stepsToAnswer } from "./step-requests";
import { useCoverage } from "./use-coverage";
import { usePrefetch } from "./use-prefetch";
import { useRunStates } from "./use-run-states";
import { useSpending } from "./use-spending";
import { useViewer } from "./use-viewer";

export type StepProgress = {
  /** Null while the server has not answered yet. */
  readonly answer: Exclude<StepAnswer, { kind: "would-scan" }> | null;
  /** Where its run is; null without one. */
  readonly state: RunState | null;
  /** The request could not be sent or answered, in a sentence. */
  readonly error: string | null;
};

export type Answers = {
  /** By step id; steps that are not asked are absent. */
  readonly steps: Readonly<Record<string, StepProgress>>;
  readonly isOffline: boolean;
  /** What the investigation has cost so far. */
  readonly spent: Spent;
  /** Asks beforehand what a menu offers, where that costs nothing. */
  readonly prefetch: (targets: readonly PivotTarget[]) => void;
  /** Counts what finding a record has cost. */
  readonly noteRecord: (found: FoundBy) => void;
  /** Runs a step although it is over the limit. */
  readonly confirm: (stepId: string) => void;
  /** Runs a failed or cancelled step afresh. */
  readonly retry: (stepId: string) => void;
  /** Runs a step over the data as it is now, in place of the run that the link names. */
  readonly runAfresh: (stepId: string) => void;
};

type Asking = {
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
  /** It is told which source to ask. */
  readonly hasSource: boolean;
};

/** A run of which nothing is known but that it was started. */
const UNDER_WAY = { state: "running", sql: "", elapsedMs: 0, progress: null } as const;

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
/**
 * Asks the steps of an investigation and follows their runs. Where a scan costs money only the step
 * looked at may scan, and without a source none is asked.
 */
export function useAnswers(
  playbook: Playbook,
  investigation: Investigation,
  actions: RunActions,
  { dollarsPerTb, hasSource }: Asking,
): Answers {
  const { startSteps } = actions;
  const viewer = useViewer();
  const client = useQueryClient();
  const [ask, askWithRows] = useMemo(() => {
    const asking = afresh(batched((requests) => startSteps(requests, viewer)));
    return [asking, withRows(asking, client)];
  }, [startSteps, viewer, client]);
  const [amendments, setAmendments] = useState<Readonly<Record<string, Amendment>>>({});
  const isFree = dollarsPerTb === null;
  const toAnswer = hasSource ? stepsToAnswer(playbook, investigation, isFree) : [];
  const asked = toAnswer.map(({ step, onlyFromSlice }) => {
    const asks = requestFor(investigation, step);
    const request = onlyFromSlice ? { ...asks, onlyFromSlice } : asks;
    const key = JSON.stringify(request);
    return { step, key, asks, request: { ...request, ...amendments[key] } };
  });
  const results = useQueries({
    queries: asked.map(({ step, asks, request }) => ({
      queryKey: stepKey(request),
      queryFn: () => {
        if (step.id !== investigation.stepId) {
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

  const shown = asked.findIndex(({ step }) => step.id === investigation.stepId);
  const coverage = useCoverage(asked[shown]?.asks, results[shown]?.data, states, ask);
  const steps: Record<string, StepProgress> = {};
  asked.forEach(({ step }, index) => {
    const result = results[index];
    const answer = result?.data ?? null;
    if (answer?.kind === "would-scan") return;
    steps[step.id] = {
      ...progressOf(answer, states, index === shown ? coverage : undefined),
      error: result?.isError
        ? "The server could not be reached. Is Trailbook still running?"
        : null,
    };
  });
  const amend = (stepId: string, amendment: Amendment) => {
    const key = asked.find(({ step }) => step.id === stepId)?.key;
    if (key !== undefined)
      setAmendments((before) => ({ ...before, [key]: { ...before[key], ...amendment } }));
  };
  return {
    steps,
    isOffline,
    spent: totalOf(spending, dollarsPerTb),
    prefetch,
    noteRecord: ({ runId, isNew, cost }) =>
      note([{ runId, name: runId, isOwn: isNew, isLive: false, cost }]),
    confirm: (stepId) => amend(stepId, { confirmed: true }),
    runAfresh: (stepId) => amend(stepId, { afresh: true }),
    retry: (stepId) => {
      const answer = steps[stepId]?.answer;
      if (answer?.kind === "started") amend(stepId, { retryOf: answer.runId });
      else results[asked.findIndex(({ step }) => step.id === stepId)]?.refetch();
    },
  };
}
