/** The port to what runs SQL. Four methods; the SQL is always Athena's. Types only. */
import type { RowPage, RunState, StoppedBy } from "@/lib/api/run";
import type { Result } from "@/lib/result";
import type { Statement } from "@/queries/statement";

export type Engine = {
  /**
   * Starts a statement, unless its plan selects no partitions. The same token always joins the same
   * run, whatever its state; a new token is a new run. Resolves as soon as the run exists, before
   * it has any rows. An engine that shares results may reuse one of the same SQL that is at most
   * `reuseMinutes` old; a token always comes with the same number. Where runs wait, each `owner`
   * (a browser tab) takes turns; fails as `queue-full` where too many wait already.
   */
  start(
    statement: Statement,
    token: string,
    reuseMinutes?: number,
    owner?: string,
  ): Promise<Result<string>>;
  /**
   * The state of each id; the answer has every id. An engine that notices the end of a run may
   * answer only then, at most `untilEndMs` later; others answer at once.
   */
  states(ids: readonly string[], untilEndMs?: number): Promise<ReadonlyMap<string, RunState>>;
  /** Rows of a done run, in its order, from a cursor (null is the start). */
  rows(id: string, cursor: string | null): Promise<Result<RowPage>>;
  /** Requests the end of a run. A run that has ended keeps its state. */
  cancel(id: string, by: StoppedBy): Promise<void>;
};
