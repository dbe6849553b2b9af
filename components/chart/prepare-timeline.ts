/** Events over time as stacked buckets: what the timeline draws, decided without drawing. */
import type { Row } from "@/lib/api/run";
import { isOutcome, type Outcome, outcomeOfCode } from "@/queries/outcome";
import { DAY_MS, HOUR_MS, parseTime } from "@/queries/scope";

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const WEEK_MS = 7 * DAY_MS;
/** Sizes are mostly at most 2.5 times the one before, so that there are 47 bars and more. */
const MAX_BUCKETS = 120;
/** 1 January 1970 was a Thursday; weeks start on Mondays. */
const FIRST_MONDAY_MS = 4 * DAY_MS;
/** If events fill less of the window than this, only their part is shown: one bar is not a timeline. */
const FILLS_WINDOW = 0.25;

const SIZES = [
  { ms: SECOND_MS, label: "1 s" },
  { ms: 2 * SECOND_MS, label: "2 s" },
  { ms: 5 * SECOND_MS, label: "5 s" },
  { ms: 10 * SECOND_MS, label: "10 s" },
  { ms: 15 * SECOND_MS, label: "15 s" },
  { ms: 30 * SECOND_MS, label: "30 s" },
  { ms: MINUTE_MS, label: "1 min" },
  { ms: 2 * MINUTE_MS, label: "2 min" },
  { ms: 5 * MINUTE_MS, label: "5 min" },
  { ms: 10 * MINUTE_MS, label: "10 min" },
  { ms: 15 * MINUTE_MS, label: "15 min" },
  { ms: 30 * MINUTE_MS, label: "30 min" },
  { ms: HOUR_MS, label: "1 h" },
  { ms: 2 * HOUR_MS, label: "2 h" },
  { ms: 3 * HOUR_MS, label: "3 h" },
  { ms: 6 * HOUR_MS, label: "6 h" },
  { ms: 12 * HOUR_MS, label: "12 h" },
  { ms: DAY_MS, label: "1 d" },
  { ms: 2 * DAY_MS, label: "2 d" },
] as const;

/** A bucket `[fromMs, toMs)` and how its events ended; zeros where nothing happened. */
export type Bucket = { readonly fromMs: number; readonly toMs: number } & Readonly<
  Record<Outcome, number>
>;

export type Timeline = {
  readonly buckets: readonly Bucket[];
  readonly bucketLabel: string;
  readonly totals: Readonly<Record<Outcome, number>>;
  /** Whether only the part of the window that has events is shown. */
  readonly isZoomed: boolean;
};

function bucketSize(spanMs: number): { readonly ms: number; readonly label: string } {
  // One bucket more than the span holds: the first and the last are seldom cut at its ends.
  const fits = (ms: number): boolean => spanMs / ms <= MAX_BUCKETS - 1;
  const size = SIZES.find(({ ms }) => fits(ms));
  if (size) return size;
  const weeks = Math.max(1, Math.ceil(spanMs / WEEK_MS / (MAX_BUCKETS - 1)));
  return { ms: weeks * WEEK_MS, label: `${weeks * 7} d` };
}

function bucketStart(ms: number, size: number): number {
  const origin = size >= WEEK_MS ? FIRST_MONDAY_MS : 0;
  return Math.floor((ms - origin) / size) * size + origin;
}

/** CloudTrail's own form, 20 characters with a Z, is by far the most common and quick to parse. */
function timeOf(value: unknown): number | null {
  if (typeof value !== "string") return null;
  if (value.length === 20 && value.endsWith("Z")) {
    const ms = Date.parse(value);
    return Number.isNaN(ms) ? null : ms;
  }
  return parseTime(value);
}

type Shown = { readonly fromMs: number; readonly toMs: number; readonly isZoomed: boolean };

function shownSpan(
  times: readonly (number | null)[],
  fromMs: number,
  toMs: number,
  isPartial: boolean,
): Shown {
  const whole = { fromMs, toMs, isZoomed: false };
  if (isPartial) return whole;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const ms of times) {
    if (ms === null || ms < fromMs || ms >= toMs) continue;
    if (ms < first) first = ms;
    if (ms > last) last = ms;
  }
  if (last < first || last - first >= (toMs - fromMs) * FILLS_WINDOW) return whole;
  const pad = Math.max((last - first) * 0.05, MINUTE_MS);
  return {
    fromMs: Math.max(fromMs, first - pad),
    toMs: Math.min(toMs, last + pad + 1),
    isZoomed: true,
  };
}

/** Reads the outcome of rows with these columns; without its own column the error code decides. */
function outcomeReader(columns: readonly string[]): (row: Row | undefined) => Outcome {
  const [outcomeAt, codeAt] = [columns.indexOf("outcome"), columns.indexOf("errorcode")];
  return (row) => {
    const outcome = row?.[outcomeAt];
    return isOutcome(outcome) ? outcome : outcomeOfCode(row?.[codeAt] ?? null);
  };
}

/**
 * The timeline of a listing within its window, in at most 120 buckets on round UTC times. While
 * rows are only part of the answer the whole window is shown, so that bars do not move.
 */
export function prepareTimeline(
  columns: readonly string[],
  rows: readonly Row[],
  window: { readonly fromMs: number; readonly toMs: number; readonly isPartial: boolean },
): Timeline {
  const timeAt = columns.indexOf("eventtime");
  const outcomeIn = outcomeReader(columns);
  const times = rows.map((row) => timeOf(row[timeAt]));
  const shown = shownSpan(times, window.fromMs, window.toMs, window.isPartial);
  const size = bucketSize(Math.max(0, shown.toMs - shown.fromMs));
  const start = bucketStart(shown.fromMs, size.ms);
  const count = Math.max(1, Math.ceil((shown.toMs - start) / size.ms));
  const buckets = Array.from({ length: count }, (_, index) => ({
    fromMs: start + index * size.ms,
    toMs: start + (index + 1) * size.ms,
    success: 0,
    denied: 0,
    error: 0,
  }));
  const totals = { success: 0, denied: 0, error: 0 };
  times.forEach((ms, index) => {
    const bucket = ms === null ? undefined : buckets[Math.floor((ms - start) / size.ms)];
    if (!bucket) return;
    const outcome = outcomeIn(rows[index]);
    bucket[outcome] += 1;
    totals[outcome] += 1;
  });
  return { buckets, bucketLabel: size.label, totals, isZoomed: shown.isZoomed };
}
