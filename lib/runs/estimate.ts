/** The scan estimate of a run, and whether the run may start without a confirmation. */
import type { Estimate, Reads } from "@/lib/api/answers";
import type { Result } from "@/lib/result";
import type { FoundSource } from "@/queries/gather-sources";
import type { PartitionPlan } from "@/queries/partitions";
import { formatTime } from "@/queries/scope";

/** What is known of the sizes: null while they are being listed, a failure where they cannot be told. */
type Told = Result<Reads> | null;

/** Limits on what one run may scan, bytes. */
export type Limits = {
  /** Over it a person is asked first. */
  readonly askAboveBytes: number;
  /** Over it the engine ends the run, which is billed; null where it does not. */
  readonly cutoffBytes: number | null;
};

const LISTING = "What this reads is still being worked out.";

/** Puts an estimate together from a plan and what is known of the sizes. */
export function estimateOf(
  plan: PartitionPlan,
  { source: { deliveryLagMs }, unreadReason }: Pick<FoundSource, "source" | "unreadReason">,
  told: Told,
  cutoffBytes: number | null,
  notInTable: readonly string[] = [],
): Estimate {
  return {
    days: plan.days.length,
    deliveredUntil: formatTime(plan.deliveredUntilMs),
    deliveryLagMs,
    reads: told?.ok ? told.value : null,
    unknown: told === null ? LISTING : told.ok ? null : told.failure.message,
    isListing: told === null,
    cutoffBytes,
    notInTable,
    unreadReason,
  };
}

/** The least of the limits that a run must not pass without a person's word. */
const leastOf = ({ askAboveBytes, cutoffBytes }: Limits): number =>
  Math.min(askAboveBytes, cutoffBytes ?? Number.POSITIVE_INFINITY);

/**
 * Whether a run may begin without a person's word. One that would pass a limit asks first, and so
 * does one that would read from more folders than can be listed. Where the sizes cannot be told for
 * another reason, such as a permission that is missing, it begins. While they are being listed it
 * waits, unless the engine itself ends a run before the limit.
 */
export function mayBegin(told: Told, limits: Limits): "yes" | "asks-first" | "not-yet" {
  if (told?.ok) return told.value.bytes > leastOf(limits) ? "asks-first" : "yes";
  const isBounded = limits.cutoffBytes !== null && limits.cutoffBytes <= limits.askAboveBytes;
  if (isBounded) return "yes";
  if (told === null) return "not-yet";
  return told.failure.code === "over-limit" ? "asks-first" : "yes";
}
