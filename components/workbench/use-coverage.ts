/** Answers that were given before anybody knew what they read: the size, and the days without logs. */
import { type Query, useQueries } from "@tanstack/react-query";
import type { Estimate, StepAnswer, StepRequest } from "@/lib/answers";
import type { RunState } from "@/lib/engine/port";
import type { Ask } from "./ask";

type Started = Extract<StepAnswer, { kind: "started" }>;

/** A run, the question that it answers, and where it is by now. */
type Followed = {
  readonly request: StepRequest;
  readonly answer: Started;
  readonly state: RunState;
};

const ASK_AGAIN_MS = 1_000;

/** An end without rows means something else where there were no logs to look in. */
export const isEmpty = (state: RunState): boolean => state.state === "done" && state.rowCount === 0;

const isUnsure = ({ answer, state }: Followed): boolean =>
  answer.estimate.isListing && (state.state === "running" || state.state === "done");

/**
 * What such runs have read, by their ids; null until it was asked for once. Only the runs themselves
 * are met again: nothing is scanned.
 */
export function useCoverage(
  followed: readonly Followed[],
  ask: Ask,
): ReadonlyMap<string, Estimate | null> {
  const unsure = followed.filter(isUnsure);
  const results = useQueries({
    queries: unsure.map(({ request, answer: { runId }, state }) => ({
      queryKey: ["coverage", runId, isEmpty(state)],
      queryFn: () => ask({ ...request, onlyFromSlice: true, knownRunId: runId }),
      retry: false,
      refetchInterval: ({ state: { data } }: Query<StepAnswer>) =>
        data?.kind === "started" && data.estimate.isListing ? ASK_AGAIN_MS : false,
    })),
  });
  return new Map(
    unsure.map(({ answer: { runId, estimate } }, index) => {
      const { data, isPending } = results[index] ?? { isPending: true };
      if (isPending) return [runId, null];
      const isSame = data?.kind === "started" && data.runId === runId;
      return [runId, isSame ? data.estimate : estimate];
    }),
  );
}
