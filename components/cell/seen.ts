/** When a value was first and last seen: one cell, drawn as a lane. */
import { formatMoment } from "@/lib/text/format";
import { parseTime } from "@/queries/scope";

/** When a value was first and last seen, milliseconds since the epoch. */
export type Seen = {
  /** Also in the days before the time range. */
  readonly startMs: number;
  /** Within the time range. */
  readonly firstMs: number;
  readonly lastMs: number;
};

/**
 * Reads the text of a lane, times as CloudTrail writes them: its start, its last, and its first within
 * the range where that is not the start. Null for any other text.
 */
export function readSeen(text: string): Seen | null {
  const [start = "", last = "", first = start] = text.split("/");
  const [startMs, lastMs, firstMs] = [parseTime(start), parseTime(last), parseTime(first)];
  return startMs === null || lastMs === null || firstMs === null
    ? null
    : { startMs, firstMs, lastMs };
}

/** `Seen from 19 Mar 2026 02:10:07 to 19 Mar 2026 02:50:52; before the time range since 1 Mar 2026 06:00:00`. */
export function seenText({ startMs, firstMs, lastMs }: Seen): string {
  const inRange =
    firstMs === lastMs
      ? `Seen at ${formatMoment(firstMs)}`
      : `Seen from ${formatMoment(firstMs)} to ${formatMoment(lastMs)}`;
  return startMs === firstMs
    ? inRange
    : `${inRange}; before the time range since ${formatMoment(startMs)}`;
}
