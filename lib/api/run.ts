/** A run as everyone sees it: its state, its rows and its cost. */

/** One value of an answer: text, a whole number, or null where the event lacks the field. */
export type Cell = string | number | null;

/** A row, in the order of the answer's columns. */
export type Row = readonly Cell[];

/** What every state but `unknown` says of its run. */
type Known = {
  readonly sql: string;
  readonly elapsedMs: number;
  /** Durable id, valid across restarts, where the engine has one; used in links. */
  readonly lastingId?: string;
  /** When it started, milliseconds since the epoch, where the engine knows that of any process's run. */
  readonly startedMs?: number;
};

/**
 * Who stopped a run: a person, on purpose, or the server, because the run had no subscribers left or
 * because the server was itself being stopped.
 */
export type StoppedBy = "person" | "server";

/**
 * The state of a run. `queued` after `running` is legal (Athena retries by itself); `done`, `failed`
 * and `cancelled` never change. `unknown` is an id that the engine does not know, or a result that has expired.
 */
export type RunState =
  | (Known & {
      readonly state: "queued" | "running";
      /** 0 to 1 if the engine reports it. */
      readonly progress: number | null;
      /** What it waits for, in words for the user. */
      readonly note?: string;
    })
  | (Known & {
      readonly state: "done";
      readonly rowCount: number;
      readonly scannedBytes: number;
      /** An earlier result of the same SQL was reused: nothing was scanned, nothing is billed. */
      readonly reused: boolean;
      /** Answered from cached events: nothing was scanned. */
      readonly fromSlice?: true;
      /** The scan that fetched those events read no log file. */
      readonly sliceReadNothing?: true;
      readonly columns: readonly string[];
      /** When it ended, milliseconds since the epoch, where that is known. */
      readonly endedMs?: number;
    })
  | (Known & {
      readonly state: "failed";
      /** One sentence for the user. */
      readonly message: string;
      /** What it scanned before it failed; null if unknown. */
      readonly scannedBytes: number | null;
      /** Athena bills a run that a limit ended or whose result is unreadable; other failures are free. */
      readonly billed: boolean;
    })
  | (Known & {
      readonly state: "cancelled";
      /** What it scanned before it was cancelled, which is billed; null if unknown. */
      readonly scannedBytes: number | null;
      /** Null where that is not known: another process did, or a person in Athena's console. */
      readonly stoppedBy: StoppedBy | null;
    })
  | { readonly state: "unknown" };

/** Whether a run has yet to end. */
export function isLive(run: Pick<RunState, "state"> | null | undefined): boolean {
  return run?.state === "queued" || run?.state === "running";
}

/** A page of rows and where the next one starts; null after the last. */
export type RowPage = { readonly rows: readonly Row[]; readonly nextCursor: string | null };

/** What a run scanned and what that costs. */
export type RunCost = {
  readonly scannedBytes: number;
  /** US dollars; null on an engine that costs nothing. */
  readonly dollars: number | null;
  /** An earlier result was reused. */
  readonly reused: boolean;
  /** Answered from events that the investigation had already fetched. */
  readonly fromSlice?: true;
};
