/** The axes of the timeline. */
import type { ReactNode } from "react";
import { formatCount } from "@/lib/text/format";
import type { TimeTick } from "./prepare-axis";

type Props = {
  /** Counts from 0 to the upper edge. */
  readonly counts: readonly number[];
  readonly times: readonly TimeTick[];
  /** The bars, over the whole of the room between the axes. */
  readonly children: ReactNode;
};

/** Keeps a label at an end of the axis within the chart. */
const FIRST_SHARE = 0.03;
const LAST_SHARE = 0.97;

const alignment = (share: number): string =>
  share < FIRST_SHARE ? "" : share > LAST_SHARE ? "-translate-x-full" : "-translate-x-1/2";

const percent = (share: number): string => `${share * 100}%`;

/** The frame of the bars: round counts on the left, round UTC times below. */
export function TimelineAxes({ counts, times, children }: Props) {
  const top = counts.at(-1) ?? 1;
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-1.5 pt-2.5 text-[10.5px] text-ink-3 leading-none">
      <div aria-hidden="true" className="relative">
        {/* As wide as the widest count. */}
        <span className="invisible">{formatCount(top)}</span>
        {counts.map((count) => (
          <span
            key={count}
            className="absolute right-0 translate-y-1/2"
            style={{ bottom: percent(count / top) }}
          >
            {formatCount(count)}
          </span>
        ))}
      </div>
      <div className="relative h-[84px]">
        <div aria-hidden="true" className="pointer-events-none absolute inset-0">
          {counts.map((count) => (
            <span
              key={count}
              className={`absolute inset-x-0 border-t ${count === 0 ? "border-line" : "border-line-soft"}`}
              style={{ bottom: percent(count / top) }}
            />
          ))}
        </div>
        {children}
      </div>
      <div aria-hidden="true" className="relative col-start-2 h-[17px]">
        {times.map(({ ms, share, label }) => (
          <span key={ms} className="max-sm:even:hidden">
            <span
              className="absolute top-0 h-1 border-line border-l"
              style={{ left: percent(share) }}
            />
            <span
              className={`absolute top-1.5 whitespace-nowrap ${alignment(share)}`}
              style={{ left: percent(share) }}
            >
              {label}
            </span>
          </span>
        ))}
      </div>
    </div>
  );
}
