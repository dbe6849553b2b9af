/** What is about to be read, in words. */
import type { Reads, StepCost } from "@/lib/api/answers";
import { formatBytes, formatCount, formatCounted } from "./format";
import { athenaPrice, priceText } from "./price";

/** `14 files, 12 of 360 partitions`; `340 files, 12 partitions` where nobody counted all. */
export function placesText({ partitions, ofPartitions, objects }: Reads): string {
  const places =
    ofPartitions === null
      ? formatCounted(partitions, "partition")
      : `${formatCount(partitions)} of ${formatCounted(ofPartitions, "partition")}`;
  return `${formatCounted(objects, "file")}, ${places}`;
}

/** The price of scanning so much; `dollarsPerTb` is null where that costs nothing. */
export const scanPriceText = (bytes: number, dollarsPerTb: number | null): string =>
  dollarsPerTb === null ? "no charge" : priceText(athenaPrice(bytes, dollarsPerTb));

/** What the engine's own limit means for a run; null where it has none. */
export function cutoffText(reads: Reads | null, cutoffBytes: number | null): string | null {
  if (cutoffBytes === null) return null;
  const limit = formatBytes(cutoffBytes);
  return reads !== null && reads.bytes > cutoffBytes
    ? `Over the workgroup's limit of ${limit}: Athena would end it there, and bill that.`
    : `The workgroup ends a query at ${limit}.`;
}

/** What a question that nobody has asked yet would cost: `1.2 GB · ≈ $0.006 · 12 partitions`. */
export function costBeforeText(cost: StepCost, dollarsPerTb: number | null): string {
  if (cost.kind === "held") return "0 bytes";
  const { reads } = cost.estimate;
  if (reads === null) return "cost unknown";
  const price = dollarsPerTb === null ? [] : [scanPriceText(reads.bytes, dollarsPerTb)];
  return [formatBytes(reads.bytes), ...price, formatCounted(reads.partitions, "partition")].join(
    " · ",
  );
}
