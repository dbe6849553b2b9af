/** The runs of the result store, and which of their results are evicted. */
import { RunRegistry } from "@/lib/engine/run-registry";
import type { ResultTables } from "./result-tables";
import { hasEnded, type StoredRun } from "./run";

const MAX_ROWS = 5_000_000;
const MAX_RUNS = 500;

export class CachedRuns extends RunRegistry<StoredRun> {
  /** @param maxRows that results may have together; the least recently used is evicted first */
  constructor(
    private readonly tables: ResultTables,
    private readonly maxRows = MAX_ROWS,
  ) {
    super();
  }

  /** Drops a run's rows and forgets it. */
  async evict(run: StoredRun): Promise<void> {
    this.forget(run);
    await this.tables.drop(run);
  }

  /** Evicts what is over the limits, but not this run. */
  async evictOldest(latest: StoredRun): Promise<void> {
    for (;;) {
      const runs = this.all();
      const rows = runs.reduce((sum, run) => sum + run.rowCount, 0);
      if (rows <= this.maxRows && runs.length <= MAX_RUNS) return;
      // Searched again each time: while one is dropped, others are used.
      const oldest = runs.find((run) => run !== latest && this.isIdle(run));
      if (!oldest) return;
      await this.evict(oldest);
    }
  }

  /** Evicts unwanted runs that nothing reads any more. */
  async evictUnwanted(): Promise<void> {
    for (const run of this.all()) if (run.isUnwanted && this.isIdle(run)) await this.evict(run);
  }

  /** Whether a run has ended and no live run reads its rows. */
  private isIdle(run: StoredRun): boolean {
    const isRead = () =>
      this.all().some((other) => other.sliceRunId === run.id && !hasEnded(other));
    return hasEnded(run) && !isRead();
  }
}
