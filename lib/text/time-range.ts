/** Time ranges as text: always UTC, and always with the year. */

import { DAY_MS } from "@/queries/scope";
import { formatClock, formatDay } from "./format";

type Range = { readonly fromMs: number; readonly toMs: number };

const isMidnight = (ms: number): boolean => ms % DAY_MS === 0;

/** `02:31`, with the seconds where there are any. */
const clockText = (ms: number): string =>
  ms % 60_000 === 0 ? formatClock(ms).slice(0, 5) : formatClock(ms);

/** `18 Nov 2026 00:00`, with the seconds where there are any. */
export function formatInstant(ms: number): string {
  return `${formatDay(ms)} ${clockText(ms)}`;
}

const isSameDay = (a: number, b: number): boolean => formatDay(a) === formatDay(b);

/** A day without its year, which is next to it: `18 Nov`. */
const withoutYear = (ms: number): string => formatDay(ms).slice(0, -5);

const isSameYear = (a: number, b: number): boolean =>
  new Date(a).getUTCFullYear() === new Date(b).getUTCFullYear();

/** The days that a range touches: `19 Mar 2026`, `24 – 30 Mar 2026`, `30 Dec 2025 – 2 Jan 2026`. */
export function formatDays({ fromMs, toMs }: Range): string {
  const lastMs = Math.max(fromMs, toMs - 1);
  if (isSameDay(fromMs, lastMs)) return formatDay(fromMs);
  if (!isSameYear(fromMs, lastMs)) return `${formatDay(fromMs)} – ${formatDay(lastMs)}`;
  const isSameMonth = new Date(fromMs).getUTCMonth() === new Date(lastMs).getUTCMonth();
  const first = isSameMonth ? String(new Date(fromMs).getUTCDate()) : withoutYear(fromMs);
  return `${first} – ${formatDay(lastMs)}`;
}

/**
 * The times of a range: `19 Mar 2026 02:00 – 02:05`, and whole days by their
 * names alone. The end of a day is 24:00, so that it does not look like its start.
 */
export function formatSpan({ fromMs, toMs }: Range): string {
  if (isMidnight(fromMs) && isMidnight(toMs) && toMs > fromMs) return formatDays({ fromMs, toMs });
  if (isSameDay(fromMs, toMs - 1)) {
    const end = isMidnight(toMs) ? "24:00" : clockText(toMs);
    return `${formatInstant(fromMs)} – ${end}`;
  }
  return `${formatInstant(fromMs)} – ${formatInstant(toMs)}`;
}

/**
 * The two ends of a range, with the year at the first and where it changes:
 * `19 Mar 2026 02:00 → 03:30`, `24 Mar 2026 00:00 → 31 Mar 00:00`.
 */
export function formatEnds({ fromMs, toMs }: Range): string {
  const from = formatInstant(fromMs);
  if (isSameDay(fromMs, toMs)) return `${from} → ${clockText(toMs)}`;
  if (isSameYear(fromMs, toMs)) return `${from} → ${withoutYear(toMs)} ${clockText(toMs)}`;
  return `${from} → ${formatInstant(toMs)}`;
}
