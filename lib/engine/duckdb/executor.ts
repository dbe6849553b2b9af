/** Starts and executes runs: binds the statement, fills the run's table, and ends the run. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Row } from "@/lib/api/run";
import { expired } from "@/lib/engine/run-states";
import { fail, type Result, succeed } from "@/lib/result";
import type { Statement } from "@/queries/statement";
import type { CachedRuns } from "./cached-runs";
import { errorSentence, isSpillFull } from "./errors";
import { overSlice, type ResultTables } from "./result-tables";
import { endRun, newRun, queueAgain, type RunSource, type StoredRun } from "./run";
import { RunQueue } from "./run-queue";
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
  private readonly queue: RunQueue;
  /** The disk was full when a run spilled last. */
  private wasSpillFull = false;

  constructor(
    private readonly session: DuckDbSession,
    private readonly bind: Bind,
    private readonly runs: CachedRuns,
    private readonly tables: ResultTables,
    concurrentRuns: number,
    private readonly spillDir: string,
  ) {
    this.queue = new RunQueue(concurrentRuns, (run) => this.execute(run));
  }

  /** Starts or joins the run of a token; one that waited for its slice is queued. Fails where too many wait. */
  start(token: string, text: string, source: RunSource): Result<string> {
    const known = this.runs.find(token);
    if (known && known.state !== "waiting") {
      known.isUnwanted = false;
      this.runs.use(known);
      return succeed(token);
    }
    const problem = this.queue.problem(source.owner);
    if (problem !== null) return fail("queue-full", problem);
    const run = known ? queueAgain(known, text, source) : newRun(token, text, source);
    this.runs.add(token, run);
    this.queue.add(run);
    return succeed(token);
  }

  /** Ends a run that has its `stoppedBy`, and resolves when it has ended. */
  stop(run: StoredRun): Promise<void> {
    return this.queue.stop(run);
  }

  /** Ends a run with rows from elsewhere. Forgets it, and throws, where they cannot be read. */
  async adopt(
    run: StoredRun,
    columns: readonly string[],
    pages: AsyncIterable<readonly Row[]>,
  ): Promise<void> {
    try {
      await this.tables.adopt(run, columns, pages);
    } catch (error) {
      endRun(run, "failed");
      await this.runs.evict(run);
      throw error;
    }
    endRun(run, "done");
    await this.runs.evictOldest(run);
  }

  /** Executes a statement over the rows of a done run, which it reads as the table `slice`. */
  async exportOver(runId: string, sql: string): Promise<void> {
    const base = this.runs.find(runId);
    if (base?.state !== "done") throw new Error("The rows are gone.");
    const connection = await this.session.borrow();
    try {
      await this.tables.showAsSlice(base, connection);
      await connection.run(sql);
    } finally {
      this.session.release(connection);
    }
  }

  /** Runs a run to its end. */
  private async execute(run: StoredRun): Promise<void> {
    try {
      const connection = await this.session.borrow();
      run.connection = connection;
      await this.measureDisk(connection);
      const failure = await this.executeOn(run, connection);
      if (run.stoppedBy) this.end(run, "cancelled");
      else this.end(run, failure === null ? "done" : "failed", failure ?? "");
      if (run.state === "done") await this.runs.evictOldest(run);
    } catch (error) {
      const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
      this.wasSpillFull ||= isSpillFull(line);
      if (run.stoppedBy) this.end(run, "cancelled");
      else this.end(run, "failed", errorSentence(line, this.spillDir));
    }
    void this.runs.evictUnwanted();
  }

  /** DuckDB measures the room on the disk once: after the disk was full, it has to do so again. */
  private async measureDisk(connection: DuckDBConnection): Promise<void> {
    if (!this.wasSpillFull) return;
    this.wasSpillFull = false;
    await connection.run("reset global max_temp_directory_size");
  }

  /** Gives why it failed, in a sentence; null where its rows are in its table. */
  private async executeOn(run: StoredRun, connection: DuckDBConnection): Promise<string | null> {
    if (!(await isOneStatement(connection, run.text))) return NOT_ONE;
    const bound = await this.boundOf(run);
    if (run.stoppedBy) return null;
    if (!bound.ok) return bound.failure.message;
    await this.tables.fill(run, connection, bound.value.sql);
    run.scannedBytes = bound.value.scannedBytes;
    return null;
  }

  private async boundOf({ text: sql, plan, sliceRunId }: StoredRun): Promise<Result<Bound>> {
    if (plan) return this.bind({ sql, plan });
    if (sliceRunId === null) return succeed({ sql, scannedBytes: 0 });
    const slice = this.runs.find(sliceRunId);
    if (slice?.state !== "done") return expired();
    this.runs.use(slice);
    return succeed({ sql: overSlice(slice, sql), scannedBytes: 0 });
  }

  private end(run: StoredRun, state: "done" | "failed" | "cancelled", message = ""): void {
    endRun(run, state, message);
    if (run.connection) this.session.release(run.connection);
    run.connection = null;
  }
}
