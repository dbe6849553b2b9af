"use client";
/** The runs for the hits of rules, from their start to their rows. */
import { useCallback, useEffect, useState } from "react";
import { requestProblem } from "@/components/ui/request-problem";
import type { HitsAnswer, RuleActions, RuleHitsRequest } from "@/lib/api/rules";
import type { Row, RunState } from "@/lib/api/run";
import { useHitRows } from "./use-hit-rows";
import { useRunState } from "./use-run-state";

/** Sizes that are still being listed are requested again after this time. */
const ASK_AGAIN_MS = 1_000;

const refusedFor = (error: unknown): HitsAnswer => ({
  kind: "refused",
  message: requestProblem(error),
  canRetry: true,
  queries: 0,
  moreRuns: [],
});

export type Hits = {
  /** What the server answered; null before a start. */
  readonly answer: HitsAnswer | null;
  /** The request of the answer. */
  readonly request: RuleHitsRequest | null;
  /** The state of its runs, where there are any. */
  readonly state: RunState | null;
  readonly rows: readonly Row[];
  /** Why the rows of done runs cannot be read, a sentence. */
  readonly rowsProblem: string | null;
  readonly isLoadingRows: boolean;
  readonly isSending: boolean;
  /** Why the runs cannot be followed, a sentence; null while they can. */
  readonly offline: string | null;
  readonly start: (request: RuleHitsRequest) => void;
  readonly cancel: () => void;
};

/**
 * Follows the runs of one request at a time; a new start takes the place of the one before.
 * @param first what is started at once; null waits for a click
 */
export function useHits(
  actions: RuleActions,
  subscriber: string,
  first: RuleHitsRequest | null = null,
): Hits {
  const { startHits, pollRuns, cancelRun } = actions;
  const [request, setRequest] = useState(first);
  const [answer, setAnswer] = useState<HitsAnswer | null>(null);

  // Each turn sends the request once more.
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn is a reason to send.
  useEffect(() => {
    if (request === null) return;
    let isOver = false;
    startHits(request, subscriber)
      .catch(refusedFor)
      .then((given) => {
        if (!isOver) setAnswer(given);
      });
    return () => {
      isOver = true;
    };
  }, [request, turn, startHits, subscriber]);

  const isEstimating = answer?.kind === "estimating";
  useEffect(() => {
    if (!isEstimating) return;
    const timer = setInterval(() => setTurn((before) => before + 1), ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isEstimating]);

  const start = useCallback((next: RuleHitsRequest) => {
    setRequest(next);
    setAnswer(null);
    setTurn((before) => before + 1);
  }, []);

  const isSending = request !== null && answer === null;
  const started = answer?.kind === "started" ? answer : null;
  const runIds = started === null ? [] : [started.runId, ...started.moreRuns];
  const { state, offline } = useRunState({
    started,
    runIds,
    pollRuns,
    subscriber,
    turn,
    onLost: () => setTurn((before) => before + 1),
  });
  const hasRows = state?.state === "done" && state.rowCount > 0;
  const { rows, isLoading, error } = useHitRows(hasRows ? runIds : []);
  return {
    answer,
    request,
    state,
    rows,
    rowsProblem: error,
    isLoadingRows: isLoading,
    isSending,
    offline,
    start,
    cancel: () => {
      for (const runId of runIds) void cancelRun(runId);
    },
  };
}
