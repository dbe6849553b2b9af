/** An execution's way through its states, at the pace that the test asks for. */
import { join } from "node:path";
import { CATALOG, DATABASES } from "./catalogue";
import { type Execution, end, enter, fail, hasEnded, timeIn } from "./execution";
import type { Faults } from "./faults";
import type { FilePlan } from "./partition-files";
import type { QueryEngine, QueryResult } from "./query-engine";
import { type Failure, failure, failureOf, injectedFailure } from "./query-errors";
import { positionOf } from "./statement";
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
  /** Ends an execution as cancelled a little later, unless it ends by itself first. */
  readonly stop: (execution: Execution) => void;
  /** Brings the bytes scanned so far into step with the time. */
  readonly progress: (execution: Execution) => void;
};

/** How work ended, before the execution does. */
type Outcome =
  | { readonly kind: "result"; readonly result: QueryResult }
  | { readonly kind: "failure"; readonly failure: Failure }
  | { readonly kind: "over-cutoff"; readonly cutoff: number };

const CUTOFF_REASON = "Bytes scanned limit was exceeded";
const CANCEL_REASON = "Query cancelled by user";

/** Waits, or less where the execution ends before. */
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

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Why a statement fails before any file is read. */
function refusal({ request: { sql, statement, catalog, database } }: Execution): Failure | null {
  if (!statement.isQuery) {
    return failure("NOT_SUPPORTED: This test server runs queries only", 1200);
  }
  if (catalog.toLowerCase() !== CATALOG.toLowerCase()) {
    return failure(`CATALOG_NOT_FOUND: Catalog '${catalog}' does not exist`, 1301);
  }
  if (DATABASES.includes(database.toLowerCase())) return null;
  const place = positionOf(sql, "from");
  return failure(`SCHEMA_NOT_FOUND: line ${place}: Schema '${database}' does not exist`, 1301);
}

/** Opens the machinery that runs executions. */
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

  const plan = async (execution: Execution): Promise<FilePlan> => {
    const { statement } = execution.request;
    const files = await engine.plan(statement);
    execution.scan = { ...files, partitions: files.folders.length };
    return files;
  };

  const work = async (execution: Execution, injected: Failure | null): Promise<Outcome> => {
    const refused = refusal(execution);
    if (refused) return { kind: "failure", failure: refused };
    const { sql, statement, database, workGroup } = execution.request;
    try {
      const files = await plan(execution);
      if (files.unnamed !== null) {
        const reason = `CONSTRAINT_VIOLATION: For the injected projected partition column ${files.unnamed}, the WHERE clause must contain only static equality conditions, and at least one such condition must be present.`;
        return { kind: "failure", failure: failure(reason, 1006) };
      }
      if (injected) return { kind: "failure", failure: injected };
      const cutoff = workGroup.bytesScannedCutoff;
      if (cutoff !== null && execution.scan.bytes > cutoff) return { kind: "over-cutoff", cutoff };
      const path = join(resultsDir, `${execution.id}.csv`);
      const { signal } = execution.abort;
      const result = await engine.run({ sql, statement, database, plan: files, path, signal });
      return { kind: "result", result };
    } catch (error) {
      return { kind: "failure", failure: failureOf(messageOf(error), { sql, database }) };
    }
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
    const working = work(execution, injected);
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
