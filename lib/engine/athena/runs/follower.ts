/**
 * Follows live runs to their end: one loop for the process, 50 runs a call, each polled as often as
 * its age requires. The number of calls does not grow with the number of subscribers.
 */
import type { Answer } from "@/lib/engine/athena/aws/clients";
import type { Execution } from "./execution";
import type { Run } from "./run";

/** The answer to one poll of up to 50 executions. */
export type Look = {
  readonly found: readonly Execution[];
  /** Ids that Athena does not know. */
  readonly missing: readonly string[];
};

export type FollowerOptions = {
  readonly look: (executionIds: readonly string[]) => Promise<Answer<Look>>;
  /** Takes a polled execution; true when the run has ended. */
  readonly onSeen: (run: Run, execution: Execution) => boolean;
  readonly onMissing: (run: Run) => void;
  readonly pollFirstMs: number;
  readonly pollLongestMs: number;
};

/** The most that one BatchGetQueryExecution takes. */
export const BATCH = 50;

/** A run whose state was not requested for this long is polled seldom, milliseconds. */
const UNWATCHED_MS = 30_000;

/** The end of a run is noticed late by at most this share of its time. */
const LATE_BY = 0.05;

const MISSES_UNTIL_GONE = 3;
const SLOWEST = 16;

/** The pause before the next poll of a run of this age, milliseconds, without jitter. */
export function pauseMs(ageMs: number, firstMs: number, longestMs: number): number {
  return Math.min(longestMs, Math.max(firstMs, LATE_BY * ageMs));
}

/** Its loop rests while no run is live. */
export class Follower {
  private readonly live = new Set<Run>();
  private slowness = 1;
  private timer: NodeJS.Timeout | null = null;
  private isPolling = false;
  private isClosed = false;

  constructor(private readonly options: FollowerOptions) {}

  /** Follows a run that has an execution, from now until it ends. */
  follow(run: Run): void {
    if (this.isClosed || run.end) return;
    // A run that waited for its start is as young as one that did not.
    run.freshMs = Date.now();
    run.dueMs = Date.now() + this.options.pollFirstMs;
    this.live.add(run);
    this.schedule();
  }

  /** Polls a run soon, whatever its age: a stop was sent. */
  hurry(run: Run): void {
    if (this.live.has(run)) this.follow(run);
  }

  close(): void {
    this.isClosed = true;
    if (this.timer) clearTimeout(this.timer);
    this.live.clear();
  }

  private schedule(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.isClosed || this.isPolling || this.live.size === 0) return;
    const dueMs = Math.min(...[...this.live].map((run) => run.dueMs));
    this.timer = setTimeout(() => void this.poll(), Math.max(0, dueMs - Date.now()));
  }

  private async poll(): Promise<void> {
    this.isPolling = true;
    // The rest of a batch costs nothing, so it is filled with the runs that are due next.
    const runs = [...this.live].toSorted((a, b) => a.dueMs - b.dueMs).slice(0, BATCH);
    const answer = await this.options.look(runs.flatMap(({ executionId }) => executionId ?? []));
    if (answer.ok) this.take(runs, answer.value);
    else {
      const { kind, message } = answer.trouble;
      this.slowness = Math.min(SLOWEST, this.slowness * (kind === "unreachable" ? 1.5 : 2));
      if (kind !== "throttled")
        for (const run of runs) run.note = `state unknown for now: ${message}`;
    }
    for (const run of runs) run.dueMs = this.nextDueMs(run);
    this.isPolling = false;
    this.schedule();
  }

  private take(runs: readonly Run[], { found, missing }: Look): void {
    this.slowness = Math.max(1, this.slowness * 0.8);
    const executions = new Map(found.map((execution) => [execution.id, execution]));
    for (const run of runs) {
      const execution = executions.get(run.executionId ?? "");
      if (execution) {
        run.note = null;
        run.misses = 0;
        if (this.options.onSeen(run, execution)) this.live.delete(run);
      } else if (missing.includes(run.executionId ?? "")) this.missed(run);
    }
  }

  private missed(run: Run): void {
    run.misses += 1;
    if (run.misses < MISSES_UNTIL_GONE) return;
    this.live.delete(run);
    this.options.onMissing(run);
  }

  private nextDueMs(run: Run): number {
    const { pollFirstMs, pollLongestMs } = this.options;
    const nowMs = Date.now();
    const isWatched = nowMs - run.askedMs < UNWATCHED_MS;
    const pause = isWatched
      ? pauseMs(nowMs - run.freshMs, pollFirstMs, pollLongestMs)
      : pollLongestMs;
    return nowMs + pause * this.slowness * (0.9 + 0.2 * Math.random());
  }
}
