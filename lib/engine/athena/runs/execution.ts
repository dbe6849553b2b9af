/** One query execution as Athena reports it, read into what the engine needs of it. */
import type { QueryExecution } from "@aws-sdk/client-athena";

export type Execution = {
  readonly id: string;
  readonly sql: string;
  readonly workgroup: string;
  readonly state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
  /** Why it failed or was ended, in Athena's words. */
  readonly reason: string;
  readonly errorType: number | null;
  readonly scannedBytes: number;
  readonly submittedMs: number;
  /** From its submission to its end; null while it runs. */
  readonly tookMs: number | null;
  /** An earlier result of the same SQL served. */
  readonly reused: boolean;
  /** The file of its result, as Athena reports it: a reused result is where it was first written. */
  readonly outputLocation: string | null;
  /** `DML` for a SELECT, whose result begins with a row of column names. */
  readonly statement: string | null;
};

const STATES: Readonly<Record<string, Execution["state"]>> = {
  QUEUED: "queued",
  RUNNING: "running",
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  CANCELLED: "cancelled",
};

/** Reads an execution; null where it lacks its id or state. */
export function readExecution(output: QueryExecution): Execution | null {
  const { QueryExecutionId: id, Status: status = {}, Statistics: statistics = {} } = output;
  const state = STATES[status.State ?? ""];
  if (id === undefined || state === undefined) return null;
  const submittedMs = status.SubmissionDateTime?.getTime() ?? Date.now();
  const endedMs = status.CompletionDateTime?.getTime() ?? null;
  const hasEnded = state !== "queued" && state !== "running";
  const tookMs =
    statistics.TotalExecutionTimeInMillis ?? (endedMs === null ? 0 : endedMs - submittedMs);
  return {
    id,
    sql: output.Query ?? "",
    workgroup: output.WorkGroup ?? "",
    state,
    reason: status.StateChangeReason ?? status.AthenaError?.ErrorMessage ?? "",
    errorType: status.AthenaError?.ErrorType ?? null,
    scannedBytes: statistics.DataScannedInBytes ?? 0,
    submittedMs,
    tookMs: hasEnded ? Math.max(0, tookMs) : null,
    reused: statistics.ResultReuseInformation?.ReusedPreviousResult === true,
    outputLocation: output.ResultConfiguration?.OutputLocation ?? null,
    statement: output.StatementType ?? null,
  };
}
