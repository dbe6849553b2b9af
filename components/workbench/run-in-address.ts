"use client";
/** The run's id in the URL. */
import { useEffect } from "react";
import { afterPaint } from "@/components/ui/after-paint";
import type { RunState } from "@/lib/api/run";
import type { Investigation } from "@/lib/investigation/investigation";
import type { StepProgress } from "./step-progress";
import type { Go } from "./use-investigation";

/**
 * What a run is called in a link: the id that lasts as soon as there is one, its own once it is
 * done or was stopped on purpose; null before, and for a run that gave no result in another way.
 */
function nameOfRun(runId: string | null, state: RunState | null): string | null {
  switch (state?.state) {
    case "queued":
    case "running":
      return state.lastingId ?? null;
    case "cancelled":
      return state.stoppedBy === "person" ? (state.lastingId ?? runId) : null;
    case "done":
      return state.lastingId ?? runId;
    default:
      return null;
  }
}

/** Puts the run into the URL, so that a link shows the same result. Its rows go first. */
export function useRunInAddress(
  investigation: Investigation,
  progress: StepProgress | undefined,
  go: Go,
): void {
  const { answer = null, state = null } = progress ?? {};
  const name = nameOfRun(answer?.kind === "started" ? answer.runId : null, state);
  useEffect(() => {
    if (name === null || name === investigation.runId) return;
    return afterPaint(() => go({ ...investigation, runId: name }, "amend"));
  }, [name, investigation, go]);
}
