"use client";
/** The bars of the activity strip, from which a time range is chosen. */
import type { Scope } from "@/queries/scope";
import { type Activity, barText, gapsIn } from "./prepare-activity";
import { useBarSpan } from "./use-bar-span";

type Window = Pick<Scope, "fromMs" | "toMs">;
type Props = {
  readonly activity: Activity;
  /** The days of the strip. */
  readonly range: Window;
  /** The time range chosen. */
  readonly chosen: Window;
  readonly onChoose: (window: Window) => void;
};

/** The least height of a bar, percent, so that few events are visible next to many. */
const LEAST_HEIGHT = 8;
/** The gap between bars, percent of a bar's width. */
const GAP = 12;

const HATCHED = "bg-[repeating-linear-gradient(135deg,var(--line)_0_2px,transparent_2px_5px)]";

/** Positions of times along the strip, percent. */
function placesIn({ fromMs, toMs }: Window) {
  const at = (ms: number): number => {
    const share = (ms - fromMs) / (toMs - fromMs);
    return Math.min(1, Math.max(0, share)) * 100;
  };
  return (window: Window) => ({
    left: `${at(window.fromMs)}%`,
    width: `${at(window.toMs) - at(window.fromMs)}%`,
  });
}

function Bars({ activity, range, chosen }: Omit<Props, "onChoose">) {
  const spanMs = range.toMs - range.fromMs;
  return (
    <svg
      className="absolute inset-0 size-full"
      viewBox="0 0 10000 100"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {activity.bars.map(({ fromMs, toMs, events }) => {
        if (events === 0) return null;
        const height = Math.max(LEAST_HEIGHT, (events / activity.highest) * 100);
        const width = ((toMs - fromMs) / spanMs) * 10_000;
        const isChosen = fromMs < chosen.toMs && toMs > chosen.fromMs;
        return (
          <rect
            key={fromMs}
            x={((fromMs - range.fromMs) / spanMs) * 10_000 + (width * GAP) / 200}
            y={100 - height}
            width={width * (1 - GAP / 100)}
            height={height}
            className={isChosen ? "fill-accent" : "fill-ink-3"}
          />
        );
      })}
    </svg>
  );
}

/**
 * The bars of an activity strip: a click on one, or a drag over several, makes them the time range;
 * so do the arrow keys, with Shift for several, and Enter.
 */
export function ActivityBars({ activity, range, chosen, onChoose }: Props) {
  const { bars, unit } = activity;
  const { current, picked, marked, handlers } = useBarSpan(bars, chosen, onChoose);
  const placeOf = placesIn(range);
  const bar = bars[marked ?? -1];
  const text = barText(bars[current] ?? { ...(picked ?? range), events: 0, hasLogs: true });

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`Time range by ${unit}`}
      aria-valuemin={0}
      aria-valuemax={bars.length - 1}
      aria-valuenow={current}
      aria-valuetext={picked ? `${text}. Enter sets the time range.` : text}
      className="relative h-9 cursor-pointer touch-none select-none border-line border-b outline-offset-2 max-sm:h-6"
      {...handlers}
    >
      {gapsIn(bars).map((gap) => (
        <div key={gap.fromMs} className={`absolute inset-y-0 ${HATCHED}`} style={placeOf(gap)} />
      ))}
      <div className="absolute inset-y-0 bg-accent/10" style={placeOf(chosen)} />
      {/* Under the bars, so that an hour of a day is seen as well. */}
      <div
        className="absolute top-full h-[3px] min-w-1.5 rounded-b-sm bg-accent"
        style={placeOf(chosen)}
      />
      <Bars {...{ activity, range, chosen }} />
      {picked ? (
        <div className="absolute inset-y-0 min-w-0.5 bg-accent/25" style={placeOf(picked)} />
      ) : null}
      {bar ? (
        <>
          <div className="absolute inset-y-0 bg-ink/10" style={placeOf(bar)} />
          <Tip
            text={barText(bar)}
            share={(bar.fromMs - range.fromMs) / (range.toMs - range.fromMs)}
          />
        </>
      ) : null}
    </div>
  );
}

/** What a bar counts, below it, on the side with more room. */
function Tip({ text, share }: { readonly text: string; readonly share: number }) {
  const side = share > 0.5 ? { right: `${(1 - share) * 100}%` } : { left: `${share * 100}%` };
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute top-full z-30 mt-1 whitespace-nowrap rounded-md border border-line bg-panel px-2 py-1 text-[11.5px] text-ink leading-4 shadow-float"
      style={side}
    >
      {text}
    </div>
  );
}
