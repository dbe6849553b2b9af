/** Ticks of a chart's axes: round counts, and round UTC times. Decided without drawing. */
import { formatDay } from "@/lib/text/format";
import { formatInstant } from "@/lib/text/time-range";
import { DAY_MS, HOUR_MS } from "@/queries/scope";

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** The most gridlines; more would distract from the bars. */
const MOST_COUNT_STEPS = 4;

/** Round counts from 0 to the first that no bar is higher than: `0, 20, 40, 60`. */
export function countTicks(highest: number): readonly number[] {
  let step = 1;
  // 1, 2, 5, 10, 20, 50, …
  for (let turn = 0; Math.ceil(highest / step) > MOST_COUNT_STEPS; turn += 1)
    step *= turn % 3 === 1 ? 2.5 : 2;
  const steps = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: steps + 1 }, (_, index) => index * step);
}

/** A tick of a time axis and its position along it, 0 to 1. */
export type TimeTick = { readonly ms: number; readonly share: number; readonly label: string };

const MOST_TIME_TICKS = 8;
const TIME_STEPS_MS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7, 14, 28, 56].map((days) => days * DAY_MS),
];
/** 1 January 1970 was a Thursday; weeks start on Mondays. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

const withoutYear = (ms: number): string => formatDay(ms).slice(0, -5);
const yearOf = (ms: number): number => new Date(ms).getUTCFullYear();

/** A date at midnight, otherwise the time of day; with the year where it changes. */
function labelOf(ms: number, before: number | null): string {
  if (ms % DAY_MS !== 0) return formatInstant(ms).split(" ").at(-1) ?? "";
  return before !== null && yearOf(ms) !== yearOf(before) ? formatDay(ms) : withoutYear(ms);
}

/** Round UTC times within `[fromMs, toMs)`, about eight. */
export function timeTicks(fromMs: number, toMs: number): readonly TimeTick[] {
  const spanMs = toMs - fromMs;
  const step =
    TIME_STEPS_MS.find((ms) => spanMs / ms <= MOST_TIME_TICKS) ??
    Math.ceil(spanMs / MOST_TIME_TICKS / (56 * DAY_MS)) * 56 * DAY_MS;
  const origin = step >= 7 * DAY_MS ? FIRST_MONDAY_MS : 0;
  const ticks: TimeTick[] = [];
  for (let ms = Math.ceil((fromMs - origin) / step) * step + origin; ms < toMs; ms += step) {
    const label = labelOf(ms, ticks.at(-1)?.ms ?? null);
    ticks.push({ ms, share: (ms - fromMs) / spanMs, label });
  }
  return ticks;
}
