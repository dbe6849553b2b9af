/** What a plan will read, told before it runs: the partitions that exist, their bytes, the days without any. */
import type { Estimate } from "@/lib/answers";
import { type PartitionPlan, selector } from "@/queries/partitions";
import { formatTime } from "@/queries/scope";

/** A partition that exists, with the size of its files. */
export type StoredPartition = {
  readonly account: string;
  readonly region: string;
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly bytes: number;
};

/**
 * Adds up the partitions that a plan selects. Without a list of partitions only the days can be
 * told; what they hold is known when the engine has read them.
 */
export function estimate(
  plan: PartitionPlan,
  stored: readonly StoredPartition[] | null,
  deliveryLagMs: number,
): Estimate {
  const deliveries = {
    days: plan.days.length,
    deliveredUntil: formatTime(plan.deliveredUntilMs),
    deliveryLagMs,
  };
  if (stored === null) return { ...deliveries, reads: null };
  const dayOf = ({ year, month, day }: StoredPartition) => `${year}-${month}-${day}`;
  const isSelected = selector(plan);
  const read = stored.filter(({ account, region, year, month, day }) =>
    isSelected({ account, region, ms: Date.UTC(Number(year), Number(month) - 1, Number(day)) }),
  );
  const daysRead = new Set(read.map(dayOf));
  return {
    ...deliveries,
    reads: {
      partitions: read.length,
      ofPartitions: stored.length,
      bytes: read.reduce((sum, partition) => sum + partition.bytes, 0),
      daysWithoutData: plan.days.filter((day) => !daysRead.has(day)),
    },
  };
}
