/** The days of the overview's time range that have no logs. */
import type { Estimate } from "@/lib/api/answers";
import { DAY_MS, type Scope } from "@/queries/scope";

type Window = Pick<Scope, "fromMs" | "toMs">;

/**
 * How many days of a time range have no logs, and whether none of them has any; null while that is not
 * known. The estimate may be of a longer time.
 */
export function daysWithoutLogs(
  estimate: Estimate | null,
  { fromMs, toMs }: Window,
): { readonly days: number; readonly isAll: boolean } | null {
  if (!estimate?.reads) return null;
  const firstMs = Math.floor(fromMs / DAY_MS) * DAY_MS;
  const { length } = estimate.reads.daysWithoutData.filter((day) => {
    const dayMs = Date.parse(`${day}T00:00:00Z`);
    return dayMs >= firstMs && dayMs < toMs;
  });
  return { days: length, isAll: length > 0 && length >= Math.ceil((toMs - firstMs) / DAY_MS) };
}
