/** Moves and presets of a window. Pure; each gives absolute times. */
import type { SourceSummary } from "@/lib/api/answers";
import { formatCounted } from "@/lib/text/format";
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

/** The window of whole days, both included, given by their midnights. */
export function daysWindow(firstDayMs: number, lastDayMs: number): Window {
  return { fromMs: firstDayMs, toMs: lastDayMs + DAY_MS };
}

/** The days with logs, and the most days of one query. */
export type LogDays = Pick<SourceSummary, "firstDay" | "lastDay" | "maxWindowDays">;

/** All days of the logs; null where they are not known, or the logs go on. */
function logsWindow({ firstDay, lastDay }: LogDays): Window | null {
  const [first, last] = [parseTime(firstDay ?? ""), parseTime(lastDay ?? "")];
  return first === null || last === null ? null : daysWindow(first, last);
}

/** Whether a window has all days of the logs, so that a wider one finds nothing more. */
export function hasAllLogs({ fromMs, toMs }: Window, logs: LogDays): boolean {
  const whole = logsWindow(logs);
  return whole !== null && fromMs <= whole.fromMs && toMs >= whole.toMs;
}

/** All days of the logs; null where the window has them all, they are too many, or the logs go on. */
export function wholeWindow(logs: LogDays, asked: Window) {
  const whole = logsWindow(logs);
  if (whole === null || hasAllLogs(asked, logs)) return null;
  const days = (whole.toMs - whole.fromMs) / DAY_MS;
  return days > logs.maxWindowDays ? null : { ...whole, days };
}

/** The days that a window touches, by their midnights. */
export function windowDays({ fromMs, toMs }: Window): readonly [first: number, last: number] {
  const midnight = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;
  return [midnight(fromMs), midnight(Math.max(fromMs, toMs - 1))];
}

/** A wider time range, and what it is called. */
export type Widening = { readonly label: string; readonly window: Window };

const wholeDays = (window: Window): Window => daysWindow(...windowDays(window));

/** `count` whole days around the middle of a window; null if they do not contain all of it. */
function daysAround(window: Window, days: number, { firstDay, lastDay }: LogDays): Window | null {
  const { fromMs, toMs } = wholeDays(window);
  const before = Math.floor((days * DAY_MS - (toMs - fromMs)) / DAY_MS / 2) * DAY_MS;
  if (before < 0) return null;
  // Near the end of the logs, earlier days are more useful than days without logs.
  const [first, last] = [parseTime(firstDay ?? ""), parseTime(lastDay ?? "")];
  const latest = last === null ? fromMs : last + DAY_MS - days * DAY_MS;
  const earliest = Math.max(first ?? fromMs - before, toMs - days * DAY_MS);
  const start = Math.min(fromMs, Math.max(earliest, Math.min(fromMs - before, latest)));
  return { fromMs: start, toMs: start + days * DAY_MS };
}

/**
 * The sensible steps to a wider time range, the narrowest first: an hour more on both sides, whole
 * days, a week, a month, and all logs where they are known. Each contains the present one. None where
 * that has all logs.
 */
export function widenings(window: Window, logs: LogDays): readonly Widening[] {
  if (hasAllLogs(window, logs)) return [];
  const { fromMs, toMs } = window;
  const days = wholeDays(window);
  const isOneDay = days.toMs - days.fromMs === DAY_MS;
  const all = wholeWindow(logs, window);
  const steps: readonly (readonly [label: string, window: Window | null])[] = [
    ["1 h before and after", { fromMs: fromMs - HOUR_MS, toMs: toMs + HOUR_MS }],
    [isOneDay ? "Whole day" : "Whole days", days],
    ["7 days", daysAround(window, 7, logs)],
    ["30 days", daysAround(window, 30, logs)],
    [all ? `All ${formatCounted(all.days, "day")} of logs` : "", all],
  ];
  const isWider = (to: Window): boolean =>
    to.fromMs <= fromMs && to.toMs >= toMs && to.toMs - to.fromMs > toMs - fromMs;
  // Equal time ranges are offered once, under the last name.
  const byEnds = new Map<string, Widening>();
  for (const [label, to] of steps) {
    if (to === null || !isWider(to)) continue;
    if (to.toMs - to.fromMs > logs.maxWindowDays * DAY_MS) continue;
    const wider = { fromMs: to.fromMs, toMs: to.toMs };
    byEnds.set(`${wider.fromMs} ${wider.toMs}`, { label, window: wider });
  }
  return [...byEnds.values()];
}
