/** What a plan will read, told before it runs: the partitions that exist, their bytes, the days without any. */
import type { Estimate } from "@/lib/answers";
import { type PartitionPlan, selects } from "@/queries/partitions";
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

/** Adds up the partitions that a plan selects. Null dollars: an engine that costs nothing. */
export function estimate(
  plan: PartitionPlan,
  stored: readonly StoredPartition[],
  deliveryLagMs: number,
): Estimate {
  const dayOf = ({ year, month, day }: StoredPartition) => `${year}-${month}-${day}`;
  const read = stored.filter((partition) => {
    const { account, region } = partition;
    return selects(plan, { account, region, ms: Date.parse(`${dayOf(partition)}T00:00:00Z`) });
  });
  const daysRead = new Set(read.map(dayOf));
  return {
    partitions: read.length,
    ofPartitions: stored.length,
    bytes: read.reduce((sum, partition) => sum + partition.bytes, 0),
    dollars: null,
    daysWithoutData: plan.days.filter((day) => !daysRead.has(day)),
    deliveredUntil: formatTime(plan.deliveredUntilMs),
    deliveryLagMs,
  };
}
