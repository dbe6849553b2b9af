/** How many of some events were denied, in words. */
import { formatCount, formatCounted } from "./format";

/** `2 events, all denied`, `5 events, 4 denied`, or only `5 events`. */
export function eventsText(total: number, denied: number): string {
  const events = formatCounted(total, "event");
  if (denied === 0) return events;
  if (denied < total) return `${events}, ${formatCount(denied)} denied`;
  return `${events}, ${total === 1 ? "denied" : "all denied"}`;
}
