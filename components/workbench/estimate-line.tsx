import type { SourceSummary, StepAnswer } from "@/lib/answers";
import { formatBytes, formatCount, formatDollars } from "@/lib/format";
import { HOUR_MS } from "@/queries/scope";

type Props = { readonly answer: StepAnswer | null; readonly summary: SourceSummary };

function lagSentence(deliveredUntil: string, lagMs: number): string {
  if (lagMs === 0) return "events are filed under their own date";
  const until = deliveredUntil.slice(0, 16).replace("T", " ");
  return `files delivered until ${until} UTC included (lag ${lagMs / HOUR_MS} h)`;
}

/** What the answer reads: bytes, partitions, price, and the deliveries that are included. */
export function EstimateLine({ answer, summary }: Props) {
  if (!answer || !("estimate" in answer)) return null;
  const { bytes, partitions, ofPartitions, dollars, deliveredUntil, deliveryLagMs } =
    answer.estimate;
  const price = dollars === null ? "" : ` · ${formatDollars(dollars)}`;
  return (
    <>
      <span>
        ≈ {formatBytes(bytes)} in {formatCount(partitions)} of {formatCount(ofPartitions)}{" "}
        partitions
        {summary.isFree ? " · no charge" : price}
      </span>
      <br />
      <span>{lagSentence(deliveredUntil, deliveryLagMs)}</span>
    </>
  );
}
