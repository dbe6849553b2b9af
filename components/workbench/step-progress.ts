/** What a page knows of its steps: their answers, and where their runs are. */
import { requestProblem } from "@/components/ui/request-problem";
import type { Estimate, StepAnswer } from "@/lib/api/answers";
import { isLive, type RunState } from "@/lib/api/run";
import { endedWithoutRows } from "@/lib/text/read-files";
import { LEFT_BEHIND } from "@/queries/playbooks/left-behind";
import { BASELINE, PROFILE } from "./signal-requests";
import { ACTIVITY, LISTING_FACETS } from "./step-requests";

export type StepProgress = {
  /** Null while the server has not answered yet. */
  readonly answer: Exclude<StepAnswer, { kind: "would-scan" }> | null;
  /** Where its run is; null without one. */
  readonly state: RunState | null;
  /** The request could not be sent or answered, in a sentence. */
  readonly error: string | null;
};

/** The progress of what is counted beside the steps. */
export type CountProgress = Omit<StepProgress, "answer"> & {
  readonly answer: StepAnswer | null;
};

export type PageProgress = {
  /** By step id; steps without a request are absent. */
  readonly steps: Readonly<Record<string, StepProgress>>;
  /**
   * The events per day, over all logs, of what the investigation is about. Null without a request,
   * as while inputs are missing.
   */
  readonly activity: CountProgress | null;
  /** The profile of the entity in the time range, and of the baseline; null without a request. */
  readonly profile: CountProgress | null;
  readonly baseline: CountProgress | null;
  /** The facets of the listing looked at; null while they are not shown. */
  readonly facets: CountProgress | null;
};

/** The requests that are not steps. */
const COUNTS: readonly string[] = [ACTIVITY, PROFILE, BASELINE, LISTING_FACETS];

/**
 * How the step looked at has come out. Of one that is `done`, it may not be known yet which logs it
 * has read.
 */
export type Ending = "done" | "answered" | "failed";

/**
 * Those of the page's requests that wait for the step looked at: all of them while it is under way,
 * so that it is answered first; then the counts, and the step that reads more than its slice. Where
 * it failed, no count is sent.
 */
export function waitingFor(ids: readonly string[], ending: Ending | null): readonly string[] {
  switch (ending) {
    case null:
      return ids;
    case "done":
      return [...COUNTS, LEFT_BEHIND];
    case "answered":
      return [];
    case "failed":
      return COUNTS;
  }
}

type States = Readonly<Record<string, RunState>>;

/** The answer to one request of the page. */
export type Answered = {
  readonly id: string;
  readonly answer: StepAnswer | null;
  /** What the request failed with; null where it did not. */
  readonly failure: Error | null;
};

/** A run of which nothing is known but that it was started. */
export const UNDER_WAY = { state: "running", sql: "", elapsedMs: 0, progress: null } as const;

/** An answer and where its run is, which has no end without rows before its estimate is known. */
function progressOf(
  answer: StepProgress["answer"],
  states: States,
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

/** A step that ended without an answer: what waits for it is not asked. */
export function isOver(step: StepProgress | undefined): boolean {
  return (
    step !== undefined &&
    (step.error !== null ||
      step.answer?.kind === "refused" ||
      step.answer?.kind === "needs-inputs" ||
      ["failed", "cancelled", "unknown"].includes(step.state?.state ?? ""))
  );
}

/** An answer to it may still come without a click. */
export function isUnderWay(step: StepProgress | undefined): boolean {
  if (step === undefined || isOver(step)) return false;
  const { answer, state } = step;
  if (answer?.kind === "started") return state === null || isLive(state);
  return answer === null || answer.kind === "estimating";
}

/** Why there is no count and none is under way, a sentence; null where that is not so. */
export function countProblem({ answer, state, error }: CountProgress): string | null {
  if (error !== null) return error;
  if (answer?.kind === "refused") return answer.message;
  if (state?.state === "failed") return state.message;
  if (state?.state === "cancelled") return "The count was stopped.";
  if (state?.state === "unknown") return "This result has expired.";
  return null;
}

/** Whether a count waits for a person to confirm its scan. */
export function needsConfirmation({ answer }: CountProgress): boolean {
  return answer?.kind === "would-scan" || answer?.kind === "asks-first";
}

/** Nothing more comes of a step before a person acts: less urgent requests can be sent. */
export function isSettled(answer: StepAnswer | null, states: States): boolean {
  if (answer?.kind === "started") return (states[answer.runId] ?? answer.state).state === "done";
  return answer?.kind === "asks-first" || answer?.kind === "other-query";
}

/** The progress of a page. `coverage` is the estimate of the step looked at, as `useCoverage` has it. */
export function pageProgress(
  answered: readonly Answered[],
  states: States,
  stepId: string,
  coverage: Estimate | null | undefined,
): PageProgress {
  const steps: Record<string, StepProgress> = {};
  const counts: Record<string, CountProgress> = {};
  for (const { id, answer, failure } of answered) {
    const error = failure && requestProblem(failure);
    const isCount = COUNTS.includes(id);
    if (answer?.kind === "would-scan") {
      if (isCount) counts[id] = { answer, state: null, error };
      continue;
    }
    const progress = progressOf(answer, states, id === stepId ? coverage : undefined);
    if (!isCount) steps[id] = { ...progress, error };
    else if (answer !== null || !isOver(steps[stepId])) counts[id] = { ...progress, error };
  }
  return {
    steps,
    activity: counts[ACTIVITY] ?? null,
    profile: counts[PROFILE] ?? null,
    baseline: counts[BASELINE] ?? null,
    facets: counts[LISTING_FACETS] ?? null,
  };
}
