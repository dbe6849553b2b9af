/** Moves and presets of a window. Pure; each gives absolute times. */
import type { SourceSummary } from "@/lib/answers";
import { DAY_MS, HOUR_MS, parseTime, type Scope } from "@/queries/scope";

export type Window = Pick<Scope, "fromMs" | "toMs">;

export type Preset = { readonly label: string; readonly lengthMs: number };

export const PRESETS: readonly Preset[] = [
  { label: "Last 1 h", lengthMs: HOUR_MS },
  { label: "Last 24 h", lengthMs: DAY_MS },
  { label: "Last 3 d", lengthMs: 3 * DAY_MS },
  { label: "Last 7 d", lengthMs: 7 * DAY_MS },
  { label: "Last 30 d", lengthMs: 30 * DAY_MS },
];

const MINUTE_MS = 60_000;

/**
 * A preset as absolute times. Its end is rounded up, to the minute for an hour and to the hour
 * beyond, so that the latest events are in and the same preset soon after is the same window.
 */
export function presetWindow({ lengthMs }: Preset, endMs: number): Window {
  const unit = lengthMs <= HOUR_MS ? MINUTE_MS : HOUR_MS;
  const toMs = Math.ceil(endMs / unit) * unit;
  return { fromMs: toMs - lengthMs, toMs };
}

/** The window of the same length that ends where this one starts, or starts where it ends. */
export function shiftWindow({ fromMs, toMs }: Window, direction: "earlier" | "later"): Window {
  const step = (direction === "earlier" ? -1 : 1) * (toMs - fromMs);
  return { fromMs: fromMs + step, toMs: toMs + step };
}

/** Twice as long, around the same middle, to the second. */
export function zoomOut({ fromMs, toMs }: Window): Window {
  const half = Math.floor((toMs - fromMs) / 2000) * 1000;
  return { fromMs: fromMs - half, toMs: toMs + (toMs - fromMs - half) };
}

/** The window of whole days, both included, given by their midnights. */
export const daysWindow = (firstDayMs: number, lastDayMs: number): Window => ({
  fromMs: firstDayMs,
  toMs: lastDayMs + DAY_MS,
});

/** The days that there are logs of, and how many may be asked for at once. */
export type LogDays = Pick<SourceSummary, "firstDay" | "lastDay" | "maxWindowDays">;

/** All days of the logs; null where the window has them all, they are too many, or the logs go on. */
export function wholeWindow({ firstDay, lastDay, maxWindowDays }: LogDays, asked: Window) {
  const [first, last] = [parseTime(firstDay ?? ""), parseTime(lastDay ?? "")];
  if (first === null || last === null) return null;
  const whole = daysWindow(first, last);
  const days = (whole.toMs - whole.fromMs) / DAY_MS;
  const isAsked = asked.fromMs <= whole.fromMs && asked.toMs >= whole.toMs;
  return isAsked || days > maxWindowDays ? null : { ...whole, days };
}

/** The days that a window touches, by their midnights. */
export function windowDays({ fromMs, toMs }: Window): readonly [first: number, last: number] {
  const midnight = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;
  return [midnight(fromMs), midnight(Math.max(fromMs, toMs - 1))];
}
