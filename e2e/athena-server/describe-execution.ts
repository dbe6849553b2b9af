/** An execution in the words of GetQueryExecution and GetQueryRuntimeStatistics. */
import { type Execution, timeIn } from "./execution";

/** Rows and sizes are counted some time after the end. */
const ROWS_AFTER_MS = 50;

const seconds = (ms: number): number => ms / 1000;

function timeline(execution: Execution) {
  const { submittedMs, endedMs } = execution;
  const totalMs = (endedMs ?? Date.now()) - submittedMs;
  const queuedMs = timeIn(execution, "QUEUED");
  return {
    QueryQueueTimeInMillis: queuedMs,
    ServicePreProcessingTimeInMillis: 0,
    ...(endedMs === null ? {} : { QueryPlanningTimeInMillis: Math.min(totalMs - queuedMs, 1) }),
    EngineExecutionTimeInMillis: timeIn(execution, "RUNNING"),
    ServiceProcessingTimeInMillis: 0,
    TotalExecutionTimeInMillis: totalMs,
  };
}

/** An execution as GetQueryExecution reports it. */
export function describeExecution(execution: Execution) {
  const { request, state, submittedMs, endedMs, reason, error, resultLocation } = execution;
  const reuse =
    request.reuseMaxAgeMinutes === null
      ? { Enabled: false }
      : { Enabled: true, MaxAgeInMinutes: request.reuseMaxAgeMinutes };
  return {
    QueryExecutionId: execution.id,
    Query: request.sql,
    StatementType: request.statement.isQuery ? "DML" : "UTILITY",
    ...(request.statement.isQuery ? { SubstatementType: "SELECT" } : {}),
    ...(resultLocation === null
      ? { ManagedQueryResultsConfiguration: { Enabled: true } }
      : { ResultConfiguration: { OutputLocation: resultLocation } }),
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: reuse },
    QueryExecutionContext: { Database: request.database, Catalog: request.catalog },
    Status: {
      State: state,
      SubmissionDateTime: seconds(submittedMs),
      ...(endedMs === null ? {} : { CompletionDateTime: seconds(endedMs) }),
      ...(reason === null ? {} : { StateChangeReason: reason }),
      ...(error === null ? {} : { AthenaError: error }),
    },
    Statistics: {
      ...timeline(execution),
      // A query that waits has not scanned anything yet.
      ...(state === "QUEUED" ? {} : { DataScannedInBytes: execution.scannedBytes }),
      ResultReuseInformation: { ReusedPreviousResult: execution.reusedFrom !== null },
    },
    WorkGroup: request.workGroupName,
    EngineVersion: {
      SelectedEngineVersion: request.workGroup.engineVersion,
      EffectiveEngineVersion: request.workGroup.engineVersion,
    },
  };
}

/** What GetQueryRuntimeStatistics reports: a timeline after the end, sizes a little later. */
export function runtimeStatistics(execution: Execution) {
  const { state, endedMs, file, scannedBytes } = execution;
  if (endedMs === null || state === "CANCELLED") return { QueryRuntimeStatistics: {} };
  const areCounted = file !== null && Date.now() - endedMs >= ROWS_AFTER_MS;
  const rows = areCounted
    ? {
        Rows: { InputBytes: scannedBytes, OutputBytes: file.bytes, OutputRows: file.lines - 1 },
      }
    : {};
  return { QueryRuntimeStatistics: { Timeline: timeline(execution), ...rows } };
}
