/** Pacing of calls: what is over the rate waits its turn, in order. */
import { createFairQueue } from "@/lib/engine/fair-queue";

/**
 * Resolves when the next call may go out; what it gives is called when that call was answered.
 * Starts of several owners (browser tabs) take turns.
 */
export type Pace = (owner?: string) => Promise<() => void>;

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Turns of the three kinds of calls that share one rate. */
export type Budget = {
  /** Somebody waits for rows, or for a run that a link names: these go first. */
  readonly answers: Pace;
  readonly starts: Pace;
  /** At the states of live runs: they go last, but never wait long. */
  readonly looks: Pace;
};

export type Rate = {
  readonly perSecond: number;
  readonly burst: number;
  /** Calls that may be out without an answer: a service that is held up is not called all the more. */
  readonly inFlight: number;
};

/** A call that is not answered for so long no longer counts as one that is out. */
const LATE_MS = 3_000;

/** Five looks a second, 250 runs, are made whatever else there is to do. */
const LOOKS_WAIT_MS = 200;

type Waiting = { readonly go: (answered: () => void) => void; readonly sinceMs: number };

/**
 * Shares one rate among all calls to the account: at most `burst` at once and `perSecond` after
 * that, so never more than their sum within any second, whatever their kind. Where the other side
 * is held up, it meets `inFlight` more. A look that has waited
 * for a while goes before all others, so that the ends of runs are seen while many starts or
 * answers wait.
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
    // A process that was held up does not catch up: what was not used is lost.
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
