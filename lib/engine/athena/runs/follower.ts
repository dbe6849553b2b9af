/**
 * Follows live runs to their end: one loop for the process, 50 runs a call, each as often as its
 * age asks for. So the number of calls does not grow with the number of people who watch.
 */
import type { Answer } from "@/lib/engine/athena/aws/clients";
import type { Execution } from "./execution";
import type { Run } from "./run";

/** What one look at up to 50 executions tells. */
export type Look = {
  readonly found: readonly Execution[];
  /** Ids that Athena does not know. */
  readonly missing: readonly string[];
};

export type Follower = {
  /** Follows a run that has an execution, from now until it ends. */
  readonly follow: (run: Run) => void;
  readonly isFollowing: (run: Run) => boolean;
  /** Looks at the run soon, whatever its age: a stop was sent, or somebody asks again. */
  readonly hurry: (run: Run) => void;
  readonly close: () => void;
};

export type FollowerOptions = {
  readonly look: (executionIds: readonly string[]) => Promise<Answer<Look>>;
  /** Takes what was seen; true when the run has come to its end. */
  readonly onSeen: (run: Run, execution: Execution) => boolean;
  readonly onMissing: (run: Run) => void;
  readonly pollFirstMs: number;
  readonly pollLongestMs: number;
};

/** What one BatchGetQueryExecution takes. */
export const BATCH = 50;

/** A run whose state nobody asked for in this time is looked at seldom, milliseconds. */
const UNWATCHED_MS = 30_000;

/** The end of a run is seen late by at most this share of its time. */
const LATE_BY = 0.05;

const MISSES_UNTIL_GONE = 3;
const SLOWEST = 16;

/** The pause before the next look at a run of this age, milliseconds, without jitter. */
export function pauseMs(ageMs: number, firstMs: number, longestMs: number): number {
  return Math.min(longestMs, Math.max(firstMs, LATE_BY * ageMs));
}

/** Opens a follower; its loop rests while no run is live. */
export function createFollower(options: FollowerOptions): Follower {
  const { look, onSeen, onMissing, pollFirstMs, pollLongestMs } = options;
  const dueMs = new Map<Run, number>();
  const misses = new Map<Run, number>();
  let slowness = 1;
  let timer: NodeJS.Timeout | null = null;
  let isLooking = false;
  let isClosed = false;

  const drop = (run: Run) => {
    dueMs.delete(run);
    misses.delete(run);
  };

  const nextDue = (run: Run): number => {
    const nowMs = Date.now();
    const isWatched = nowMs - run.askedMs < UNWATCHED_MS;
    const pause = isWatched
      ? pauseMs(nowMs - run.freshMs, pollFirstMs, pollLongestMs)
      : pollLongestMs;
    return nowMs + pause * slowness * (0.9 + 0.2 * Math.random());
  };

  const schedule = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (isClosed || isLooking || dueMs.size === 0) return;
    const inMs = Math.max(0, Math.min(...dueMs.values()) - Date.now());
    timer = setTimeout(() => void lookOnce(), inMs);
  };

  const missed = (run: Run) => {
    const times = (misses.get(run) ?? 0) + 1;
    misses.set(run, times);
    if (times < MISSES_UNTIL_GONE) return;
    drop(run);
    onMissing(run);
  };

  const take = (runs: readonly Run[], { found, missing }: Look) => {
    slowness = Math.max(1, slowness * 0.8);
    const executions = new Map(found.map((execution) => [execution.id, execution]));
    for (const run of runs) {
      const execution = executions.get(run.executionId ?? "");
      if (execution) {
        run.note = null;
        misses.delete(run);
        if (onSeen(run, execution)) drop(run);
      } else if (missing.includes(run.executionId ?? "")) missed(run);
    }
  };

  const lookOnce = async () => {
    isLooking = true;
    // The rest of a batch costs nothing, so it is filled with those that are due next.
    const runs = [...dueMs]
      .toSorted(([, a], [, b]) => a - b)
      .slice(0, BATCH)
      .map(([run]) => run);
    const answer = await look(runs.flatMap(({ executionId }) => executionId ?? []));
    if (answer.ok) take(runs, answer.value);
    else {
      const { kind, message } = answer.trouble;
      slowness = Math.min(SLOWEST, slowness * (kind === "unreachable" ? 1.5 : 2));
      if (kind !== "throttled")
        for (const run of runs) run.note = `state unknown for now: ${message}`;
    }
    for (const run of runs) if (dueMs.has(run)) dueMs.set(run, nextDue(run));
    isLooking = false;
    schedule();
  };

  const follow = (run: Run) => {
    if (isClosed || run.end) return;
    // A run that waited for its start is as young as one that did not.
    run.freshMs = Date.now();
    dueMs.set(run, Date.now() + pollFirstMs);
    schedule();
  };

  return {
    follow,
    isFollowing: (run) => dueMs.has(run),
    hurry: (run) => {
      if (dueMs.has(run)) follow(run);
    },
    close: () => {
      isClosed = true;
      if (timer) clearTimeout(timer);
      dueMs.clear();
    },
  };
}
