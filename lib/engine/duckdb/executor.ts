/** Executes runs: binds the statement, fills the run's table, and ends the run. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { expired } from "@/lib/engine/run-states";
import { type Result, succeed } from "@/lib/result";
import type { Statement } from "@/queries/statement";
import type { CachedRuns } from "./cached-runs";
import { errorSentence } from "./errors";
import type { ResultTables } from "./result-tables";
import { endRun, type StoredRun } from "./run";
import { type DuckDbSession, isOneStatement } from "./session";

/** What DuckDB runs for a statement. */
export type Bound = {
  readonly sql: string;
  readonly scannedBytes: number;
};

/** Binds a statement to the files of the source. A failure ends the run with its sentence. */
export type Bind = (statement: Statement) => Promise<Result<Bound>>;

const NOT_ONE = "The query is not exactly one SQL statement; it was not run.";

/** Executes the runs of one session. */
export class Executor {
  readonly #session: DuckDbSession;
  readonly #bind: Bind;
  readonly #runs: CachedRuns;
  readonly #tables: ResultTables;
  readonly #spillDir: string;

  constructor(
    session: DuckDbSession,
    bind: Bind,
    runs: CachedRuns,
    tables: ResultTables,
    spillDir: string,
  ) {
    this.#session = session;
    this.#bind = bind;
    this.#runs = runs;
    this.#tables = tables;
    this.#spillDir = spillDir;
  }

  /** Runs a run to its end. */
  async execute(run: StoredRun): Promise<void> {
    try {
      const connection = await this.#session.borrow();
      run.connection = connection;
      const failure = await this.#executeOn(run, connection);
      if (run.stoppedBy) this.#end(run, "cancelled");
      else this.#end(run, failure === null ? "done" : "failed", failure ?? "");
      if (run.state === "done") await this.#runs.evictOldest(run);
    } catch (error) {
      const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
      if (run.stoppedBy) this.#end(run, "cancelled");
      else this.#end(run, "failed", errorSentence(line, this.#spillDir));
    }
    void this.#runs.evictUnwanted();
  }

  /** Gives why it failed, in a sentence; null where its rows are in its table. */
  async #executeOn(run: StoredRun, connection: DuckDBConnection): Promise<string | null> {
    if (!(await isOneStatement(connection, run.sql))) return NOT_ONE;
    const bound = await this.#boundOf(run, connection);
    if (run.stoppedBy) return null;
    if (!bound.ok) return bound.failure.message;
    await this.#tables.fill(run, connection, bound.value.sql);
    run.scannedBytes = bound.value.scannedBytes;
    return null;
  }

  async #boundOf(run: StoredRun, connection: DuckDBConnection): Promise<Result<Bound>> {
    if (run.plan) return this.#bind({ sql: run.sql, plan: run.plan });
    const base = this.#runs.find(run.sliceRunId ?? "");
    if (base?.state !== "done") return expired();
    this.#runs.use(base);
    await this.#tables.showAsSlice(base, connection);
    return succeed({ sql: run.sql, scannedBytes: 0 });
  }

  #end(run: StoredRun, state: "done" | "failed" | "cancelled", message = ""): void {
    endRun(run, state, message);
    if (run.connection) this.#session.giveBack(run.connection);
    run.connection = null;
  }
}
