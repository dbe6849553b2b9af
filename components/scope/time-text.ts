/** The time range in words. Always UTC, never the browser's time zone. */
import { formatDay, formatDuration } from "@/lib/text/format";
import { formatEnds, formatInstant } from "@/lib/text/time-range";
import { parseTime, type Scope } from "@/queries/scope";

/** A day of the form `yyyy-MM-dd` as `18 Nov 2023`; any other text as it is. */
export function describeDay(day: string): string {
  const ms = parseTime(day);
  return ms === null ? day : formatDay(ms);
}

type Window = Pick<Scope, "fromMs" | "toMs">;

/** How long a time range is. */
export function formatLength({ fromMs, toMs }: Window): string {
  return toMs > fromMs ? formatDuration(toMs - fromMs) : "ends before it starts";
}

/** A time range in one line: `19 Mar 2026 02:00 → 03:30 UTC · 1 h 30 min`. */
export function formatWindow(window: Window): string {
  return `${formatEnds(window)} UTC · ${formatLength(window)}`;
}

/** Which files are read after the end of the range: files are stored by delivery time. */
export function describeDelivery(toMs: number, deliveryLagMs: number): string {
  if (deliveryLagMs === 0) return "Events are stored by their own date.";
  const until = formatInstant(toMs + deliveryLagMs);
  return `Files delivered until ${until} are included (delivery lag ${formatDuration(deliveryLagMs)}).`;
}
