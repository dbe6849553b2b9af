/** Pacing of calls: what is over the rate waits its turn, in order. */

/** Resolves when the next call may go out. */
export type Pace = () => Promise<void>;

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/**
 * At most `burst` calls at once and `perSecond` after that, so never more than their sum within
 * any second. It counts when calls really go out: a process that was held up does not catch up.
 */
export function createPace(perSecond: number, burst: number): Pace {
  const gapMs = 1000 / perSecond;
  let tokens = burst;
  let countedMs = performance.now();
  let last: Promise<void> = Promise.resolve();
  const refill = () => {
    const nowMs = performance.now();
    tokens = Math.min(burst, tokens + (nowMs - countedMs) / gapMs);
    countedMs = nowMs;
  };
  const takeTurn = async () => {
    refill();
    if (tokens < 1) await sleep((1 - tokens) * gapMs);
    refill();
    tokens -= 1;
  };
  return () => {
    last = last.then(takeTurn);
    return last;
  };
}

/** How long to wait before attempt `attempt` (1 is the first retry): doubling, with full jitter. */
export function backoffMs(attempt: number, baseMs: number, longestMs: number): number {
  const highest = Math.min(longestMs, baseMs * 2 ** (attempt - 1));
  return highest * (0.25 + 0.75 * Math.random());
}
