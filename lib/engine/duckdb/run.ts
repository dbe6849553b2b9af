/** One run of the embedded engine, from its start to the table that holds its result. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { RunState, StoppedBy } from "@/lib/api/run";
import { newRecord, type RunRecord } from "@/lib/engine/run-registry";
import { UNKNOWN } from "@/lib/engine/run-states";
import type { PartitionPlan } from "@/queries/partitions";

export type StoredRun = RunRecord & {
  readonly id: string;
  /** What DuckDB executes: `sql`, or the same query over the rows of a slice. */
  text: string;
  /** The partitions that it reads; null where it reads no source. */
  readonly plan: PartitionPlan | null;
  startedMs: number;
  endedMs: number | null;
  /** The same on the wall clock, milliseconds since the epoch. */
  endedAtMs: number;
  /** One over a slice waits for it first. `evicted`: its rows can be made again; `moved`: another run answers. */
  state: "waiting" | "queued" | "running" | "done" | "failed" | "cancelled" | "evicted" | "moved";
  /** Set when its end was requested. */
  stoppedBy: StoppedBy | null;
  /** Its rows can be made again after they were evicted. */
  readonly canBeRemade: boolean;
  /** Resolves when it ends. */
  ended: Promise<void>;
  resolveEnded: () => void;
  /** Resolves when the rows of a run that ran elsewhere are in its table; null for other runs. */
  adopted: Promise<void> | null;
  connection: DuckDBConnection | null;
  /**
   * Its statement only chooses rows and columns of its slice, in the slice's order. Pages are read
   * from the slice, so it has no table.
   */
  isListing: boolean;
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
  /** The SQL that a person reads, where another text is executed. */
  readonly sql?: string;
  /** Null where it reads neither. */
  readonly sliceRunId?: string | null;
  /** See `StoredRun`. */
  readonly isListing?: boolean;
  readonly owner: string;
};

/** What a run has at its start. */
function atStart(text: string, { isListing = false }: RunSource) {
  let resolveEnded = (): void => {};
  const ended = new Promise<void>((resolve) => {
    resolveEnded = resolve;
  });
  const times = { startedMs: performance.now(), endedMs: null };
  return { text, isListing, ...times, state: "queued", ended, resolveEnded } as const;
}

/** Queues a run that waited for its slice. */
export function queueAgain(run: StoredRun, text: string, source: RunSource): StoredRun {
  return Object.assign(run, atStart(text, source));
}

/** A run that waits for its start. */
export function newRun(id: string, text: string, source: RunSource): StoredRun {
  const { plan, sliceRunId, sql = text, owner } = source;
  return {
    ...newRecord(sql, { token: id, owner, sliceRunId: sliceRunId ?? null }),
    ...atStart(text, source),
    id,
    plan: plan ?? null,
    endedAtMs: 0,
    stoppedBy: null,
    canBeRemade: false,
    adopted: null,
    connection: null,
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

/** Whether a run executes, or waits for its turn to. */
export function isActive({ state }: StoredRun): boolean {
  return state === "queued" || state === "running";
}

/** Ends a run. `message` is a sentence that says why it failed. */
export function endRun(
  run: StoredRun,
  state: "done" | "failed" | "cancelled" | "moved",
  message = "",
): void {
  run.state = state;
  run.message = message;
  run.endedMs = performance.now();
  run.endedAtMs = Date.now();
  run.resolveEnded();
}

/** The state of a run, as the port reports it. */
export function stateOf(run: StoredRun): RunState {
  const { sql, state, plan, rowCount, scannedBytes, columns, message } = run;
  const elapsedMs = Math.round((run.endedMs ?? performance.now()) - run.startedMs);
  if (state === "done") {
    const rows = { elapsedMs, rowCount, scannedBytes, reused: false, columns };
    const done = { state, sql, ...rows, endedMs: run.endedAtMs } as const;
    return plan === null ? { ...done, fromSlice: true } : done;
  }
  // How far it had read is not known.
  if (state === "failed")
    return { state, sql, elapsedMs, message, scannedBytes: null, billed: false };
  if (state === "cancelled")
    return { state, sql, elapsedMs, scannedBytes: null, stoppedBy: run.stoppedBy };
  if (state !== "queued" && state !== "running") return UNKNOWN;
  const percentage = run.connection?.progress.percentage ?? 0;
  return { state, sql, elapsedMs, progress: percentage > 0 ? percentage / 100 : null };
}
