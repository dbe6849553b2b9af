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
import { hasEnded, newRun, stateOf } from "./run";
import { type DuckDbSession, type DuckDbSettings, openSession } from "./session";

export type ResultStore = Engine &
  RunRecords & {
    /**
     * Starts a statement over the rows of a done run, which it reads as the table `slice`; null is no
     * run: the statement names its own files. Tokens are as for `start`. It scans nothing. The result
     * of a listing is evicted with these rows at the latest.
     */
    readonly startOver: (
      runId: string | null,
      over: OverSlice,
      token: string,
      owner?: string,
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
     * Evicts a run as soon as nothing reads its rows, and no cached result lists them. Starting it,
     * or a statement over its rows, before then keeps it.
     */
    readonly forget: (runId: string) => Promise<void>;
    /** Whether an adopted run is known to hold each event only once. */
    readonly holdsEachOnce: (runId: string) => boolean;
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

    async startOver(runId, { sql, isListing }, token, owner = "") {
      const slice = runs.find(runId ?? "");
      if (slice) slice.isUnwanted = false;
      return executor.start(token, sql, { sliceRunId: runId, isListing, owner });
    },

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

    holdsEachOnce: (runId) => runs.find(runId)?.holdsEachOnce ?? false,

    recordOf: (id) => runs.find(id),

    async states(ids, untilEndMs = 0) {
      const live = ids.flatMap((id) => runs.find(id) ?? []).filter((run) => !hasEnded(run));
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
      if (!run || hasEnded(run)) return;
      run.stoppedBy ??= by;
      await executor.stop(run);
    },
  };
}
