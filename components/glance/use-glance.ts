/** The runs behind the overview: sent, followed to their end, and stopped or run again by a person. */
import { useEffect, useState } from "react";
import { afterPaint } from "@/components/ui/after-paint";
import { requestProblem } from "@/components/ui/request-problem";
import { useAsk } from "@/components/workbench/ask";
import {
  type CountProgress,
  countProblem,
  needsConfirmation,
} from "@/components/workbench/step-progress";
import type { PageRequest } from "@/components/workbench/step-requests";
import { useCoverage } from "@/components/workbench/use-coverage";
import { usePageAnswers } from "@/components/workbench/use-page-answers";
import { useRows } from "@/components/workbench/use-rows";
import { useRunStates } from "@/components/workbench/use-run-states";
import { useSubscriber } from "@/components/workbench/use-subscriber";
import type { Estimate, RunActions, StepRequest } from "@/lib/api/answers";
import { isLive, type Row, type RunState } from "@/lib/api/run";

/** One of the runs. */
export type GlanceRun = {
  readonly request: StepRequest;
  readonly state: "waiting" | "running" | "needs-confirmation" | "failed" | "done";
  /** Why it failed, a sentence; null in other states. */
  readonly problem: string | null;
  readonly columns: readonly string[];
  /** All rows; null before they are there. */
  readonly rows: readonly Row[] | null;
  /** What it reads; null while that is not known. */
  readonly estimate: Estimate | null;
  /** The estimate is still being made. */
  readonly isEstimating: boolean;
  readonly confirm: () => void;
  readonly retry: () => void;
  readonly cancel: () => void;
};

/** The overview is not about one step, so its links name no run. */
const NO_STEP = { stepId: "", runId: null } as const;
const NOTHING: readonly PageRequest[] = [];
const NONE: readonly string[] = [];
const SCAN = { confirmed: true, mode: "open" } as const;

/** Whether the page has been painted: nothing of the overview delays it. */
function useIsPainted(): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => afterPaint(() => setPainted(true)), []);
  return isPainted;
}

function stateOf(progress: CountProgress, isDone: boolean): GlanceRun["state"] {
  if (countProblem(progress) !== null) return "failed";
  if (needsConfirmation(progress)) return "needs-confirmation";
  if (isDone) return "done";
  return isLive(progress.state) ? "running" : "waiting";
}

/** The rows of a run that is done; null before all of them are there. */
function useDoneRows({ answer, state }: CountProgress) {
  const done = answer?.kind === "started" && state?.state === "done" ? state : null;
  const runId = done && done.rowCount > 0 && answer?.kind === "started" ? answer.runId : null;
  const { rows, error } = useRows(runId);
  return {
    columns: done?.columns ?? [],
    rows: rows.length === done?.rowCount ? rows : null,
    error,
  };
}

/** Sends the request once the page is painted, and follows its run. */
export function useGlance(
  request: StepRequest,
  { startSteps, pollRuns, cancelRun }: RunActions,
): GlanceRun {
  const subscriber = useSubscriber();
  const ask = useAsk(startSteps, subscriber);
  const isPainted = useIsPainted();
  const page: PageRequest = { id: request.wants, request };
  const { results, amend, retry } = usePageAnswers(
    isPainted ? [page] : NOTHING,
    NO_STEP,
    ask,
    NONE,
  );
  const [result] = results;
  const answer = result?.data ?? null;
  const runId = answer?.kind === "started" ? answer.runId : null;
  const started: Record<string, RunState> =
    answer?.kind === "started" ? { [answer.runId]: answer.state } : {};
  const { states } = useRunStates({
    started,
    pollRuns,
    subscriber,
    isSending: result?.isFetching ?? false,
    onLost: () => void result?.refetch(),
  });
  const coverage = useCoverage(page, answer, states, ask);
  const state = answer?.kind === "started" ? (states[answer.runId] ?? answer.state) : null;
  const progress = { answer, state, error: result?.error ? requestProblem(result.error) : null };
  const { columns, rows, error } = useDoneRows(progress);
  const own = answer !== null && "estimate" in answer ? answer.estimate : null;
  return {
    request,
    state: error === null ? stateOf(progress, rows !== null) : "failed",
    problem: countProblem(progress) ?? error,
    columns,
    rows,
    estimate: coverage ?? own,
    isEstimating: coverage === null || coverage?.isListing === true,
    confirm: () => amend(page.id, SCAN),
    retry: () => retry(page.id),
    cancel: () => {
      if (runId !== null) void cancelRun(runId);
    },
  };
}
