/** The runs of the result store, and which of their results are evicted. */
import { RunRegistry } from "@/lib/engine/run-registry";
import type { ResultTables } from "./result-tables";
import { hasEnded, isActive, type StoredRun } from "./run";

const MAX_ROWS = 5_000_000;
const MAX_RUNS = 500;

/** Runs in these states have no rows here. */
const WITHOUT_ROWS: ReadonlySet<StoredRun["state"]> = new Set(["waiting", "evicted", "moved"]);

/** The rows in a run's own table. */
const storedRows = ({ isListing, rowCount }: StoredRun): number => (isListing ? 0 : rowCount);

export class CachedRuns extends RunRegistry<StoredRun> {
  /** @param maxRows that results may have together; the least recently used is evicted first */
  constructor(
    private readonly tables: ResultTables,
    private readonly maxRows = MAX_ROWS,
  ) {
    super();
  }

  /** Marks a run as the most recently used, and then the slice of a listing: it is evicted later. */
  override use(run: StoredRun): void {
    super.use(run);
    const slice = run.isListing ? this.find(run.sliceRunId ?? "") : undefined;
    if (slice) super.use(slice);
  }

  /** Drops the rows of a run and of the listings of its rows, and forgets those that cannot be remade. */
  async evict(run: StoredRun): Promise<void> {
    for (const each of [...this.listingsOf(run), run]) {
      if (each.canBeRemade && each.state === "done") each.state = "evicted";
      else this.forget(each);
    }
    await this.tables.drop(run);
  }

  /** Evicts what is over the limits, but not this run nor the slice that it lists. */
  async evictOldest(latest: StoredRun): Promise<void> {
    for (;;) {
      const runs = this.all().filter(({ state }) => !WITHOUT_ROWS.has(state));
      const rows = runs.reduce((sum, run) => sum + storedRows(run), 0);
      const hasTooManyRows = rows > this.maxRows;
      if (!hasTooManyRows && runs.length <= MAX_RUNS) return;
      // Searched again each time: while one is dropped, others are used.
      const oldest = runs.find(
        (run) =>
          run !== latest &&
          !(latest.isListing && run.id === latest.sliceRunId) &&
          (storedRows(run) > 0 || !hasTooManyRows) &&
          this.isIdle(run),
      );
      if (!oldest) return;
      await this.evict(oldest);
    }
  }

  /** Evicts unwanted runs that nothing reads, waits for or lists any more. */
  async evictUnwanted(): Promise<void> {
    for (const run of this.all()) {
      if (!run.isUnwanted || !this.isIdle(run) || this.listingsOf(run).length > 0) continue;
      if (this.readersOf(run).some(({ state }) => state === "waiting")) continue;
      await this.evict(run);
    }
  }

  /** Whether a run has ended and no live run reads its rows. */
  private isIdle(run: StoredRun): boolean {
    return hasEnded(run) && !this.readersOf(run).some(isActive);
  }

  /** The results that are rows of this run's table. */
  private listingsOf(run: StoredRun): readonly StoredRun[] {
    return this.readersOf(run).filter(({ isListing, state }) => isListing && state === "done");
  }

  /** The runs over a run's rows. */
  private readersOf({ id }: StoredRun): readonly StoredRun[] {
    return this.all().filter(({ sliceRunId }) => sliceRunId === id);
  }
}
