/**
 * The embedded engine: Athena's SQL over the local lake, answered by DuckDB in this process. An
 * answer is kept as a table, so that its pages, downloads and reopened links read it again.
 */
import { type DuckDBConnection, type DuckDBType, DuckDBTypeId } from "@duckdb/node-api";
import { fail, type Result, succeed } from "@/lib/result";
import { identifier } from "@/queries/literal";
import { openSession } from "./duckdb-session";
import {
  bindFiles,
  type DuckDbPartition,
  folderOf,
  PARTITION_COLUMNS,
  partitionSelector,
} from "./lake-files";
import type { Cell, Engine, RowPage, RunState } from "./port";
import { translate } from "./translate";

export type DuckDbOptions = {
  /** The name under which SQL knows the lake. */
  readonly table: string;
  /** The folder of the lake's Parquet files. */
  readonly eventsDir: string;
  /** The lake's partitions now, for the bytes that a run reads. */
  readonly partitions: () => Promise<readonly DuckDbPartition[]>;
  readonly concurrentRuns: number;
  readonly memoryLimitMb: number;
  /** Where what does not fit into memory goes. */
  readonly spillDir: string;
  /** Rows that finished answers may hold together; the least recently used goes first. */
  readonly maxHeldRows?: number;
};

type Run = {
  readonly id: string;
  readonly sql: string;
  readonly startedMs: number;
  endedMs: number | null;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  wantsCancel: boolean;
  connection: DuckDBConnection | null;
  columns: readonly string[];
  /** The columns as they are read back, see `asRead`. */
  selection: string;
  rowCount: number;
  scannedBytes: number;
  message: string;
};

const PAGE_ROWS = 5_000;
const MAX_HELD_ROWS = 5_000_000;
const MAX_HELD_RUNS = 500;
const INTERRUPT_EVERY_MS = 20;
const PARTITION_NAMES: ReadonlySet<string> = new Set(PARTITION_COLUMNS);

/** The driver takes a byte order mark at the start of a text away; behind another letter it stays. */
const asRead = (column: string, type: DuckDBType): string => {
  const name = identifier(column);
  return type.typeId === DuckDBTypeId.VARCHAR ? `'|' || ${name}` : name;
};

const cellOf = (value: unknown): Cell => {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value.slice(1) : Number(value);
};

const hasEnded = (run: Run): boolean => run.endedMs !== null;

const answerTable = (run: Run): string => `answers.${identifier(run.id)}`;

/** Opens the embedded engine. One for each process: it holds the answers. */
export async function openDuckDb(options: DuckDbOptions): Promise<Engine> {
  const session = await openSession(options.memoryLimitMb, options.spillDir);
  const { main } = session;
  const selectFiles = partitionSelector(session);
  /** In the order of their last use. */
  const runs = new Map<string, Run>();
  const waiting: Run[] = [];
  let live = 0;

  const finish = (run: Run, state: "done" | "failed" | "cancelled", message = "") => {
    run.state = state;
    run.message = message;
    run.endedMs = performance.now();
    run.connection?.disconnectSync();
    run.connection = null;
  };

  const forgetOldest = async (latest: Run) => {
    let heldRows = [...runs.values()].reduce((sum, run) => sum + run.rowCount, 0);
    for (const run of [...runs.values()]) {
      const fits = heldRows <= (options.maxHeldRows ?? MAX_HELD_ROWS) && runs.size <= MAX_HELD_RUNS;
      if (fits || run === latest) return;
      if (!hasEnded(run)) continue;
      runs.delete(run.id);
      heldRows -= run.rowCount;
      await main.run(`drop table if exists ${answerTable(run)}`);
    }
  };

  const execute = async (run: Run) => {
    const translated = translate(run.sql, PARTITION_NAMES);
    if (!translated.ok) return finish(run, "failed", translated.failure.message);
    const { sql, partitionConditions } = translated.value;
    if (partitionConditions.length === 0 || partitionConditions.includes("")) {
      const message =
        "The query names no partition, so it would read the whole trail; it was not run.";
      return finish(run, "failed", message);
    }
    const partitions = await options.partitions();
    const [anyPartition] = partitions;
    if (!anyPartition) return finish(run, "failed", "The lake holds no events yet.");
    const files = await selectFiles(partitions, partitionConditions);
    run.connection = await session.connect();
    const { table, eventsDir } = options;
    await bindFiles(run.connection, table, eventsDir, files.folders, folderOf(anyPartition));
    if (run.wantsCancel) return finish(run, "cancelled");
    const created = await run.connection.runAndReadAll(
      `create or replace table ${answerTable(run)} as ${sql}`,
    );
    if (run.wantsCancel) throw new Error("Interrupted after its last row.");
    const described = await run.connection.runAndReadAll(
      `select * from ${answerTable(run)} limit 0`,
    );
    run.columns = described.columnNames();
    const types = described.columnTypes();
    run.selection = types.map((type, index) => asRead(run.columns[index] ?? "", type)).join(", ");
    run.rowCount = Number(created.getRows()[0]?.[0] ?? 0);
    run.scannedBytes = files.bytes;
    finish(run, "done");
    await forgetOldest(run);
  };

  const startNext = () => {
    while (live < options.concurrentRuns) {
      const run = waiting.shift();
      if (!run) return;
      live += 1;
      run.state = "running";
      void execute(run)
        .catch((error: unknown) => {
          const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
          if (run.wantsCancel) finish(run, "cancelled");
          else finish(run, "failed", `The local engine could not answer. ${line}`);
        })
        .finally(() => {
          live -= 1;
          startNext();
        });
    }
  };

  const stateOf = (run: Run): RunState => {
    const { sql, state, rowCount, scannedBytes, columns, message } = run;
    const elapsedMs = Math.round((run.endedMs ?? performance.now()) - run.startedMs);
    if (state === "done")
      return { state, sql, elapsedMs, rowCount, scannedBytes, reused: false, columns };
    // How far it had read is not known.
    if (state === "failed")
      return { state, sql, elapsedMs, message, scannedBytes: null, billed: false };
    if (state === "cancelled") return { state, sql, elapsedMs, scannedBytes: null };
    const percentage = run.connection?.progress.percentage ?? 0;
    return { state, sql, elapsedMs, progress: percentage > 0 ? percentage / 100 : null };
  };

  return {
    async start(sql, token) {
      const known = runs.get(token);
      if (known) return succeed(known.id);
      const run: Run = {
        id: token,
        sql,
        startedMs: performance.now(),
        endedMs: null,
        state: "queued",
        wantsCancel: false,
        connection: null,
        columns: [],
        selection: "",
        rowCount: 0,
        scannedBytes: 0,
        message: "",
      };
      runs.set(token, run);
      waiting.push(run);
      startNext();
      return succeed(run.id);
    },

    async states(ids) {
      return new Map(
        ids.map((id) => {
          const run = runs.get(id);
          return [id, run ? stateOf(run) : { state: "unknown" }];
        }),
      );
    },

    async rows(id, cursor): Promise<Result<RowPage>> {
      const run = runs.get(id);
      if (!run) return fail("not-found", "This result is no longer held here; run the step again.");
      if (run.state !== "done") return fail("not-found", "This run has no rows: it is not done.");
      const start = Number(cursor ?? 0);
      if (!Number.isSafeInteger(start) || start < 0) {
        return fail("bad-input", "The cursor is not one of this run's.");
      }
      runs.delete(id);
      runs.set(id, run);
      const end = start + PAGE_ROWS;
      const reader = await main.runAndReadAll(
        `select ${run.selection} from ${answerTable(run)} where rowid >= ${start} and rowid < ${end} order by rowid`,
      );
      return succeed({
        rows: reader.getRows().map((row) => row.map(cellOf)),
        nextCursor: end < run.rowCount ? String(end) : null,
      });
    },

    async cancel(id) {
      const run = runs.get(id);
      if (!run || hasEnded(run)) return;
      run.wantsCancel = true;
      const index = waiting.indexOf(run);
      if (index >= 0) {
        waiting.splice(index, 1);
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
