/** Refuses statements that would read a whole trail, on every engine: in Athena that costs money. */
import type { PartitionPlan } from "@/queries/partitions";

/** Why a statement with this plan must not run, in one sentence; null where it may. */
export function planProblem({ times }: PartitionPlan): string | null {
  return times.length === 0
    ? "The query names no partition, so it would read the whole trail; it was not run."
    : null;
}
