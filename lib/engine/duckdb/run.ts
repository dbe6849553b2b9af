/** One run of the embedded engine, from its start to the table that holds its result. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { RunState, StoppedBy } from "@/lib/api/run";
import { newRecord, type RunRecord } from "@/lib/engine/run-registry";
import type { PartitionPlan } from "@/queries/partitions";

export type StoredRun = RunRecord & {
  readonly id: string;
  /** The partitions that it reads; null where it reads another run's rows or was adopted. */
  readonly plan: PartitionPlan | null;
  readonly startedMs: number;
  endedMs: number | null;
  /** The same on the wall clock, milliseconds since the epoch. */
  endedAtMs: number;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  /** Set when its end was requested. */
  stoppedBy: StoppedBy | null;
  /** Its rows are dropped as soon as nothing reads them. */
  isUnwanted: boolean;
  /** Resolves when it ends. */
  readonly ended: Promise<void>;
  readonly resolveEnded: () => void;
  /** Resolves when the rows of a run that ran elsewhere are in its table; null for other runs. */
  adopted: Promise<void> | null;
  connection: DuckDBConnection | null;
  /**
   * Its statement only chooses rows and columns of its slice, in the slice's order. Pages are read
   * from the slice, so it has no table.
   */
  readonly isListing: boolean;
  /** What its rows are read from, as SQL. */
  from: string;
  columns: readonly string[];
  /** The columns as they are read back, see `selectionOf`. */
  selection: string;
  rowCount: number;
  /** Each event is known to be among its rows only once. */
  holdsEachOnce: boolean;
  scannedBytes: number;
  message: string;
};

/** What a run reads, and for which browser tab. */
export type RunSource = {
  readonly plan?: PartitionPlan;
  /** Null where it reads neither. */
  readonly sliceRunId?: string | null;
  /** See `StoredRun`. */
  readonly isListing?: boolean;
  readonly owner: string;
};

/** A run that waits for its start. */
export function newRun(id: string, sql: string, source: RunSource): StoredRun {
  const { plan, sliceRunId, isListing = false, owner } = source;
  let resolveEnded = (): void => {};
  const ended = new Promise<void>((resolve) => {
    resolveEnded = resolve;
  });
  return {
    ...newRecord(sql, { token: id, owner, sliceRunId: sliceRunId ?? null }),
    id,
    plan: plan ?? null,
    startedMs: performance.now(),
    endedMs: null,
    endedAtMs: 0,
    state: "queued",
    stoppedBy: null,
    isUnwanted: false,
    ended,
    resolveEnded,
    adopted: null,
    connection: null,
    isListing,
    from: "",
    columns: [],
    selection: "",
    rowCount: 0,
    holdsEachOnce: false,
    scannedBytes: 0,
    message: "",
  };
}

export function hasEnded(run: StoredRun): boolean {
  return run.endedMs !== null;
}

/** Ends a run. `message` is a sentence that says why it failed. */
export function endRun(run: StoredRun, state: "done" | "failed" | "cancelled", message = ""): void {
  run.state = state;
  run.message = message;
  run.endedMs = performance.now();
  run.endedAtMs = Date.now();
  run.resolveEnded();
}

/** The state of a run, as the port reports it. */
export function stateOf(run: StoredRun): RunState {
  const { sql, state, rowCount, scannedBytes, columns, message } = run;
  const elapsedMs = Math.round((run.endedMs ?? performance.now()) - run.startedMs);
  if (state === "done") {
    const endedMs = run.endedAtMs;
    return { state, sql, elapsedMs, rowCount, scannedBytes, reused: false, columns, endedMs };
  }
  // How far it had read is not known.
  if (state === "failed")
    return { state, sql, elapsedMs, message, scannedBytes: null, billed: false };
  if (state === "cancelled")
    return { state, sql, elapsedMs, scannedBytes: null, stoppedBy: run.stoppedBy };
  const percentage = run.connection?.progress.percentage ?? 0;
  return { state, sql, elapsedMs, progress: percentage > 0 ? percentage / 100 : null };
}
