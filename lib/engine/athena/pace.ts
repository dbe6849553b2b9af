/** Pacing of calls: what is over the rate waits its turn, in order. */

/** Resolves when the next call may go out. */
export type Pace = () => Promise<void>;

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/**
 * At most `burst` calls at once and `perSecond` after that, so never more than their sum within
 * any second.
 */
export function createPace(perSecond: number, burst: number): Pace {
  const gapMs = 1000 / perSecond;
  let freeAtMs = 0;
  return async () => {
    const nowMs = performance.now();
    const waitMs = Math.max(0, freeAtMs - (burst - 1) * gapMs - nowMs);
    freeAtMs = Math.max(nowMs, freeAtMs) + gapMs;
    if (waitMs > 0) await sleep(waitMs);
  };
}

/** How long to wait before attempt `attempt` (1 is the first retry): doubling, with full jitter. */
export function backoffMs(attempt: number, baseMs: number, longestMs: number): number {
  const highest = Math.min(longestMs, baseMs * 2 ** (attempt - 1));
  return highest * (0.25 + 0.75 * Math.random());
}
