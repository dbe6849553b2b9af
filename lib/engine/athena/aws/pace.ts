/** Pacing of calls: calls over the rate wait for their turn, in order. */
import { createFairQueue } from "@/lib/engine/fair-queue";

/**
 * Resolves when the next call may be sent, with a function to call when it was answered.
 * Starts of several owners (browser tabs) take turns.
 */
export type Pace = (owner?: string) => Promise<() => void>;

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The three kinds of calls that share one rate. */
export type Budget = {
  /** For rows, or for a run that a link names: a person waits, so these come first. */
  readonly answers: Pace;
  readonly starts: Pace;
  /** Polls of live runs: these come last, but never wait long. */
  readonly looks: Pace;
};

export type Rate = {
  readonly perSecond: number;
  readonly burst: number;
  /** Calls that may be without an answer: a slow service is not called even more often. */
  readonly inFlight: number;
};

/** A call without an answer for this long does not count as in flight any more. */
const LATE_MS = 3_000;

/** Five polls a second, for 250 runs, are always made. */
const LOOKS_WAIT_MS = 200;

type Waiting = { readonly go: (answered: () => void) => void; readonly sinceMs: number };

/**
 * Shares one rate among all calls to the account: at most `burst` at once and `perSecond` after
 * that, so never more than their sum within any second. Calls that a slow service has not answered
 * come on top, at most `inFlight`. A poll that has waited for a while comes before all others, so
 * that the ends of runs are noticed while many starts or answers wait.
 */
export function createBudget({ perSecond, burst, inFlight }: Rate): Budget {
  const gapMs = 1000 / perSecond;
  const answers: Waiting[] = [];
  const starts = createFairQueue<Waiting>();
  const looks: Waiting[] = [];
  let tokens = burst;
  let countedMs = performance.now();
  let timer: NodeJS.Timeout | null = null;
  let out = 0;

  const goOut = ({ go }: Waiting) => {
    out += 1;
    const answered = () => {
      if (late === null) return;
      clearTimeout(late);
      late = null;
      out -= 1;
      serve();
    };
    let late: NodeJS.Timeout | null = setTimeout(answered, LATE_MS);
    go(answered);
  };
  const next = (nowMs: number): Waiting | undefined => {
    const [look] = looks;
    if (look && nowMs - look.sinceMs >= LOOKS_WAIT_MS) return looks.shift();
    return answers.shift() ?? starts.next() ?? looks.shift();
  };
  const serve = () => {
    const nowMs = performance.now();
    // A process that was paused does not catch up: unused turns are lost.
    tokens = Math.min(burst, tokens + (nowMs - countedMs) / gapMs);
    countedMs = nowMs;
    for (; tokens >= 1 && out < inFlight; tokens -= 1) {
      const first = next(nowMs);
      if (!first) return;
      goOut(first);
    }
    const isWaited = answers.length + starts.size() + looks.length > 0;
    if (!isWaited || timer || out >= inFlight) return;
    timer = setTimeout(
      () => {
        timer = null;
        serve();
      },
      Math.ceil((1 - tokens) * gapMs),
    );
  };
  const paceOf = (add: (call: Waiting, owner: string) => void): Pace => {
    return (owner = "") =>
      new Promise((go) => {
        add({ go, sinceMs: performance.now() }, owner);
        serve();
      });
  };
  return {
    answers: paceOf((call) => answers.push(call)),
    starts: paceOf(starts.add),
    looks: paceOf((call) => looks.push(call)),
  };
}

/** How long to wait before attempt `attempt` (1 is the first retry): doubling, with full jitter. */
export function backoffMs(attempt: number, baseMs: number, longestMs: number): number {
  const highest = Math.min(longestMs, baseMs * 2 ** (attempt - 1));
  return highest * (0.25 + 0.75 * Math.random());
}
