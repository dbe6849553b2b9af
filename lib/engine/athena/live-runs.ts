/** The runs of one Athena engine: started, followed, stopped, and read when they succeed. */
import type { AthenaSettings } from "@/lib/engine/athena/aws/options";
import { type Pace, sleep } from "@/lib/engine/athena/aws/pace";
import { finish } from "@/lib/engine/athena/results/finish";
import type { Results } from "@/lib/engine/athena/results/results";
import { AthenaRuns } from "@/lib/engine/athena/runs/athena-runs";
import type { Calls } from "@/lib/engine/athena/runs/calls";
import type { Execution } from "@/lib/engine/athena/runs/execution";
import { Follower } from "@/lib/engine/athena/runs/follower";
import { observe } from "@/lib/engine/athena/runs/observe";
import { Reopener } from "@/lib/engine/athena/runs/reopen";
import { endFailed, newRun, type Run } from "@/lib/engine/athena/runs/run";
import { Starter } from "@/lib/engine/athena/runs/starter";
import { queueProblem } from "@/lib/engine/fair-queue";
import { planProblem } from "@/lib/engine/plan-problem";
import { fail, type Result, succeed } from "@/lib/result";
import type { Statement } from "@/queries/statement";

const CLOSE_PATIENCE_MS = 10_000;
/** An execution that is older than its request here, by more than clocks differ, is not this process's. */
const CLOCK_TOLERANCE_MS = 60_000;

export class LiveRuns {
  private readonly known = new AthenaRuns();
  private readonly follower: Follower;
  private readonly starter: Starter;
  private readonly reopener: Reopener;

  constructor(
    private readonly settings: AthenaSettings,
    private readonly calls: Calls,
    private readonly results: Results,
    startPace: Pace,
  ) {
    this.follower = new Follower({
      look: calls.lookOnce,
      onSeen: (run, execution) => this.seen(run, execution),
      onMissing: (run) => {
        endFailed(run, "Athena does not know this run any more. Run the step again.");
        this.ended(run);
      },
      pollFirstMs: settings.pollFirstMs,
      pollLongestMs: settings.pollLongestMs,
    });
    this.starter = new Starter({
      pace: startPace,
      startOnce: (run) => calls.startOnce(run),
      onStarted: (run, executionId) => this.started(run, executionId),
      onEnded: (run) => this.ended(run),
    });
    this.reopener = new Reopener(calls.look, settings.workgroup, (run, execution) => {
      if (this.known.find(execution.id)) return;
      this.known.add(execution.id, run);
      if (!this.seen(run, execution)) this.follower.follow(run);
    });
  }

  /** The run of a token or an id, where this process knows it. */
  find(id: string): Run | undefined {
    return this.known.find(id);
  }

  all(): readonly Run[] {
    return this.known.all();
  }

  /** Looks up at Athena the ids that this process does not know. */
  async reopen(ids: readonly string[]): Promise<void> {
    await this.reopener.reopen(ids.filter((id) => !this.known.find(id)));
  }

  /** Marks a run as used. */
  used(run: Run): void {
    this.known.evict(run);
  }

  forget(run: Run): void {
    this.known.forget(run);
  }

  /** Launches a new run under a token. Fails where too many wait. */
  launch(
    { sql, plan }: Statement,
    token: string,
    reuseMinutes: number,
    owner: string,
  ): Result<Run> {
    const waiting = this.known.all().filter((run) => !run.end && run.executionId === null);
    const own = waiting.filter((run) => run.owner === owner);
    const tooMany = queueProblem(waiting.length, own.length, owner);
    if (tooMany !== null) return fail("queue-full", tooMany);
    const run = newRun(sql, token, reuseMinutes, owner);
    this.known.add(token, run);
    const problem = planProblem(plan);
    if (problem === null) run.launched = this.starter.launch(run);
    else {
      run.id = token;
      endFailed(run, problem);
      this.ended(run);
    }
    return succeed(run);
  }

  /** Requests the end of a run. */
  async stop(run: Run, why: NonNullable<Run["wantsStop"]>): Promise<void> {
    run.wantsStop ??= why;
    if (run.executionId === null) {
      this.starter.endIfStopped(run);
      return;
    }
    if (run.end || run.execution?.state === "succeeded") return;
    run.stopSentMs = Date.now();
    const answer = await this.calls.stop(run.executionId);
    if (!answer.ok) run.note = `it could not be stopped: ${answer.trouble.message}`;
    this.follower.hurry(run);
  }

  /** Stops every live run that this process started. */
  async close(): Promise<void> {
    const stops = this.known.all().map(async (run) => {
      if (!isOwn(run)) return;
      const wasStarted = run.executionId !== null;
      await this.stop(run, "server");
      if (wasStarted || run.end) return;
      // A start that is under way is stopped as soon as it has an id.
      await run.starting;
      if (run.executionId !== null) await this.stop(run, "server");
    });
    await Promise.race([Promise.all(stops), sleep(CLOSE_PATIENCE_MS)]);
    this.follower.close();
  }

  private started(run: Run, executionId: string): void {
    run.executionId = executionId;
    run.note = null;
    const known = this.known.find(executionId);
    if (known && known !== run && run.token !== null) {
      // It was reopened by its id before: one execution is one run.
      known.askedMs = Date.now();
      this.known.add(run.token, known);
      if (run.wantsStop) void this.stop(known, run.wantsStop);
      return;
    }
    this.known.add(executionId, run);
    this.follower.follow(run);
    if (run.wantsStop) void this.stop(run, run.wantsStop);
  }

  /** Takes an execution that Athena reported; true where the follower is done with the run. */
  private seen(run: Run, execution: Execution): boolean {
    const isNew = run.end === null;
    const next = observe(run, execution, this.settings.timeLimitMs);
    if (next === "stop") void this.stop(run, "too-long");
    if (next === "ended" && isNew) this.ended(run);
    if (next === "read-result") {
      run.finished = this.finish(run, execution);
      this.starter.slotFreed();
    }
    return next === "ended" || next === "read-result";
  }

  private async finish(run: Run, execution: Execution): Promise<void> {
    try {
      await finish(this.results, run, execution);
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      endFailed(run, `The result could not be read: ${reason}`);
    }
    this.ended(run);
  }

  private ended(run: Run): void {
    this.known.evict(run);
    this.starter.slotFreed();
  }
}

/** Whether this process started a run that is still live. */
function isOwn({ token, end, createdMs, execution }: Run): boolean {
  const { submittedMs = createdMs } = execution ?? {};
  return token !== null && end === null && submittedMs > createdMs - CLOCK_TOLERANCE_MS;
}
