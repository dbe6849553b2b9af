"use client";
/** The states and costs of a page's runs. */
import { useEffect, useEffectEvent, useState } from "react";
import type { RunActions, StepAnswer } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import type { Investigation } from "@/lib/investigation/investigation";
import { type SeenRun, seenRun, subjectOf, totalOf, unsettled } from "@/lib/investigation/spending";
import { UNDER_WAY } from "./step-progress";
import { useRunStates } from "./use-run-states";
import { useSpending } from "./use-spending";

type Result = {
  readonly data: StepAnswer | undefined;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
};

type Options = {
  readonly results: readonly Result[];
  readonly pollRuns: RunActions["pollRuns"];
  readonly subscriber: string;
  /** The price of a scanned terabyte, US dollars; null where a scan costs nothing. */
  readonly dollarsPerTb: number | null;
};

const NONE: readonly string[] = [];

/** Ids of runs are hexadecimal; a link may hold any text. */
const RUN_ID = /^[\w.-]{1,120}$/;

/** The runs that the investigation's link names. */
const pathRuns = ({ path, runId }: Investigation): readonly string[] =>
  [...path.map((stop) => stop.runId), runId].flatMap((id) => (id && RUN_ID.test(id) ? [id] : []));

/** A run of which the engine knows nothing, and so not what it cost. */
const lostRun = (runId: string): SeenRun => ({
  runId,
  name: runId,
  isOwn: false,
  isLive: false,
  cost: null,
});

/** The runs of a page's answers, and where each was when it was started or joined. */
function addStarted(runs: Record<string, RunState>, results: readonly Result[]): void {
  for (const { data } of results) {
    if (data?.kind !== "started") continue;
    runs[data.runId] = data.state;
    // The same run by the name that the link has for it.
    const name = "lastingId" in data.state ? data.state.lastingId : undefined;
    if (name !== undefined && name !== data.runId) delete runs[name];
  }
}

/** Follows the runs of an investigation to their end, and sums up what they cost. */
export function useFollowedRuns(investigation: Investigation, options: Options) {
  const { results, pollRuns, subscriber, dollarsPerTb } = options;
  const { spending, note } = useSpending(subjectOf(investigation));
  const [gone, setGone] = useState<readonly string[]>(NONE);
  const onPath = pathRuns(investigation);
  const started: Record<string, RunState> = {};
  // Runs that were left, and those that a link names, are followed too, for what they cost.
  for (const runId of [...unsettled(spending), ...onPath])
    if (!spending[runId] && !gone.includes(runId)) started[runId] = UNDER_WAY;
  addStarted(started, results);
  const { states, offline } = useRunStates({
    started,
    pollRuns,
    subscriber,
    isSending: results.some(({ isFetching }) => isFetching),
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
  return { states, offline, spent: totalOf(spending, dollarsPerTb), note };
}
