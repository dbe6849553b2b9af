/** Random scopes over a lake, and by brute force the partitions that each needs. */
import type { Rng } from "@/lib/demo/rng";
import type { LakePartition } from "@/lib/lake/store/catalogue";
import { DAY_MS, HOUR_MS, type Scope } from "@/queries/scope";

const MINUTE_MS = 60_000;
/** Windows reach beyond the logs on both sides. */
const BEYOND_MS = 3 * DAY_MS;

export function dayMs({ year, month, day }: LakePartition): number {
  return Date.parse(`${year}-${month}-${day}T00:00:00Z`);
}

/** The partitions that can hold an event of a scope. A lake's partition is the day of its events. */
export function needed(
  scope: Scope,
  partitions: readonly LakePartition[],
): readonly LakePartition[] {
  return partitions.filter((partition) => {
    const startMs = dayMs(partition);
    return (
      (scope.accounts.length === 0 || scope.accounts.includes(partition.account)) &&
      (scope.regions.length === 0 || scope.regions.includes(partition.region)) &&
      startMs < scope.toMs &&
      startMs + DAY_MS > scope.fromMs
    );
  });
}

function some(values: readonly string[], rng: Rng): readonly string[] {
  // Half of the scopes name none, which means all.
  if (rng.unit() < 0.5) return [];
  return values.filter(() => rng.unit() < 0.5);
}

/** A scope of some accounts and regions and a window from a minute to the whole of the logs. */
export function randomScope(partitions: readonly LakePartition[], rng: Rng): Scope {
  const days = partitions.map(dayMs);
  const [first, last] = [Math.min(...days) - BEYOND_MS, Math.max(...days) + BEYOND_MS];
  const longest = last - first;
  const length = MINUTE_MS * (longest / MINUTE_MS) ** rng.unit();
  const start = first + rng.unit() * (longest - length);
  // Every third one starts and ends on whole hours, and so also exactly at the borders of days.
  const unit = rng.unit() < 1 / 3 ? HOUR_MS : 1000;
  const fromMs = Math.floor(start / unit) * unit;
  return {
    accounts: some([...new Set(partitions.map(({ account }) => account))], rng),
    regions: some([...new Set(partitions.map(({ region }) => region))], rng),
    fromMs,
    toMs: fromMs + Math.max(1, Math.round(length / unit)) * unit,
  };
}
