/** The runs that this process knows. Live ones are kept; ended ones are evicted by their last use. */
import { RunRegistry } from "@/lib/engine/run-registry";
import type { Run } from "./run";

const MAX_ENDED_RUNS = 2_000;
/** Rows of first pages that are kept; an event's row can have many kilobytes. */
const MAX_ROWS = 30_000;

const rowsOf = ({ head }: Run): number => head?.rows.length ?? 0;

export class AthenaRuns extends RunRegistry<Run> {
  constructor(
    private readonly maxEndedRuns = MAX_ENDED_RUNS,
    private readonly maxRows = MAX_ROWS,
  ) {
    super();
  }

  /** Evicts first pages, then runs, that are over the limits. Call it when a run ended or was read. */
  evict(latest: Run): void {
    if (!latest.end) return;
    this.use(latest);
    const ended = this.all().filter((run) => run.end !== null);
    let count = ended.length;
    let rows = ended.reduce((sum, run) => sum + rowsOf(run), 0);
    for (const run of ended) {
      const isOver = rows > this.maxRows || count > this.maxEndedRuns;
      if (run === latest || !isOver) return;
      rows -= rowsOf(run);
      run.head = null;
      if (count <= this.maxEndedRuns) continue;
      count -= 1;
      this.forget(run);
    }
  }
}
