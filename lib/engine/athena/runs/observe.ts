/** What follows from the state of an execution, as Athena reported it. */
import { failureSentence, inUnits, isCutoff } from "@/lib/engine/athena/errors/reasons";
import type { Execution } from "./execution";
import { endCancelled, endFailed, type Run, startedMs } from "./run";

/** A request to stop that had no effect in this time is repeated. */
const STOP_AGAIN_MS = 5_000;

/** What to do next with a run. */
export type Next = "wait" | "stop" | "read-result" | "ended";

/** Notes an execution on its run, and ends the run where the execution failed or was cancelled. */
export function observe(run: Run, execution: Execution, timeLimitMs: number): Next {
  if (run.end) return "ended";
  run.execution = execution;
  switch (execution.state) {
    case "succeeded":
      return "read-result";
    case "failed":
      if (run.wantsStop && /cancel/i.test(execution.reason))
        endStopped(run, execution, timeLimitMs);
      else endFailed(run, failureSentence(execution));
      return "ended";
    case "cancelled":
      endStopped(run, execution, timeLimitMs);
      return "ended";
    default: {
      const nowMs = Date.now();
      if (run.wantsStop) return nowMs - run.stopSentMs > STOP_AGAIN_MS ? "stop" : "wait";
      return nowMs - startedMs(run) > timeLimitMs ? "stop" : "wait";
    }
  }
}

/** Ends a run whose execution was stopped: by its workgroup, the time limit, or a person. */
function endStopped(run: Run, { reason, scannedBytes }: Execution, timeLimitMs: number): void {
  if (isCutoff(reason)) {
    endFailed(run, failureSentence({ reason, errorType: null, scannedBytes }));
  } else if (run.wantsStop === "too-long") {
    const minutes = Math.round(timeLimitMs / 6_000) / 10;
    endFailed(
      run,
      `The query was stopped after ${minutes} minutes, the longest that one may take here. The ${inUnits(scannedBytes)} that it had scanned are billed. Choose a shorter time range or fewer accounts.`,
    );
  } else endCancelled(run);
}
