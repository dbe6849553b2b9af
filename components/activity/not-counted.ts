/** The logs that an activity strip does not count. */
import type { LogSpan } from "@/lib/investigation/activity-range";
import { allLogs } from "@/lib/investigation/default-range";
import { formatDay } from "@/lib/text/format";
import { DAY_MS, type Scope } from "@/queries/scope";

/**
 * The logs, or the days that may have some, which are not among those of the strip:
 * `logs before 1 Jan 2026 not counted`. Null where it has them all.
 */
export function notCounted(
  logs: LogSpan,
  { fromMs, toMs }: Pick<Scope, "fromMs" | "toMs">,
): string | null {
  const all = allLogs(logs);
  const sides = [
    all === null || all.fromMs < fromMs ? [`before ${formatDay(fromMs)}`] : [],
    all !== null && all.toMs > toMs ? [`after ${formatDay(toMs - DAY_MS)}`] : [],
  ].flat();
  return sides.length === 0 ? null : `logs ${sides.join(" and ")} not counted`;
}
