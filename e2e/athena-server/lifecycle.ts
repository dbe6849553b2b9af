/** Takes executions through their states, with the delays that the test sets. */
import { executeQuery, messageOf, type Outcome } from "./execute-query";
import { type Execution, end, enter, fail, hasEnded, timeIn } from "./execution";
import type { Faults } from "./faults";
import type { QueryEngine } from "./query-engine";
import { failure, injectedFailure } from "./query-errors";
import type { Delays } from "./types";

export type LifecycleSettings = {
  readonly engine: QueryEngine;
  readonly faults: Faults;
  readonly delays: () => Delays;
  readonly resultsDir: string;
};

export type Lifecycle = {
  /** Takes an execution to its end. */
  readonly run: (execution: Execution) => Promise<void>;
  /** Ends an execution as cancelled a little later, unless it ends before. */
  readonly stop: (execution: Execution) => void;
  /** Updates the bytes scanned so far. */
  readonly progress: (execution: Execution) => void;
};

const CUTOFF_REASON = "Bytes scanned limit was exceeded";
const CANCEL_REASON = "Query cancelled by user";

/** Waits, at most until the execution ends. */
function pause(ms: number, { signal }: AbortController): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

/** Opens the lifecycle of an account without executions. */
export function openLifecycle(settings: LifecycleSettings): Lifecycle {
  const { engine, faults, delays, resultsDir } = settings;

  const queryMsOf = ({ request: { sql } }: Execution): number => {
    const { queryMs } = delays();
    return typeof queryMs === "number" ? queryMs : queryMs(sql);
  };

  const progress = (execution: Execution) => {
    if (execution.state !== "RUNNING") return;
    const { scan, request } = execution;
    const part = Math.min(timeIn(execution, "RUNNING") / Math.max(queryMsOf(execution), 1), 1);
    const most = request.workGroup.bytesScannedCutoff ?? Number.POSITIVE_INFINITY;
    const bytes = Math.min(Math.floor(scan.bytes * part), most);
    execution.scannedBytes = Math.max(execution.scannedBytes, bytes);
  };

  const finish = (execution: Execution, outcome: Outcome) => {
    if (hasEnded(execution)) return;
    progress(execution);
    if (outcome.kind === "failure") return fail(execution, outcome.failure);
    if (outcome.kind === "over-cutoff") {
      // What was scanned up to the limit is billed.
      execution.scannedBytes = outcome.cutoff;
      return end(execution, "CANCELLED", CUTOFF_REASON);
    }
    execution.columns = outcome.result.columns;
    execution.file = outcome.result.file;
    execution.scannedBytes = execution.scan.bytes;
    end(execution, "SUCCEEDED");
  };

  const run = async (execution: Execution) => {
    const { abort } = execution;
    const fault = faults.forExecution(execution.id);
    const injected = fault === "fail" ? injectedFailure(faults.errorType()) : null;
    await pause(delays().queueMs, abort);
    if (hasEnded(execution)) return;
    enter(execution, "RUNNING");
    const working = executeQuery(engine, resultsDir, execution, injected);
    if (fault === "requeue") {
      await pause(queryMsOf(execution) / 2, abort);
      if (!hasEnded(execution)) enter(execution, "QUEUED");
      await pause(delays().queueMs, abort);
      if (!hasEnded(execution)) enter(execution, "RUNNING");
    }
    const [outcome] = await Promise.all([working, pause(queryMsOf(execution), abort)]);
    finish(execution, outcome);
  };

  return {
    progress,
    run: (execution) =>
      run(execution).catch((error: unknown) =>
        fail(execution, failure(`GENERIC_INTERNAL_ERROR: ${messageOf(error)}`, 100, 1, true)),
      ),
    stop: (execution) => {
      void pause(delays().stopMs, execution.abort).then(() => {
        progress(execution);
        end(execution, "CANCELLED", CANCEL_REASON);
      });
    },
  };
}
