/** The scan estimate of a run, and whether the run may start without a confirmation. */
import type { Estimate, Reads } from "@/lib/api/answers";
import type { Result } from "@/lib/result";
import type { FoundSource } from "@/queries/gather-sources";
import type { PartitionPlan } from "@/queries/partitions";
import { formatTime } from "@/queries/scope";

/** What is known of the sizes: null while they are being listed, a failure where they cannot be had. */
type Sizes = Result<Reads> | null;

/** Limits on what one run may scan, bytes. */
export type Limits = {
  /** A run over it needs a confirmation. */
  readonly askAboveBytes: number;
  /** Over it the engine ends the run, which is billed; null where it does not. */
  readonly cutoffBytes: number | null;
};

const LISTING = "The scan size is still being estimated.";

/** Puts an estimate together from a plan and what is known of the sizes. */
export function estimateOf(
  plan: PartitionPlan,
  { source: { deliveryLagMs }, unreadReason }: Pick<FoundSource, "source" | "unreadReason">,
  sizes: Sizes,
  cutoffBytes: number | null,
  notInTable: readonly string[] = [],
): Estimate {
  return {
    days: plan.days.length,
    deliveredUntil: formatTime(plan.deliveredUntilMs),
    deliveryLagMs,
    reads: sizes?.ok ? sizes.value : null,
    unknown: sizes === null ? LISTING : sizes.ok ? null : sizes.failure.message,
    isListing: sizes === null,
    cutoffBytes,
    notInTable,
    unreadReason,
  };
}

/** Why a run does not start without a confirmation: it is over a limit, or its size is not known yet. */
export type StartBlocker = "asks-first" | "not-yet";

/**
 * What keeps a run from starting without a confirmation; null where nothing does. One over a limit
 * needs one, and so does one that would read from more folders than can be listed. Where the sizes
 * cannot be had for another reason, such as a missing permission, it starts. While they are being
 * listed it waits, unless the engine itself ends a run before the limit.
 */
export function startBlocker(sizes: Sizes, limits: Limits): StartBlocker | null {
  const { askAboveBytes, cutoffBytes } = limits;
  const mostBytes = Math.min(askAboveBytes, cutoffBytes ?? Number.POSITIVE_INFINITY);
  if (sizes?.ok) return sizes.value.bytes > mostBytes ? "asks-first" : null;
  if (mostBytes === cutoffBytes) return null;
  if (sizes === null) return "not-yet";
  return sizes.failure.code === "over-limit" ? "asks-first" : null;
}
