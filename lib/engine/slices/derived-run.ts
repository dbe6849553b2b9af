/** A run that is answered from a slice: what the store's record of it also says, and its state. */
import { createHash } from "node:crypto";
import type { RunState } from "@/lib/api/run";
import { newRun, type StoredRun } from "@/lib/engine/duckdb/run";
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

/** The store's record of a run over a slice, from the wait for the slice on. */
export type DerivedRun = StoredRun &
  Pick<SliceQuestion, "over" | "overOnce" | "isFirst" | "most" | "onLoaded"> & {
    readonly sliceRunId: string;
    /** Not null where a person opened the step, and so confirmed a scan. */
    otherwise: SliceQuestion["otherwise"];
    /** It is on its way from the slice to its rows. */
    isProceeding: boolean;
    /** The run that queries the source in its place. */
    sourceRunId: string;
    /** How its slice ended without rows; null where it did not. */
    end: RunState | null;
  };

export function isDerived(run: StoredRun | undefined): run is DerivedRun {
  return run !== undefined && "over" in run;
}

/** The id of a query over the slice of a run. */
export function derivedId(sliceRunId: string, sql: string): string {
  return `${sliceRunId}.${createHash("sha256").update(sql).digest("hex").slice(0, 16)}`;
}

/** The id of a query over kept files, by its text, which names them. */
export function keptRunId(overSql: string): string {
  return derivedId("kept", overSql);
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
    ...newRun(derivedId(sliceRunId, sql), sql, { owner, sliceRunId }),
    ...question,
    owner,
    isFirst,
    state: "waiting",
    canBeRemade: true,
    isProceeding: false,
    sourceRunId: "",
    end: null,
  };
}

/** The state of a run that waits, once its slice is there. */
export function runningState({ sql, startedMs }: DerivedRun): RunState {
  const elapsedMs = Math.round(performance.now() - startedMs);
  return { state: "running", sql, elapsedMs, progress: null };
}

/** The state of a done run: the query that the slice was fetched for also reports its scan. */
export function doneState(
  { isFirst }: DerivedRun,
  { fromSlice, ...state }: Extract<RunState, { state: "done" }>,
  slice: RunState,
): RunState {
  if (isFirst && slice.state === "done") {
    const { scannedBytes, reused } = slice;
    return { ...state, elapsedMs: slice.elapsedMs + state.elapsedMs, scannedBytes, reused };
  }
  const readNothing = slice.state === "done" && slice.scannedBytes === 0 && !slice.reused;
  return { ...state, fromSlice: true, ...(readNothing ? { sliceReadNothing: true } : {}) };
}
