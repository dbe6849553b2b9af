/** The data version of a trail: what may still be delivered, and which earlier results may serve. */

import { LONGEST_RUN_MS } from "@/lib/engine/athena/aws/options";
import type { DataVersion } from "@/lib/engine/source-facts";
import { DAY_MS, HOUR_MS, parseTime } from "@/queries/scope";

/** After this long no event is delivered any more, except after an outage of CloudTrail. */
const SETTLED_AFTER_MS = HOUR_MS;

const MINUTE_MS = 60_000;

/** The start of the names of versions that last an hour. */
const LIVE = "hour";

/** The freshness notice for a result that reached into the present of an earlier hour. */
export function supersededNotice(earlier: string, now: string): string | null {
  return earlier.startsWith(LIVE) && earlier !== now
    ? "Logs may have been delivered since this result."
    : null;
}

/**
 * The data version of results over deliveries up to an instant. One that reaches into the present
 * lasts an hour, and results of the workgroup are not reused for it: they may be from the hour
 * before. One over settled deliveries lasts forever; results are reused for it once every result
 * of the allowed age was started after the deliveries had settled.
 *
 * The name contains the age, because the age is a part of the request, and requests under one token
 * have to be equal.
 */
export function dataVersionAt(
  nowMs: number,
  deliveredUntilMs: number,
  maxAgeMinutes: number,
): DataVersion {
  const settledMs = deliveredUntilMs + SETTLED_AFTER_MS;
  if (nowMs <= settledMs) {
    return { name: `${LIVE} ${Math.floor(nowMs / HOUR_MS)}`, reuseMinutes: 0 };
  }
  // A result's age counts from its end, and it was read at most the longest run before.
  const oldestReadMs = nowMs - maxAgeMinutes * MINUTE_MS - LONGEST_RUN_MS;
  return maxAgeMinutes > 0 && oldestReadMs > settledMs
    ? { name: `settled, results of ${maxAgeMinutes} minutes`, reuseMinutes: maxAgeMinutes }
    : { name: "settled", reuseMinutes: 0 };
}

/** How long after a day its roll-up waits for late deliveries. */
const CLOSED_AFTER_MS = DAY_MS;

/** The version of a UTC day's data, `yyyy-MM-dd`; null before the day has been over for a day. */
export function closedDayStamp(nowMs: number, day: string): string | null {
  const startMs = parseTime(day);
  return startMs !== null && nowMs >= startMs + DAY_MS + CLOSED_AFTER_MS ? "closed" : null;
}
