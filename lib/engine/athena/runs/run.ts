/** A run as this process knows it. */
import type { Cell, Row, RunState, StoppedBy } from "@/lib/api/run";
import { newRecord, type RunRecord } from "@/lib/engine/run-registry";
import type { Execution } from "./execution";

export type Column = { readonly name: string; readonly type: string };

/** What is known of a done run's result. */
export type ResultHead = {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Where the second page starts; null where there is none. */
  readonly nextCursor: string | null;
};

type Ended = Exclude<RunState, { state: "queued" | "running" | "unknown" }>;

export type Run = RunRecord & {
  /** An earlier result of the same SQL may serve if it is at most this old; 0 is never. */
  readonly reuseMinutes: number;
  /** The id that was given out: Athena's, or the token where Athena had none yet. */
  id: string | null;
  readonly createdMs: number;
  /** Resolves when its start is decided: it exists, has failed, or waits for a slot. */
  launched: Promise<void> | null;
  /** Resolves when AWS has answered its start; null while no start is tried. */
  starting: Promise<unknown> | null;
  /** Its place among runs that wait for a slot: the turn of its tab, then the order of arrival. */
  turn: { readonly number: number; readonly arrival: number };
  executionId: string | null;
  /** A start was sent whose outcome is unknown: the run may exist without an id. */
  mayExist: boolean;
  execution: Execution | null;
  /** When the follower polls it next. */
  dueMs: number;
  /** How often in a row Athena did not find it. */
  misses: number;
  /** Resolves when the result of a succeeded execution was read. */
  finished: Promise<void> | null;
  /** Set once, never changed. */
  end: Ended | null;
  columns: readonly Column[];
  /** The first page, while memory allows. */
  head: ResultHead | null;
  wantsStop: StoppedBy | "too-long" | null;
  stopSentMs: number;
  /** What it waits for, for a person. */
  note: string | null;
  /** When its state was last requested. */
  askedMs: number;
  /** Since when it is polled often: its start, or the request to stop it. */
  freshMs: number;
};

/** A run that exists only here yet. */
export function newRun(sql: string, token: string | null, reuseMinutes = 0, owner = ""): Run {
  const nowMs = Date.now();
  return {
    ...newRecord(sql, { token, owner }),
    reuseMinutes,
    id: null,
    createdMs: nowMs,
    launched: null,
    starting: null,
    turn: { number: 0, arrival: 0 },
    executionId: null,
    mayExist: false,
    execution: null,
    dueMs: 0,
    misses: 0,
    finished: null,
    end: null,
    columns: [],
    head: null,
    wantsStop: null,
    stopSentMs: 0,
    note: null,
    askedMs: nowMs,
    freshMs: nowMs,
  };
}

/** When a run started, milliseconds since the epoch: a reopened one by Athena's clock. */
export function startedMs({ token, execution, createdMs }: Run): number {
  return token === null ? (execution?.submittedMs ?? createdMs) : createdMs;
}

/** How long a run has taken so far, or took, milliseconds. */
export function elapsedMs(run: Run): number {
  return Math.max(0, run.execution?.tookMs ?? Date.now() - startedMs(run));
}

/** The state of a run, as the port reports it. */
export function stateOf(run: Run): RunState {
  const started = run.execution === null ? {} : { startedMs: run.execution.submittedMs };
  const lasting = run.executionId === null ? {} : { lastingId: run.executionId, ...started };
  if (run.end?.state === "done" && run.execution)
    return { ...run.end, ...lasting, endedMs: run.execution.submittedMs + run.end.elapsedMs };
  if (run.end) return { ...run.end, ...lasting };
  const state = run.execution?.state === "queued" || !run.execution ? "queued" : "running";
  const note = run.note === null ? {} : { note: run.note };
  return { state, sql: run.sql, elapsedMs: elapsedMs(run), progress: null, ...note, ...lasting };
}

/**
 * Ends a run as failed, with one sentence. Athena bills it where the query itself succeeded or
 * was stopped.
 */
export function endFailed(run: Run, message: string): void {
  const { execution } = run;
  run.end ??= {
    state: "failed",
    sql: run.sql,
    elapsedMs: elapsedMs(run),
    message,
    scannedBytes: execution?.scannedBytes ?? null,
    billed: execution !== null && execution.state !== "failed" && !execution.reused,
  };
}

/** Ends a run as cancelled. Athena bills what it had scanned. */
export function endCancelled(run: Run): void {
  run.end ??= {
    state: "cancelled",
    sql: run.sql,
    elapsedMs: elapsedMs(run),
    scannedBytes: run.execution?.scannedBytes ?? 0,
    stoppedBy: run.wantsStop === "too-long" ? "server" : run.wantsStop,
  };
}

/** Numbers of these types are read as numbers. All values come as text. */
const NUMBERS = new Set(["tinyint", "smallint", "int", "integer", "bigint", "float", "double"]);

/** A value of a result. Text that no number can hold exactly stays text; absent is null. */
export function cellOf(text: string | null | undefined, type: string): Cell {
  if (text === null || text === undefined) return null;
  if (!NUMBERS.has(type)) return text;
  const number = Number(text);
  const isExact = Number.isFinite(number) && (Number.isSafeInteger(number) || /[.eE]/.test(text));
  return isExact && text.trim() !== "" ? number : text;
}
