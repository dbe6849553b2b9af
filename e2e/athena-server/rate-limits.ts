/** API rates of an account in a Region: a token bucket for each operation. */

export type Rate = { readonly perSecond: number; readonly burst: number };
export type RateTable = Readonly<Record<string, Rate>>;

/** The documented rates. Operations that the documentation does not list are not throttled here. */
export const DOCUMENTED_RATES: RateTable = {
  StartQueryExecution: { perSecond: 20, burst: 80 },
  StopQueryExecution: { perSecond: 20, burst: 80 },
  BatchGetQueryExecution: { perSecond: 20, burst: 40 },
  GetQueryExecution: { perSecond: 100, burst: 200 },
  GetQueryResults: { perSecond: 100, burst: 200 },
};

export type RateLimiter = {
  /** Takes one call out of the bucket; false where there is none left. */
  readonly take: (op: string, table: RateTable | null) => boolean;
  readonly reset: () => void;
};

/** Opens full buckets. The burst is what accrues while an operation is idle. */
export function openRateLimiter(now: () => number = () => performance.now()): RateLimiter {
  const buckets = new Map<string, { level: number; atMs: number }>();
  return {
    take: (op, table) => {
      const rate = table?.[op];
      if (!rate) return true;
      const atMs = now();
      const known = buckets.get(op) ?? { level: rate.burst, atMs };
      const refilled = known.level + ((atMs - known.atMs) / 1000) * rate.perSecond;
      const level = Math.min(rate.burst, refilled);
      const granted = level >= 1;
      buckets.set(op, { level: granted ? level - 1 : level, atMs });
      return granted;
    },
    reset: () => buckets.clear(),
  };
}
