/** A scan estimate in words. */
import type { Reads, StepCost } from "@/lib/api/answers";
import { formatBytes, formatCount, formatCounted } from "./format";
import { athenaPrice, priceText } from "./price";

/** `14 files, 12 of 360 partitions`; `340 files, 12 partitions` if all were not counted. */
export function placesText({ partitions, ofPartitions, objects }: Reads): string {
  const places =
    ofPartitions === null
      ? formatCounted(partitions, "partition")
      : `${formatCount(partitions)} of ${formatCounted(ofPartitions, "partition")}`;
  return `${formatCounted(objects, "file")}, ${places}`;
}

/** The price of a scan; `dollarsPerTb` is null on an engine that costs nothing. */
export function scanPriceText(bytes: number, dollarsPerTb: number | null): string {
  return dollarsPerTb === null ? "no charge" : priceText(athenaPrice(bytes, dollarsPerTb));
}

/** The engine's own limit, and whether the run exceeds it; null without a limit. */
export function cutoffText(reads: Reads | null, cutoffBytes: number | null): string | null {
  if (cutoffBytes === null) return null;
  const limit = formatBytes(cutoffBytes);
  return reads !== null && reads.bytes > cutoffBytes
    ? `Over the workgroup's limit of ${limit}: Athena would cancel the query there and bill what it scanned.`
    : `The workgroup cancels a query at ${limit}.`;
}

/** The cost of a query before it runs: `1.2 GB · ≈ $0.006 · 12 partitions`. */
export function costBeforeText(cost: StepCost, dollarsPerTb: number | null): string {
  if (cost.kind === "cached") return "0 bytes";
  const { reads } = cost.estimate;
  if (reads === null) return "cost unknown";
  const price = dollarsPerTb === null ? [] : [scanPriceText(reads.bytes, dollarsPerTb)];
  return [formatBytes(reads.bytes), ...price, formatCounted(reads.partitions, "partition")].join(
    " · ",
  );
}
