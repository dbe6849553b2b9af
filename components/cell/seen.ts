/** When a value was first and last seen: one cell, drawn as a lane. */
import { formatMoment } from "@/lib/text/format";
import { parseTime } from "@/queries/scope";

/** When a value was first and last seen, milliseconds since the epoch. */
export type Seen = { readonly firstMs: number; readonly lastMs: number };

/** Reads `first/last`, two times as CloudTrail writes them; null for any other text. */
export function readSeen(text: string): Seen | null {
  const [first = "", last = ""] = text.split("/");
  const [firstMs, lastMs] = [parseTime(first), parseTime(last)];
  return firstMs === null || lastMs === null ? null : { firstMs, lastMs };
}

/** `Seen from 19 Mar 2026 02:10:07 to 19 Mar 2026 02:50:52`. */
export function seenText({ firstMs, lastMs }: Seen): string {
  return firstMs === lastMs
    ? `Seen at ${formatMoment(firstMs)}`
    : `Seen from ${formatMoment(firstMs)} to ${formatMoment(lastMs)}`;
}
