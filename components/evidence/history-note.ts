/** What the report was compared with, in a sentence or two. */
import { formatCounted } from "@/lib/text/format";
import { formatDays } from "@/lib/text/time-range";
import { DAY_MS, parseTime } from "@/queries/scope";
import type { SignalReport } from "@/queries/signals/signal-types";

/** Gaps that a sentence names. */
const MOST_GAPS = 3;

/** Days in a row as time ranges. */
function gapsOf(days: readonly string[]): readonly { fromMs: number; toMs: number }[] {
  const gaps: { fromMs: number; toMs: number }[] = [];
  for (const day of [...days].sort()) {
    const fromMs = parseTime(day);
    if (fromMs === null) continue;
    const last = gaps.at(-1);
    if (last?.toMs === fromMs) last.toMs = fromMs + DAY_MS;
    else gaps.push({ fromMs, toMs: fromMs + DAY_MS });
  }
  return gaps;
}

/** `No logs on 2 days: 17 – 18 Feb 2026.`; empty where there are logs of each day. */
function missingText(days: readonly string[]): string {
  if (days.length === 0) return "";
  const gaps = gapsOf(days);
  const named = gaps.slice(0, MOST_GAPS).map(formatDays).join(", ");
  const more = gaps.length > MOST_GAPS ? " and others" : "";
  return ` No logs on ${formatCounted(days.length, "day")}: ${named}${more}.`;
}

/**
 * The days and events that were compared with, the days without logs, and what “new” means.
 * @param days the length of the baseline
 */
export function historyNote(report: SignalReport, days: number): string {
  const { history, baselineEvents, baselineDays, missingDays } = report;
  const before = days === 1 ? "the day before" : `the ${days} days before`;
  const missing = missingText(missingDays);
  if (history === "off") return "Not compared with the days before.";
  if (history === "no-history") {
    const none =
      missingDays.length >= days && days > 0
        ? `No logs of ${before} to compare with.`
        : `No events in ${before} to compare with.${missing}`;
    return `${none} Only what is first seen 7 days or more after the first event counts as new.`;
  }
  return `Compared with ${before}: ${formatCounted(baselineEvents, "event")} on ${formatCounted(baselineDays, "day")}.${missing}`;
}
