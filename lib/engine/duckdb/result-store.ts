/**
 * The result store: runs statements in DuckDB and keeps their results as tables of this process, for
 * pages, downloads, reopened links and queries over a slice.
 */
import type { Row } from "@/lib/api/run";
import type { Engine } from "@/lib/engine/port";
import type { RunRecords } from "@/lib/engine/run-registry";
import { badCursor, expired, notDone, UNKNOWN } from "@/lib/engine/run-states";
import { type Result, succeed } from "@/lib/result";
import { withTimeLimit } from "@/lib/time-limit";
import type { OverSlice } from "@/queries/slices";
import { CachedRuns } from "./cached-runs";
import { type Bind, Executor } from "./executor";
import { ResultTables } from "./result-tables";
import { isActive, newRun, stateOf } from "./run";
import { type DuckDbSession, type DuckDbSettings, openSession } from "./session";

export type ResultStore = Engine &
  RunRecords & {
    /** The records of its runs, for the runs over slices, whose records are among them. */
    readonly runs: CachedRuns;
    /**
     * Starts a statement over the rows of a done run, which it reads as the table `slice`; null is no
     * run: the statement names its own files. Tokens are as for `start`. It scans nothing. The result
     * of a listing is evicted with these rows at the latest. A person reads it as `sql`.
     */
    readonly startOver: (
      runId: string | null,
      over: OverSlice,
      token: string,
      owner?: string,
      sql?: string,
    ) => Promise<Result<string>>;
    /**
     * Adds the rows of a run that ran elsewhere, once. Their values become text. Throws what reading
     * the pages throws.
     */
    readonly adopt: (
      runId: string,
      columns: readonly string[],
      pages: AsyncIterable<readonly Row[]>,
    ) => Promise<void>;
    /** Executes a statement over the rows of a done run, to write them. Throws where it fails. */
    readonly exportOver: (runId: string, sql: string) => Promise<void>;
    /**
     * Evicts a run as soon as nothing reads its rows or waits for them, and no cached result lists
     * them. Starting it before then keeps it.
     */
    readonly forget: (runId: string) => Promise<void>;
  };

export type ResultStoreOptions = DuckDbSettings & {
  readonly bind: (session: DuckDbSession) => Bind;
  readonly concurrentRuns: number;
  /** Rows that results may have together; the least recently used is evicted first. */
  readonly maxCachedRows?: number;
};

/** Opens the store. One for each process. */
export async function openResultStore(options: ResultStoreOptions): Promise<ResultStore> {
  const session = await openSession(options);
  const tables = new ResultTables(session.main);
  const runs = new CachedRuns(tables, options.maxCachedRows);
  const { concurrentRuns, spillDir } = options;
  const bind = options.bind(session);
  const executor = new Executor(session, bind, runs, tables, concurrentRuns, spillDir);
  return {
    start: async ({ sql, plan }, token, _reuseMinutes, owner = "") =>
      executor.start(token, sql, { plan, owner }),

    runs,

    startOver: async (runId, { sql: text, isListing }, token, owner = "", sql = text) =>
      executor.start(token, text, { sliceRunId: runId, isListing, owner, sql }),

    exportOver: (runId, sql) => executor.exportOver(runId, sql),

    async adopt(runId, columns, pages) {
      const known = runs.find(runId);
      if (known) {
        known.isUnwanted = false;
        return known.adopted ?? undefined;
      }
      const run = newRun(runId, "", { owner: "" });
      runs.add(runId, run);
      run.adopted = executor.adopt(run, columns, pages);
      return run.adopted;
    },

    recordOf: (id) => runs.find(id),

    records: () => runs.all(),

    async states(ids, untilEndMs = 0) {
      const live = ids.flatMap((id) => runs.find(id) ?? []).filter(isActive);
      if (untilEndMs > 0 && live.length > 0)
        await withTimeLimit(untilEndMs, Promise.race(live.map(({ ended }) => ended)));
      return new Map(
        ids.map((id) => {
          const run = runs.find(id);
          // After a run is reported as done its rows are read next.
          if (run) runs.use(run);
          return [id, run ? stateOf(run) : UNKNOWN];
        }),
      );
    },

    async forget(runId) {
      const run = runs.find(runId);
      if (run) run.isUnwanted = true;
      await runs.evictUnwanted();
    },

    async rows(id, cursor) {
      const run = runs.find(id);
      if (!run) return expired();
      if (run.state !== "done") return notDone();
      const start = Number(cursor ?? 0);
      if (!Number.isSafeInteger(start) || start < 0) return badCursor();
      runs.use(run);
      return succeed(await tables.page(run, start));
    },

    async cancel(id, by) {
      const run = runs.find(id);
      if (!run || !isActive(run)) return;
      run.stoppedBy ??= by;
      await executor.stop(run);
    },
  };
}
