/** The scan estimate of a plan over the partitions of a lake. */
import type { Reads } from "@/lib/api/answers";
import { type PartitionPlan, selector } from "@/queries/partitions";

/** A partition that exists, with its files. */
export type StoredPartition = {
  readonly account: string;
  readonly region: string;
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly files: number;
  readonly bytes: number;
};

/** Adds up the partitions that a plan selects. */
export function readsAmong(plan: PartitionPlan, stored: readonly StoredPartition[]): Reads {
  const dayOf = ({ year, month, day }: StoredPartition) => `${year}-${month}-${day}`;
  const isSelected = selector(plan);
  const read = stored.filter(({ account, region, year, month, day }) =>
    isSelected({ account, region, ms: Date.UTC(Number(year), Number(month) - 1, Number(day)) }),
  );
  const daysRead = new Set(read.map(dayOf));
  return {
    partitions: read.length,
    ofPartitions: stored.length,
    objects: read.reduce((sum, { files }) => sum + files, 0),
    bytes: read.reduce((sum, { bytes }) => sum + bytes, 0),
    archived: 0,
    // The lake is read by whole days.
    partitionsOfOtherHours: 0,
    daysWithoutData: plan.days.filter((day) => !daysRead.has(day)),
  };
}
