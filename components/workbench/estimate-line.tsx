/** The scan estimate beside the path. */
import type { Estimate, SourceSummary, StepAnswer } from "@/lib/api/answers";
import { cutoffText, placesText, scanPriceText } from "@/lib/text/estimate-text";
import { formatBytes, formatCounted } from "@/lib/text/format";
import { formatInstant } from "@/lib/text/time-range";
import { HOUR_MS, parseTime } from "@/queries/scope";

type Props = { readonly answer: StepAnswer; readonly summary: SourceSummary };

function readsText({ reads, days, unknown }: Estimate, dollarsPerTb: number | null): string {
  if (reads === null) return `${formatCounted(days, "day")} of deliveries · ${unknown}`;
  const { bytes } = reads;
  return `≈ ${formatBytes(bytes)} · ${scanPriceText(bytes, dollarsPerTb)} · ${placesText(reads)}`;
}

function deliveryText({ deliveredUntil, deliveryLagMs }: Estimate): string {
  if (deliveryLagMs === 0) return "events are stored by their own date";
  const untilMs = parseTime(deliveredUntil);
  const until = untilMs === null ? deliveredUntil : formatInstant(untilMs);
  return `files delivered until ${until} UTC included (lag ${deliveryLagMs / HOUR_MS} h)`;
}

/** Whole hours without a fraction. */
const formatHours = (hours: number): string => String(Number(hours.toFixed(1)));

/** What the answer reads: bytes, partitions, price, and the deliveries that are included. */
export function EstimateLine({ answer, summary }: Props) {
  if (!("estimate" in answer)) return null;
  const { estimate, query } = answer;
  const { hoursRead } = query;
  const cutoff = cutoffText(estimate.reads, estimate.cutoffBytes);
  const text = [
    readsText(estimate, summary.dollarsPerTb),
    ...(hoursRead === null
      ? []
      : [`reads ${formatHours(hoursRead)} of ${estimate.days * 24} hours`]),
    ...(cutoff === null ? [] : [cutoff]),
    deliveryText(estimate),
  ].join(" · ");
  return (
    <p title={text} className="min-w-[180px] shrink-100 truncate text-ink-3 max-sm:hidden">
      {text}
    </p>
  );
}
