import type { Estimate, SourceSummary, StepAnswer } from "@/lib/answers";
import { cutoffText, placesText, scanPriceText } from "@/lib/estimate-text";
import { formatBytes, formatCounted } from "@/lib/format";
import { HOUR_MS } from "@/queries/scope";

type Props = { readonly answer: StepAnswer; readonly summary: SourceSummary };

function lagSentence(deliveredUntil: string, lagMs: number): string {
  if (lagMs === 0) return "events are filed under their own date";
  const until = deliveredUntil.slice(0, 16).replace("T", " ");
  return `files delivered until ${until} UTC included (lag ${lagMs / HOUR_MS} h)`;
}

/** Whole hours without a fraction. */
const formatHours = (hours: number): string => String(Number(hours.toFixed(1)));

function readsSentence({ reads, days, unknown }: Estimate, dollarsPerTb: number | null): string {
  if (reads === null) return `${formatCounted(days, "day")} of deliveries · ${unknown}`;
  const { bytes } = reads;
  return `≈ ${formatBytes(bytes)} in ${placesText(reads)} · ${scanPriceText(bytes, dollarsPerTb)}`;
}

/** What the answer reads: bytes, partitions, price, and the deliveries that are included. */
export function EstimateLine({ answer, summary }: Props) {
  if (!("estimate" in answer)) return null;
  const { reads, cutoffBytes, days, deliveredUntil, deliveryLagMs } = answer.estimate;
  const { hoursRead } = answer.query;
  const cutoff = cutoffText(reads, cutoffBytes);
  return (
    <>
      <span>{readsSentence(answer.estimate, summary.dollarsPerTb)}</span>
      <br />
      <span>{lagSentence(deliveredUntil, deliveryLagMs)}</span>
      {hoursRead !== null && (
        <span>{` · hour-exact: files of ${formatHours(hoursRead)} h instead of ${days * 24} h`}</span>
      )}
      {cutoff !== null && (
        <>
          <br />
          <span>{cutoff}</span>
        </>
      )}
    </>
  );
}
