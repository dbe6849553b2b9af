import type { Estimate, SourceSummary, StepAnswer } from "@/lib/answers";
import { formatBytes, formatCount, formatCounted } from "@/lib/format";
import { athenaPrice, priceText } from "@/lib/price";
import { HOUR_MS } from "@/queries/scope";

type Props = { readonly answer: StepAnswer | null; readonly summary: SourceSummary };

function lagSentence(deliveredUntil: string, lagMs: number): string {
  if (lagMs === 0) return "events are filed under their own date";
  const until = deliveredUntil.slice(0, 16).replace("T", " ");
  return `files delivered until ${until} UTC included (lag ${lagMs / HOUR_MS} h)`;
}

function readsSentence({ reads, days }: Estimate, dollarsPerTb: number | null): string {
  if (reads === null)
    return `${formatCounted(days, "day")} of deliveries · bytes are known after the run`;
  const { bytes, partitions, ofPartitions } = reads;
  const price = dollarsPerTb === null ? "no charge" : priceText(athenaPrice(bytes, dollarsPerTb));
  return `≈ ${formatBytes(bytes)} in ${formatCount(partitions)} of ${formatCounted(ofPartitions, "partition")} · ${price}`;
}

/** What the answer reads: bytes, partitions, price, and the deliveries that are included. */
export function EstimateLine({ answer, summary }: Props) {
  if (!answer || !("estimate" in answer)) return null;
  const { deliveredUntil, deliveryLagMs } = answer.estimate;
  return (
    <>
      <span>{readsSentence(answer.estimate, summary.dollarsPerTb)}</span>
      <br />
      <span>{lagSentence(deliveredUntil, deliveryLagMs)}</span>
    </>
  );
}
