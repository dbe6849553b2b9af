/** The time axis of the activity strip. */
import { timeTicks } from "@/components/chart/prepare-axis";
import { formatDay } from "@/lib/text/format";
import { DAY_MS, type Scope } from "@/queries/scope";

/** Ticks closer to an end than this would overlap its label, as a share of the width. */
const NEAR_END = 0.1;

/** The first and the last day with their years, and round times between them. */
export function ActivityAxis({ range }: { readonly range: Pick<Scope, "fromMs" | "toMs"> }) {
  const { fromMs, toMs } = range;
  const between = timeTicks(fromMs, toMs).filter(
    ({ share }) => share > NEAR_END && share < 1 - NEAR_END,
  );
  return (
    <div
      aria-hidden="true"
      className="relative flex h-[16px] justify-between pt-[5px] text-[10.5px] text-ink-3 leading-none max-sm:hidden"
    >
      <span>{formatDay(fromMs)}</span>
      {between.map(({ ms, share, label }) => (
        <span
          key={ms}
          className="absolute -translate-x-1/2 max-sm:hidden"
          style={{ left: `${share * 100}%` }}
        >
          {label}
        </span>
      ))}
      <span>{formatDay(toMs - DAY_MS)}</span>
    </div>
  );
}
