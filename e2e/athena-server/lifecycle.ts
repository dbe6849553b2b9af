/** An execution's way through its states, at the pace that the test asks for. */
import { join } from "node:path";
import { DATABASE } from "./catalogue";
import { type Execution, hasEnded } from "./execution";
import type { Faults } from "./faults";
import type { FilePlan } from "./partition-files";
import type { QueryEngine, QueryResult } from "./query-engine";
import { type Failure, failure, failureOf, injectedFailure } from "./query-errors";
import { positionOf } from "./statement";
import type { Delays, QueryState } from "./types";

export type LifecycleSettings = {
  readonly engine: QueryEngine;
  readonly faults: Faults;
  readonly delays: () => Delays;
  readonly resultsDir: string;
  readonly bytesFactor: number;
};

export type Lifecycle = {
  /** Takes an execution to its end. */
  readonly run: (execution: Execution) => Promise<void>;
  /** Ends an execution as cancelled a little later, unless it ends by itself first. */
  readonly stop: (execution: Execution) => void;
  /** Bytes scanned so far, in step with the time. */
  readonly progress: (execution: Execution) => void;
};

const CUTOFF_REASON = "Bytes scanned limit was exceeded";

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function enter(execution: Execution, state: QueryState): void {
  const nowMs = Date.now();
  const before = execution.history.at(-1);
  if (before && execution.state === "QUEUED") execution.queuedMs += nowMs - before.atMs;
  if (state === "RUNNING") execution.runningSinceMs = nowMs;
  execution.state = state;
  execution.history.push({ state, atMs: nowMs });
}

function end(execution: Execution, state: "SUCCEEDED" | "FAILED" | "CANCELLED", reason?: string) {
  if (hasEnded(execution)) return;
  enter(execution, state);
  execution.endedMs = Date.now();
  execution.reason = reason ?? null;
  execution.abort.abort();
}

function fail(execution: Execution, { reason, error }: Failure): void {
  execution.error = hasEnded(execution) ? execution.error : error;
  end(execution, "FAILED", reason);
}

/** Why a statement fails before any file is read. */
function refusal({ request: { sql, statement, database } }: Execution): Failure | null {
  if (!statement.isQuery) {
    return failure("NOT_SUPPORTED: This test server runs queries only", 1200);
  }
  if (![DATABASE, "default"].includes(database.toLowerCase())) {
    const reason = `SCHEMA_NOT_FOUND: line ${positionOf(sql, database)}: Schema '${database}' does not exist`;
    return failure(reason, 1301);
  }
  return null;
}

/** Opens the machinery that runs executions. */
export function openLifecycle(settings: LifecycleSettings): Lifecycle {
  const { engine, faults, delays, resultsDir, bytesFactor } = settings;

  const progress = (execution: Execution) => {
    if (execution.state !== "RUNNING") return;
    const elapsedMs = Date.now() - (execution.runningSinceMs ?? Date.now());
    const part = Math.min(elapsedMs / Math.max(delays().queryMs, 1), 1);
    const bytes = Math.floor(execution.selectedBytes * part);
    execution.scannedBytes = Math.max(execution.scannedBytes, bytes);
  };

  const plan = async (execution: Execution): Promise<FilePlan> => {
    const { sql, statement } = execution.request;
    const files = await engine.plan(sql, statement);
    execution.tables = files.tables;
    execution.conditions = files.conditions;
    execution.isUnpruned = files.isUnpruned;
    execution.selectedBytes = Math.round(files.bytes * bytesFactor);
    return files;
  };

  const work = async (execution: Execution): Promise<QueryResult | Failure | "over-cutoff"> => {
    const refused = refusal(execution);
    if (refused) return refused;
    const { sql, statement, workGroup } = execution.request;
    try {
      const files = await plan(execution);
      const cutoff = workGroup.bytesScannedCutoff;
      if (cutoff !== null && execution.selectedBytes > cutoff) return "over-cutoff";
      const path = join(resultsDir, `${execution.id}.csv`);
      const { signal } = execution.abort;
      return await engine.run({ sql, statement, plan: files, path, signal });
    } catch (error) {
      return failureOf(error instanceof Error ? error.message : String(error), sql);
    }
  };

  const run = async (execution: Execution) => {
    const fault = faults.forExecution(execution.id);
    await sleep(delays().queueMs);
    if (hasEnded(execution)) return;
    enter(execution, "RUNNING");
    const outcome = fault === "fail" ? injectedFailure(faults.errorType()) : null;
    const working = outcome === null ? work(execution) : plan(execution).then(() => outcome);
    if (fault === "requeue") {
      await sleep(delays().queryMs / 2);
      if (hasEnded(execution)) return;
      enter(execution, "QUEUED");
      await sleep(delays().queueMs);
      if (hasEnded(execution)) return;
      enter(execution, "RUNNING");
    }
    const [ended] = await Promise.all([working, sleep(delays().queryMs)]);
    if (hasEnded(execution)) return;
    if (ended === "over-cutoff") {
      // What was scanned up to the limit is billed.
      execution.scannedBytes = execution.request.workGroup.bytesScannedCutoff ?? 0;
      return end(execution, "CANCELLED", CUTOFF_REASON);
    }
    if ("error" in ended) return fail(execution, ended);
    execution.columns = ended.columns;
    execution.file = ended.file;
    execution.scannedBytes = execution.selectedBytes;
    end(execution, "SUCCEEDED");
  };

  return {
    progress,
    run,
    stop: (execution) => {
      setTimeout(() => {
        progress(execution);
        end(execution, "CANCELLED", "Query cancelled by user");
      }, delays().stopMs);
    },
  };
}
