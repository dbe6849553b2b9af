/** How long an answer holds: what the trail may still deliver, and what an earlier result is worth. */

import { LONGEST_RUN_MS } from "@/lib/engine/athena/aws/options";
import type { DataVersion } from "@/lib/engine/source-facts";
import { HOUR_MS } from "@/queries/scope";

/** After this long an event that is not there yet will not come, but for an outage of CloudTrail. */
const SETTLED_AFTER_MS = HOUR_MS;

const MINUTE_MS = 60_000;

/** How the names of epochs begin that last an hour. */
const LIVE = "hour";

/** Says of an answer that reached into the present of an earlier hour that it may lack events. */
export const overtaken = (earlier: string, now: string): string | null =>
  earlier.startsWith(LIVE) && earlier !== now
    ? "Logs may have been delivered since this result."
    : null;

/**
 * The epoch of answers over deliveries up to an instant. One that reaches into the present holds
 * for an hour, and a result found in the workgroup never stands in for it: it may be from the hour
 * before. One over settled deliveries holds for good; a result stands in for it once every result
 * of the allowed age was begun after the deliveries had settled.
 *
 * The name tells the age, because the age is a part of the request, and requests under one token
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
  // A result's age counts from its end, and it had been read at most so long before.
  const oldestReadMs = nowMs - maxAgeMinutes * MINUTE_MS - LONGEST_RUN_MS;
  return maxAgeMinutes > 0 && oldestReadMs > settledMs
    ? { name: `settled, results of ${maxAgeMinutes} minutes`, reuseMinutes: maxAgeMinutes }
    : { name: "settled", reuseMinutes: 0 };
}
