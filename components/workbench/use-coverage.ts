/** An answer that was given before anybody knew what it read: the size, and the days without logs. */
import { skipToken, useQuery } from "@tanstack/react-query";
import type { Estimate, StepAnswer, StepRequest } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import { endedWithoutRows } from "@/lib/text/no-rows";
import type { Ask } from "./ask";

const ASK_AGAIN_MS = 1_000;

const startedOf = (answer: StepAnswer | undefined) => (answer?.kind === "started" ? answer : null);

/**
 * What the step looked at reads, where its answer came too early to tell: null until that was asked
 * for once, undefined where it need not be. Only the run is met again: nothing is scanned.
 */
export function useCoverage(
  request: StepRequest | undefined,
  answer: StepAnswer | undefined,
  states: Readonly<Record<string, RunState>>,
  ask: Ask,
): Estimate | null | undefined {
  const started = startedOf(answer);
  const state = started && (states[started.runId] ?? started.state);
  const enabled = started?.estimate.isListing === true && state?.state !== "queued";
  const { data, isPending } = useQuery({
    queryKey: ["coverage", started?.runId, endedWithoutRows(state)],
    queryFn:
      request && started
        ? () => ask({ ...request, onlyFromSlice: true, knownRunId: started.runId })
        : skipToken,
    enabled,
    retry: false,
    refetchInterval: (query) =>
      startedOf(query.state.data)?.estimate.isListing ? ASK_AGAIN_MS : false,
  });
  if (!enabled) return undefined;
  return isPending ? null : startedOf(data)?.estimate;
}
