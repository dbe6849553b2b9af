/** The estimate of an answer that was given before it was known: its size, and the days without logs. */
import { skipToken, useQuery } from "@tanstack/react-query";
import type { Estimate, StepAnswer } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import { endedWithoutRows } from "@/lib/text/read-files";
import type { Ask } from "./ask";
import { type PageRequest, withRun } from "./step-requests";

const ASK_AGAIN_MS = 1_000;

const startedOf = (answer: StepAnswer | null | undefined) =>
  answer?.kind === "started" ? answer : null;

/**
 * The estimate of the step looked at, where its answer came too early for one: null until it was
 * asked for once, undefined where it need not be. The run is only joined: nothing is scanned.
 */
export function useCoverage(
  page: PageRequest | undefined,
  answer: StepAnswer | null,
  states: Readonly<Record<string, RunState>>,
  ask: Ask,
): Estimate | null | undefined {
  const started = startedOf(answer);
  const state = started && (states[started.runId] ?? started.state);
  const enabled = started?.estimate.isListing === true && state?.state !== "queued";
  const { data, isPending } = useQuery({
    queryKey: ["coverage", started?.runId, endedWithoutRows(state)],
    queryFn:
      page && started
        ? () => ask(withRun({ ...page.request, mode: "cached-only" }, started.runId))
        : skipToken,
    enabled,
    retry: false,
    refetchInterval: (query) =>
      startedOf(query.state.data)?.estimate.isListing ? ASK_AGAIN_MS : false,
  });
  if (!enabled) return undefined;
  return isPending ? null : startedOf(data)?.estimate;
}
