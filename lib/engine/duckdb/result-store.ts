/**
 * Answers that DuckDB keeps as tables in this process, so that their pages, downloads, reopened
 * links and further questions read them again.
 */
import { type DuckDBConnection, type DuckDBType, DuckDBTypeId, VARCHAR } from "@duckdb/node-api";
import type { Cell, Row, RowPage } from "@/lib/api/run";
import { createFairQueue, queueProblem } from "@/lib/engine/fair-queue";
import type { Engine } from "@/lib/engine/port";
import { fail, type Result, succeed } from "@/lib/result";
import { withTimeLimit } from "@/lib/time-limit";
import { identifier } from "@/queries/literal";
import type { Statement } from "@/queries/statement";
import { appendRows } from "./append-rows";
import { errorSentence } from "./errors";
import { hasEnded, isOver, newRun, type Reads, type StoredRun, stateOf } from "./run";
import { type DuckDbSession, type DuckDbSettings, isOneStatement, openSession } from "./session";

/** A statement made ready: what DuckDB runs. */
export type Bound = {
  readonly sql: string;
  readonly scannedBytes: number;
};

/** Makes a statement ready to run. A failure ends the run with its sentence. */
export type Bind = (statement: Statement) => Promise<Result<Bound>>;

export type ResultStore = Engine & {
  /**
   * Starts a statement over the rows of a done run, which it knows as the table `slice`. Tokens are
   * as for `start`. It scans nothing.
   */
  readonly startOver: (
    runId: string,
    sql: string,
    token: string,
    owner?: string,
  ) => Promise<Result<string>>;
  /** Takes in the rows of a run that ended elsewhere. Its values are held as text. */
  readonly adopt: (
    runId: string,
    columns: readonly string[],
    pages: AsyncIterable<readonly Row[]>,
  ) => Promise<void>;
  /** Lets go of a run's rows as soon as nothing reads them. Starting it again before keeps them. */
  readonly forget: (runId: string) => Promise<void>;
  /** Whether a run that was taken in is known to hold no event twice. */
  readonly holdsEachOnce: (runId: string) => boolean;
};

export type ResultStoreOptions = DuckDbSettings & {
  readonly bind: (session: DuckDbSession) => Bind;
  readonly concurrentRuns: number;
  /** Rows that finished answers may hold together; the least recently used goes first. */
  readonly maxHeldRows?: number;
};

/** The first rows, more than a screen holds, are there soon; the others come in few pieces. */
const FIRST_PAGE_ROWS = 100;
const PAGE_ROWS = 5_000;
const EVENT_ID = "eventid";
const MAX_HELD_ROWS = 5_000_000;
const MAX_HELD_RUNS = 500;
const INTERRUPT_EVERY_MS = 20;

/** The driver takes a byte order mark at the start of a text away; behind another letter it stays. */
const asRead = (column: string, type: DuckDBType): string => {
  const name = identifier(column);
  return type.typeId === DuckDBTypeId.VARCHAR ? `'|' || ${name}` : name;
};

const cellOf = (value: unknown): Cell => {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value.slice(1) : Number(value);
};

const NOT_ONE = "The query is not exactly one SQL statement; it was not run.";
const NOT_HELD = "This result is no longer held here; run the step again.";

const SCHEMA = "answers";
const answerTable = (run: StoredRun): string => `${SCHEMA}.${identifier(run.id)}`;

/** Opens the store. One for each process. */
export async function openResultStore(options: ResultStoreOptions): Promise<ResultStore> {
  const session = await openSession(options);
  const { main } = session;
  const bind = options.bind(session);
  /** In the order of their last use. */
  const runs = new Map<string, StoredRun>();
  const waiting = createFairQueue<StoredRun>();
  let live = 0;

  const finish = (run: StoredRun, state: "done" | "failed" | "cancelled", message = "") => {
    run.state = state;
    run.message = message;
    run.endedMs = performance.now();
    run.tellEnd();
    if (run.connection) session.giveBack(run.connection);
    run.connection = null;
  };

  /** A run that is started again waits until its former table is gone. */
  let dropped: Promise<unknown> = Promise.resolve();
  const drop = async (run: StoredRun) => {
    runs.delete(run.id);
    dropped = main.run(`drop table if exists ${answerTable(run)}`);
    await dropped;
  };
  const isIdle = (run: StoredRun): boolean =>
    hasEnded(run) && ![...runs.values()].some((other) => isOver(other, run.id) && !hasEnded(other));

  const forgetOldest = async (latest: StoredRun) => {
    for (;;) {
      const heldRows = [...runs.values()].reduce((sum, run) => sum + run.rowCount, 0);
      const mostRows = options.maxHeldRows ?? MAX_HELD_ROWS;
      if (heldRows <= mostRows && runs.size <= MAX_HELD_RUNS) return;
      // Looked for anew each time: while one goes, others are used.
      const oldest = [...runs.values()].find((run) => run !== latest && isIdle(run));
      if (!oldest) return;
      await drop(oldest);
    }
  };

  const forgetUnwanted = async () => {
    for (const run of [...runs.values()]) if (run.isUnwanted && isIdle(run)) await drop(run);
  };

  const use = (run: StoredRun) => {
    runs.delete(run.id);
    runs.set(run.id, run);
  };

  const bindRun = async (run: StoredRun, connection: DuckDBConnection): Promise<Result<Bound>> => {
    if (run.reads.kind === "source") return bind({ sql: run.sql, plan: run.reads.plan });
    const base = run.reads.kind === "run" ? runs.get(run.reads.runId) : undefined;
    if (base?.state !== "done") return fail("not-found", NOT_HELD);
    use(base);
    await connection.run(`create or replace temp view slice as select * from ${answerTable(base)}`);
    return succeed({ sql: run.sql, scannedBytes: 0 });
  };

  const execute = async (run: StoredRun) => {
    const connection = await session.borrow();
    run.connection = connection;
    if (!(await isOneStatement(connection, run.sql))) return finish(run, "failed", NOT_ONE);
    const bound = await bindRun(run, connection);
    if (run.stoppedBy) return finish(run, "cancelled");
    if (!bound.ok) return finish(run, "failed", bound.failure.message);
    await dropped;
    const created = await run.connection.runAndReadAll(
      `create or replace table ${answerTable(run)} as ${bound.value.sql}`,
    );
    if (run.stoppedBy) throw new Error("Interrupted after its last row.");
    const described = await run.connection.runAndReadAll(
      `select * from ${answerTable(run)} limit 0`,
    );
    run.columns = described.columnNames();
    const types = described.columnTypes();
    run.selection = types.map((type, index) => asRead(run.columns[index] ?? "", type)).join(", ");
    run.rowCount = Number(created.getRows()[0]?.[0] ?? 0);
    run.scannedBytes = bound.value.scannedBytes;
    finish(run, "done");
    await forgetOldest(run);
  };

  const startNext = () => {
    while (live < options.concurrentRuns) {
      const run = waiting.next();
      if (!run) return;
      live += 1;
      run.state = "running";
      void execute(run)
        .catch((error: unknown) => {
          const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
          if (run.stoppedBy) finish(run, "cancelled");
          else finish(run, "failed", errorSentence(line, options.spillDir));
        })
        .finally(() => {
          live -= 1;
          startNext();
          void forgetUnwanted();
        });
    }
  };

  /** An event without an id is not told from another one. */
  const hasDistinctIds = async (run: StoredRun): Promise<boolean> => {
    const { rowCount } = run;
    const ids = await main.runAndReadAll(
      `select count(distinct ${EVENT_ID}) from ${answerTable(run)}`,
    );
    return Number(ids.getRows()[0]?.[0]) === rowCount;
  };

  const launch = (sql: string, token: string, reads: Reads, owner: string): Result<string> => {
    const known = runs.get(token);
    if (known) {
      known.isUnwanted = false;
      use(known);
      return succeed(token);
    }
    const problem = queueProblem(waiting.size(), waiting.sizeOf(owner), owner);
    if (problem !== null) return fail("queue-full", problem);
    const run = newRun(token, sql, reads);
    runs.set(token, run);
    waiting.add(run, owner);
    startNext();
    return succeed(token);
  };

  return {
    start: async ({ sql, plan }, token, _reuseMinutes, owner = "") =>
      launch(sql, token, { kind: "source", plan }, owner),

    startOver: async (runId, sql, token, owner = "") =>
      launch(sql, token, { kind: "run", runId }, owner),

    async adopt(runId, columns, pages) {
      const known = runs.get(runId);
      if (known?.state === "done") {
        known.isUnwanted = false;
        return;
      }
      const run = newRun(runId, "", { kind: "elsewhere" });
      const types = columns.map((column) => `${identifier(column)} varchar`).join(", ");
      await main.run(`create or replace table ${answerTable(run)} (${types})`);
      run.rowCount = await appendRows(main, SCHEMA, runId, columns.length, pages);
      run.columns = columns;
      run.selection = columns.map((column) => asRead(column, VARCHAR)).join(", ");
      run.holdsEachOnce = columns.includes(EVENT_ID) && (await hasDistinctIds(run));
      finish(run, "done");
      runs.set(runId, run);
      await forgetOldest(run);
    },

    holdsEachOnce: (runId) => runs.get(runId)?.holdsEachOnce ?? false,

    async states(ids, untilEndMs = 0) {
      const live = ids.flatMap((id) => runs.get(id) ?? []).filter((run) => !hasEnded(run));
      if (untilEndMs > 0 && live.length > 0)
        await withTimeLimit(untilEndMs, Promise.race(live.map(({ ended }) => ended)));
      return new Map(
        ids.map((id) => {
          const run = runs.get(id);
          // Whoever is told that it is done reads its rows next.
          if (run) use(run);
          return [id, run ? stateOf(run) : { state: "unknown" }];
        }),
      );
    },

    async forget(runId) {
      const run = runs.get(runId);
      if (run) run.isUnwanted = true;
      await forgetUnwanted();
    },

    async rows(id, cursor): Promise<Result<RowPage>> {
      const run = runs.get(id);
      if (!run) return fail("not-found", NOT_HELD);
      if (run.state !== "done") return fail("not-found", "This run has no rows: it is not done.");
      const start = Number(cursor ?? 0);
      if (!Number.isSafeInteger(start) || start < 0) {
        return fail("bad-input", "The cursor is not one of this run's.");
      }
      use(run);
      const end = start + (start === 0 ? FIRST_PAGE_ROWS : PAGE_ROWS);
      const reader = await main.runAndReadAll(
        `select ${run.selection} from ${answerTable(run)} where rowid >= ${start} and rowid < ${end} order by rowid`,
      );
      return succeed({
        rows: reader.getRows().map((row) => row.map(cellOf)),
        nextCursor: end < run.rowCount ? String(end) : null,
      });
    },

    async cancel(id, by) {
      const run = runs.get(id);
      if (!run || hasEnded(run)) return;
      run.stoppedBy ??= by;
      if (waiting.remove(run)) {
        finish(run, "cancelled");
        return;
      }
      // An interrupt between two statements is lost, so it is repeated until the run has ended.
      while (!hasEnded(run)) {
        run.connection?.interrupt();
        await new Promise((resolve) => setTimeout(resolve, INTERRUPT_EVERY_MS));
      }
    },
  };
}
