/** A run that is answered from a slice: its record, and the states that it can be in. */
import { createHash } from "node:crypto";
import type { RunState, StoppedBy } from "@/lib/api/run";
import { newRecord, type RunRecord } from "@/lib/engine/run-registry";
import { UNKNOWN } from "@/lib/engine/run-states";
import type { Result } from "@/lib/result";
import type { OverSlice } from "@/queries/slices";

/** A query over a slice. */
export type SliceQuestion = {
  /** The run that fetches the slice. */
  readonly sliceRunId: string;
  /** The query over the source: the SQL that a person reads. */
  readonly sql: string;
  /** The same over the slice's rows. */
  readonly over: OverSlice;
  /** The same where the slice holds each event once; by default `over` serves there too. */
  readonly overOnce?: OverSlice;
  /** The slice was fetched for it, so it reports the scan. Only one query does. */
  readonly isFirst: boolean;
  /** The browser tab that started it. */
  readonly owner?: string;
  /** The most rows that the slice may have, and the sentence for more; by default those of any slice. */
  readonly most?: { readonly rows: number; readonly problem: string };
  /** Called once the slice's rows are there, and not too many. */
  readonly onLoaded?: () => void;
  /** Queries the source where the slice has too many events; null where that is not allowed. */
  readonly otherwise: (() => Promise<Result<{ readonly runId: string }>>) | null;
};

/** A query over kept files: the SQL that a person reads, and the text over the files. */
export type KeptQuestion = Pick<SliceQuestion, "sql" | "over"> & { readonly owner: string };

export type DerivedRun = RunRecord &
  Pick<
    SliceQuestion,
    "sliceRunId" | "over" | "overOnce" | "isFirst" | "otherwise" | "most" | "onLoaded"
  > & {
    readonly id: string;
    readonly startedMs: number;
    /** What it waits for. `evicted` is as `slice`, after it had rows that were evicted. */
    at: "slice" | "evicted" | "rows" | "source" | "end";
    /** Not null where a person opened the step, and so confirmed a scan. */
    otherwise: SliceQuestion["otherwise"];
    /** It is on its way from the slice to its rows. */
    isProceeding: boolean;
    /** The run that queries the source in its place. */
    sourceRunId: string;
    end: RunState;
  };

/** In the place of a slice's run where a query reads files that are kept. */
export const KEPT = "kept";

/** The id of a query over the slice of a run. */
export function derivedId(sliceRunId: string, sql: string): string {
  return `${sliceRunId}.${createHash("sha256").update(sql).digest("hex").slice(0, 16)}`;
}

/** The id of a query over kept files, by its text, which names them. */
export function keptRunId(overSql: string): string {
  return derivedId(KEPT, overSql);
}

/** The run that fetched the slice of a run's id; null for a run that reads the source. */
export function sliceRunOf(runId: string): string | null {
  const at = runId.indexOf(".");
  return at < 0 ? null : runId.slice(0, at);
}

/** A run that waits for its slice. */
export function newDerivedRun(question: SliceQuestion, isFirst: boolean): DerivedRun {
  const { sliceRunId, sql, owner = "" } = question;
  return {
    ...question,
    ...newRecord(sql, { owner, sliceRunId }),
    sliceRunId,
    isFirst,
    id: derivedId(sliceRunId, sql),
    startedMs: performance.now(),
    at: "slice",
    isProceeding: false,
    sourceRunId: "",
    end: UNKNOWN,
  };
}

export function awaitsSlice({ at }: DerivedRun): boolean {
  return at === "slice" || at === "evicted";
}

const elapsedMs = ({ startedMs }: DerivedRun): number => Math.round(performance.now() - startedMs);

export function endRun(run: DerivedRun, state: RunState): RunState {
  run.at = "end";
  run.end = state;
  return state;
}

/** Ends a run as failed, with a sentence. */
export function failRun(run: DerivedRun, message: string): void {
  const { sql } = run;
  const nothing = { scannedBytes: null, billed: false };
  endRun(run, { state: "failed", sql, elapsedMs: elapsedMs(run), message, ...nothing });
}

export function cancelRun(run: DerivedRun, stoppedBy: StoppedBy): void {
  const { sql } = run;
  const ended = { elapsedMs: elapsedMs(run), scannedBytes: null, stoppedBy };
  endRun(run, { state: "cancelled", sql, ...ended });
}

/** The state of a run whose slice is there and whose rows are not yet. */
export function runningState(run: DerivedRun): RunState {
  return { state: "running", sql: run.sql, elapsedMs: elapsedMs(run), progress: null };
}

/** The state of a done run: the query that the slice was fetched for also reports its scan. */
export function doneState(
  { sql, isFirst }: DerivedRun,
  state: Extract<RunState, { state: "done" }>,
  slice: RunState,
): RunState {
  if (isFirst && slice.state === "done") {
    const { scannedBytes, reused } = slice;
    return { ...state, sql, elapsedMs: slice.elapsedMs + state.elapsedMs, scannedBytes, reused };
  }
  const readNothing = slice.state === "done" && slice.scannedBytes === 0 && !slice.reused;
  return {
    ...state,
    sql,
    scannedBytes: 0,
    reused: false,
    fromSlice: true,
    ...(readNothing ? { sliceReadNothing: true } : {}),
  };
}
