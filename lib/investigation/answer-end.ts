/** Until when an answer knows what happened: the end of its time range, or of the logs. */
import type { SourceSummary } from "@/lib/api/answers";
import { formatTime, HOUR_MS, parseTime, type Scope } from "@/queries/scope";
import { minuteText } from "@/queries/signals/phrases";

export type KnownEnd = Pick<SourceSummary, "lastDay" | "presetEnd" | "deliveryLagMs">;

/** The end of the logs; of logs that are still delivered, what had certainly arrived by then. */
function endOfLogs({ lastDay, presetEnd, deliveryLagMs }: KnownEnd, madeMs?: number): number {
  const end = parseTime(presetEnd) ?? 0;
  // The presets of such logs end with the hour, which is not over yet.
  return lastDay === null ? (madeMs ?? end - HOUR_MS) - deliveryLagMs : end;
}

/**
 * `when the logs end, 31 Mar 2026 00:00 UTC`, or the same of a time range that ends before them.
 * @param madeMs when the answer was made, if that was earlier
 */
export function answerEnd({ toMs }: Pick<Scope, "toMs">, logs: KnownEnd, madeMs?: number): string {
  const endMs = endOfLogs(logs, madeMs);
  const what = toMs < endMs ? "time range ends" : "logs end";
  return `when the ${what}, ${minuteText(formatTime(Math.min(toMs, endMs)))} UTC`;
}
