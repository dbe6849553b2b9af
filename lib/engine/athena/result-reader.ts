/** Reads the rows of done runs, also of runs that are reopened for it. */
import type { Row, RowPage } from "@/lib/api/run";
import { sleep } from "@/lib/engine/athena/aws/pace";
import { allRows } from "@/lib/engine/athena/results/finish";
import type { Results } from "@/lib/engine/athena/results/results";
import type { Execution } from "@/lib/engine/athena/runs/execution";
import type { ResultHead, Run } from "@/lib/engine/athena/runs/run";
import { badCursor, expired, notDone } from "@/lib/engine/run-states";
import { fail, type Result, succeed } from "@/lib/result";
import type { LiveRuns } from "./live-runs";

/** How long the first request for a reopened run waits for its result. */
export const REOPEN_PATIENCE_MS = 1_500;
const MAX_CURSOR = 1_024;

export class ResultReader {
  constructor(
    private readonly runs: LiveRuns,
    private readonly results: Results,
  ) {}

  /** A page of a run, as the port describes it. */
  async rows(id: string, cursor: string | null): Promise<Result<RowPage>> {
    const found = await this.done(id);
    if (!found.ok) return found;
    const { run, execution } = found.value;
    if (cursor === null) return this.head(run, execution);
    if (cursor === "" || cursor.length > MAX_CURSOR) return badCursor();
    const answer = await this.results.page(execution, run.columns, cursor);
    return answer.ok ? succeed(answer.value) : fail("engine-failed", answer.trouble.message);
  }

  /** All rows of a run. Throws where they cannot be read. */
  async *allRows(id: string): AsyncGenerator<readonly Row[]> {
    const found = await this.done(id);
    if (!found.ok) throw new Error(found.failure.message);
    const { run, execution } = found.value;
    const head = await this.head(run, execution);
    if (!head.ok) throw new Error(head.failure.message);
    yield* allRows(this.results, execution, head.value);
  }

  private async done(id: string): Promise<Result<{ run: Run; execution: Execution }>> {
    await this.runs.reopen([id]);
    const run = this.runs.find(id);
    if (!run) return expired();
    if (!run.end) await Promise.race([run.finished, sleep(REOPEN_PATIENCE_MS)]);
    if (run.end?.state !== "done" || !run.execution) return notDone();
    this.runs.used(run);
    return succeed({ run, execution: run.execution });
  }

  private async head(run: Run, execution: Execution): Promise<Result<ResultHead>> {
    if (run.head) return succeed(run.head);
    const answer = await this.results.head(execution);
    if (!answer.ok) return fail("engine-failed", answer.trouble.message);
    run.head = answer.value;
    this.runs.used(run);
    return succeed(answer.value);
  }
}
