/** One execution: what was asked, where it is, and how GetQueryExecution tells it. */
import type { ResultColumn } from "./query-engine";
import type { ResultFile } from "./result-file";
import type { Statement } from "./statement";
import type { AthenaError, ExecutionRecord, QueryState } from "./types";
import type { WorkGroup } from "./work-groups";

/** What a StartQueryExecution asked for, after the work group's settings. */
export type ExecutionRequest = {
  readonly sql: string;
  readonly statement: Statement;
  readonly token: string;
  readonly workGroupName: string;
  readonly workGroup: WorkGroup;
  readonly catalog: string;
  readonly database: string;
  /** The location as the client sent it, compared when a token comes again. */
  readonly askedLocation: string | null;
  /** Null where results are managed. */
  readonly outputLocation: string | null;
  readonly reuseMaxAgeMinutes: number | null;
};

export type Execution = {
  readonly id: string;
  readonly request: ExecutionRequest;
  readonly submittedMs: number;
  readonly history: { readonly state: QueryState; readonly atMs: number }[];
  readonly abort: AbortController;
  state: QueryState;
  endedMs: number | null;
  /** When the present spell in RUNNING began, and what was queued before it. */
  runningSinceMs: number | null;
  queuedMs: number;
  reason: string | null;
  error: AthenaError | null;
  tables: readonly string[];
  conditions: readonly string[];
  isUnpruned: boolean;
  selectedBytes: number;
  scannedBytes: number;
  columns: readonly ResultColumn[];
  file: ResultFile | null;
  /** Where the result is, also when it is an earlier query's. */
  resultLocation: string | null;
  reusedFrom: string | null;
  starts: number;
};

export const hasEnded = (execution: Execution): boolean => execution.endedMs !== null;

/** A new execution, queued. */
export function newExecution(id: string, request: ExecutionRequest): Execution {
  const nowMs = Date.now();
  const { outputLocation } = request;
  return {
    id,
    request,
    submittedMs: nowMs,
    history: [{ state: "QUEUED", atMs: nowMs }],
    abort: new AbortController(),
    state: "QUEUED",
    endedMs: null,
    runningSinceMs: null,
    queuedMs: 0,
    reason: null,
    error: null,
    tables: [],
    conditions: [],
    isUnpruned: false,
    selectedBytes: 0,
    scannedBytes: 0,
    columns: [],
    file: null,
    resultLocation:
      outputLocation === null ? null : `${outputLocation.replace(/\/?$/, "/")}${id}.csv`,
    reusedFrom: null,
    starts: 1,
  };
}

const seconds = (ms: number): number => ms / 1000;

function statistics(execution: Execution) {
  const { state, submittedMs, endedMs, runningSinceMs, queuedMs, reusedFrom } = execution;
  const endMs = endedMs ?? Date.now();
  const queueMs = state === "QUEUED" || runningSinceMs === null ? endMs - submittedMs : queuedMs;
  const totalMs = endMs - submittedMs;
  return {
    EngineExecutionTimeInMillis: Math.max(totalMs - queueMs, 0),
    DataScannedInBytes: execution.scannedBytes,
    TotalExecutionTimeInMillis: totalMs,
    QueryQueueTimeInMillis: queueMs,
    ServicePreProcessingTimeInMillis: 0,
    ServiceProcessingTimeInMillis: endedMs === null ? 0 : 1,
    ...(endedMs === null ? {} : { QueryPlanningTimeInMillis: 1 }),
    ResultReuseInformation: { ReusedPreviousResult: reusedFrom !== null },
  };
}

/** An execution as GetQueryExecution tells it. */
export function describeExecution(execution: Execution) {
  const { request, state, submittedMs, endedMs, reason, error, resultLocation } = execution;
  return {
    QueryExecutionId: execution.id,
    Query: request.sql,
    StatementType: request.statement.isQuery ? "DML" : "DDL",
    SubstatementType: request.statement.isQuery ? "SELECT" : "UNKNOWN",
    ...(resultLocation === null
      ? { ManagedQueryResultsConfiguration: { Enabled: true } }
      : { ResultConfiguration: { OutputLocation: resultLocation } }),
    ResultReuseConfiguration: {
      ResultReuseByAgeConfiguration:
        request.reuseMaxAgeMinutes === null
          ? { Enabled: false }
          : { Enabled: true, MaxAgeInMinutes: request.reuseMaxAgeMinutes },
    },
    QueryExecutionContext: { Database: request.database, Catalog: request.catalog },
    Status: {
      State: state,
      SubmissionDateTime: seconds(submittedMs),
      ...(endedMs === null ? {} : { CompletionDateTime: seconds(endedMs) }),
      ...(reason === null ? {} : { StateChangeReason: reason }),
      ...(error === null ? {} : { AthenaError: error }),
    },
    Statistics: statistics(execution),
    WorkGroup: request.workGroupName,
    EngineVersion: {
      SelectedEngineVersion: request.workGroup.engineVersion,
      EffectiveEngineVersion: request.workGroup.engineVersion,
    },
  };
}

/** An execution for a test. */
export const recordOf = (execution: Execution): ExecutionRecord => ({
  id: execution.id,
  sql: execution.request.sql,
  token: execution.request.token,
  workGroup: execution.request.workGroupName,
  database: execution.request.database,
  state: execution.state,
  history: [...execution.history],
  reason: execution.reason,
  error: execution.error,
  tables: execution.tables,
  partitionConditions: execution.conditions,
  selectedBytes: execution.selectedBytes,
  scannedBytes: execution.scannedBytes,
  rows: execution.file === null ? 0 : execution.file.lines - 1,
  reusedFrom: execution.reusedFrom,
  starts: execution.starts,
});
