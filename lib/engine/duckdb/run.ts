/** One run of the embedded engine, from its start to the table that keeps its answer. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { RunState, StoppedBy } from "@/lib/api/run";
import type { PartitionPlan } from "@/queries/partitions";

/** What a run reads: partitions of the source, or the rows of another run; one that was taken in has run elsewhere. */
export type Reads =
  | { readonly kind: "source"; readonly plan: PartitionPlan }
  | { readonly kind: "run"; readonly runId: string }
  | { readonly kind: "elsewhere" };

/** An execution, and what is known of its answer. */
export type StoredRun = {
  readonly id: string;
  readonly sql: string;
  readonly reads: Reads;
  readonly startedMs: number;
  endedMs: number | null;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  /** Somebody has asked for its end. */
  stoppedBy: StoppedBy | null;
  /** Its rows go as soon as nothing reads them. */
  isUnwanted: boolean;
  /** Resolves when it ends. */
  readonly ended: Promise<void>;
  readonly tellEnd: () => void;
  connection: DuckDBConnection | null;
  columns: readonly string[];
  /** The columns as they are read back, see `asRead`. */
  selection: string;
  rowCount: number;
  /** No event is among its rows twice; false where nobody has looked. */
  holdsEachOnce: boolean;
  scannedBytes: number;
  message: string;
};

/** A run that has not begun. */
export function newRun(id: string, sql: string, reads: Reads): StoredRun {
  let tellEnd = (): void => {};
  const ended = new Promise<void>((resolve) => {
    tellEnd = resolve;
  });
  return { ...NOT_BEGUN, id, sql, reads, startedMs: performance.now(), ended, tellEnd };
}

const NOT_BEGUN = {
  endedMs: null,
  state: "queued",
  stoppedBy: null,
  isUnwanted: false,
  connection: null,
  columns: [],
  selection: "",
  rowCount: 0,
  holdsEachOnce: false,
  scannedBytes: 0,
  message: "",
} as const;

/** Whether a run reads the rows of the run with this id. */
export const isOver = ({ reads }: StoredRun, runId: string): boolean =>
  reads.kind === "run" && reads.runId === runId;

export const hasEnded = (run: StoredRun): boolean => run.endedMs !== null;

/** Where a run is, as the engine's port tells it. */
export function stateOf(run: StoredRun): RunState {
  const { sql, state, rowCount, scannedBytes, columns, message } = run;
  const elapsedMs = Math.round((run.endedMs ?? performance.now()) - run.startedMs);
  if (state === "done")
    return { state, sql, elapsedMs, rowCount, scannedBytes, reused: false, columns };
  // How far it had read is not known.
  if (state === "failed")
    return { state, sql, elapsedMs, message, scannedBytes: null, billed: false };
  if (state === "cancelled")
    return { state, sql, elapsedMs, scannedBytes: null, stoppedBy: run.stoppedBy };
  const percentage = run.connection?.progress.percentage ?? 0;
  return { state, sql, elapsedMs, progress: percentage > 0 ? percentage / 100 : null };
}
