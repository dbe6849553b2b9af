/** One execution: its request, its state, and the steps between states. */
import type { ResultColumn } from "./query-engine";
import type { Failure } from "./query-errors";
import type { ResultFile } from "./result-file";
import type { Statement } from "./statement";
import type { AthenaError, ExecutionRecord, QueryState } from "./types";
import type { WorkGroup } from "./work-groups";

/** A StartQueryExecution request, after the work group's settings. */
export type ExecutionRequest = {
  readonly sql: string;
  readonly statement: Statement;
  readonly token: string;
  readonly workGroupName: string;
  readonly workGroup: WorkGroup;
  readonly catalog: string;
  readonly database: string;
  /** The location as the client sent it, compared when a token is used again. */
  readonly askedLocation: string | null;
  /** Null where results are managed. */
  readonly outputLocation: string | null;
  readonly reuseMaxAgeMinutes: number | null;
};

/** What its conditions on partition keys selected. */
export type Scan = {
  readonly tables: readonly string[];
  readonly conditions: readonly string[];
  readonly isUnpruned: boolean;
  readonly partitions: number;
  readonly bytes: number;
};

export type Execution = {
  readonly id: string;
  readonly request: ExecutionRequest;
  readonly submittedMs: number;
  readonly history: { readonly state: QueryState; readonly atMs: number }[];
  /** Aborted when the execution ends. */
  readonly abort: AbortController;
  state: QueryState;
  endedMs: number | null;
  reason: string | null;
  error: AthenaError | null;
  scan: Scan;
  scannedBytes: number;
  columns: readonly ResultColumn[];
  file: ResultFile | null;
  /** Where the result is, also when it is an earlier query's. */
  resultLocation: string | null;
  reusedFrom: string | null;
  starts: number;
};

export function hasEnded(execution: Execution): boolean {
  return execution.endedMs !== null;
}

const NO_SCAN: Scan = { tables: [], conditions: [], isUnpruned: false, partitions: 0, bytes: 0 };

/** A new execution, queued. */
export function newExecution(id: string, request: ExecutionRequest): Execution {
  const nowMs = Date.now();
  const folder = request.outputLocation?.replace(/\/?$/, "/");
  return {
    id,
    request,
    submittedMs: nowMs,
    history: [{ state: "QUEUED", atMs: nowMs }],
    abort: new AbortController(),
    state: "QUEUED",
    endedMs: null,
    reason: null,
    error: null,
    scan: NO_SCAN,
    scannedBytes: 0,
    columns: [],
    file: null,
    resultLocation: folder === undefined ? null : `${folder}${id}.csv`,
    reusedFrom: null,
    starts: 1,
  };
}

/** Puts an execution that has not ended into another state. */
export function enter(execution: Execution, state: QueryState): void {
  execution.state = state;
  execution.history.push({ state, atMs: Date.now() });
}

/** Ends an execution, unless it has ended before: a terminal state never changes. */
export function end(
  execution: Execution,
  state: "SUCCEEDED" | "FAILED" | "CANCELLED",
  reason: string | null = null,
): void {
  if (hasEnded(execution)) return;
  enter(execution, state);
  execution.endedMs = Date.now();
  execution.reason = reason;
  execution.abort.abort();
}

/** Ends an execution as failed. */
export function fail(execution: Execution, { reason, error }: Failure): void {
  if (hasEnded(execution)) return;
  execution.error = error;
  end(execution, "FAILED", reason);
}

/** Time spent in a state so far. */
export function timeIn(execution: Execution, wanted: QueryState): number {
  const { history, endedMs } = execution;
  const untilMs = endedMs ?? Date.now();
  return history.reduce((sum, { state, atMs }, index) => {
    const leftMs = history[index + 1]?.atMs ?? untilMs;
    return state === wanted ? sum + Math.max(leftMs - atMs, 0) : sum;
  }, 0);
}

/** An execution for a test. */
export function recordOf(execution: Execution): ExecutionRecord {
  return {
    id: execution.id,
    sql: execution.request.sql,
    token: execution.request.token,
    workGroup: execution.request.workGroupName,
    database: execution.request.database,
    state: execution.state,
    history: [...execution.history],
    reason: execution.reason,
    error: execution.error,
    tables: execution.scan.tables,
    partitionConditions: execution.scan.conditions,
    selectedPartitions: execution.scan.partitions,
    selectedBytes: execution.scan.bytes,
    scannedBytes: execution.scannedBytes,
    rows: execution.file === null ? 0 : execution.file.lines - 1,
    reusedFrom: execution.reusedFrom,
    reuseMaxAgeMinutes: execution.request.reuseMaxAgeMinutes,
    starts: execution.starts,
  };
}
