/** The port to whatever runs SQL. Four methods; the SQL is always Athena's. Types only. */
import type { Result } from "@/lib/result";

/** One value of an answer: text, a whole number, or null where the event lacks the field. */
export type Cell = string | number | null;

/** A row, in the order of the answer's columns. */
export type Row = readonly Cell[];

/**
 * Where a run is. `queued` after `running` is legal (Athena retries by itself); `done`, `failed`
 * and `cancelled` never change. `unknown` is an id that the engine does not hold, or no longer.
 */
export type RunState =
  | {
      readonly state: "queued" | "running";
      readonly sql: string;
      readonly elapsedMs: number /** 0 to 1 where the engine can tell. */;
      readonly progress: number | null;
      /** What it waits for, in words for a person. */
      readonly note?: string;
    }
  | {
      readonly state: "done";
      readonly sql: string;
      readonly elapsedMs: number;
      readonly rowCount: number;
      readonly scannedBytes: number;
      readonly columns: readonly string[];
    }
  | {
      readonly state: "failed";
      readonly sql: string;
      readonly elapsedMs: number /** One sentence for a person. */;
      readonly message: string;
    }
  | {
      readonly state: "cancelled";
      readonly sql: string;
      readonly elapsedMs: number;
      readonly scannedBytes: number;
    }
  | { readonly state: "unknown" };

/** A page of rows and where the next one starts; null after the last. */
export type RowPage = { readonly rows: readonly Row[]; readonly nextCursor: string | null };

export interface Engine {
  /**
   * Starts a statement. The same token always meets the same run, whatever its state; a new
   * token is a new run. Resolves as soon as the run exists, before it has any rows.
   */
  start(sql: string, token: string): Promise<Result<string>>;
  /** The state of each id; every id asked for is in the answer. */
  states(ids: readonly string[]): Promise<ReadonlyMap<string, RunState>>;
  /** Rows of a done run, in its order, from a cursor (null is the start). */
  rows(id: string, cursor: string | null): Promise<Result<RowPage>>;
  /** Asks for the end of a run. A finished run is left as it is. */
  cancel(id: string): Promise<void>;
}
