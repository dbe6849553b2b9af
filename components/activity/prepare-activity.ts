/** The activity strip as data: a bar for each day, or for more days where they are too many. */
import type { Row } from "@/lib/api/run";
import { formatCounted } from "@/lib/text/format";
import { formatDays } from "@/lib/text/time-range";
import { DAY_MS, parseTime, type Scope } from "@/queries/scope";

type Window = Pick<Scope, "fromMs" | "toMs">;

export type ActivityUnit = "day" | "week" | "month";

/** The days `[fromMs, toMs)` of a bar, and their events. */
export type ActivityBar = Window & {
  readonly events: number;
  /** False where no day of it has logs. */
  readonly hasLogs: boolean;
};

export type Activity = {
  readonly bars: readonly ActivityBar[];
  readonly unit: ActivityUnit;
  /** The most events of a bar. */
  readonly highest: number;
  readonly total: number;
};

const WEEK_MS = 7 * DAY_MS;
/** 1 January 1970 was a Thursday; weeks start on Mondays. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** The end of the unit's block that holds an instant. */
function blockEnd(unit: ActivityUnit, ms: number): number {
  switch (unit) {
    case "day":
      return ms + DAY_MS;
    case "week":
      return ms + WEEK_MS - ((((ms - FIRST_MONDAY_MS) % WEEK_MS) + WEEK_MS) % WEEK_MS);
    case "month": {
      const date = new Date(ms);
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
    }
  }
}

function blocksOf(unit: ActivityUnit, { fromMs, toMs }: Window): readonly Window[] {
  const blocks: Window[] = [];
  for (let at = fromMs; at < toMs; ) {
    const end = Math.min(toMs, blockEnd(unit, at));
    blocks.push({ fromMs: at, toMs: end });
    at = end;
  }
  return blocks;
}

/** Days, or the next larger unit that fits into `mostBars`; months always fit. */
function unitFor({ fromMs, toMs }: Window, mostBars: number): ActivityUnit {
  if (toMs - fromMs <= mostBars * DAY_MS) return "day";
  return toMs - fromMs <= (mostBars - 1) * WEEK_MS ? "week" : "month";
}

/** Events by the midnight of their day, from the rows of a day count. */
export function eventsByDay(rows: readonly Row[]): ReadonlyMap<number, number> {
  return new Map(
    rows.flatMap(([day, total]) => {
      const ms = typeof day === "string" ? parseTime(day) : null;
      return ms === null ? [] : [[ms, Number(total)] as const];
    }),
  );
}

/**
 * Puts a strip together.
 * @param range whole days
 * @param daysWithoutLogs `yyyy-MM-dd`
 * @param mostBars how many bars fit
 */
export function prepareActivity(
  events: ReadonlyMap<number, number>,
  range: Window,
  daysWithoutLogs: readonly string[],
  mostBars: number,
): Activity {
  const unit = unitFor(range, mostBars);
  const without = new Set(daysWithoutLogs.map((day) => parseTime(day)));
  const bars = blocksOf(unit, range).map((block): ActivityBar => {
    const days = blocksOf("day", block).map(({ fromMs }) => fromMs);
    return {
      ...block,
      events: days.reduce((sum, day) => sum + (events.get(day) ?? 0), 0),
      hasLogs: days.some((day) => !without.has(day)),
    };
  });
  return {
    bars,
    unit,
    highest: bars.reduce((most, bar) => Math.max(most, bar.events), 0),
    total: bars.reduce((sum, bar) => sum + bar.events, 0),
  };
}

/** Events on days that a time range does not touch. */
export function eventsOnOtherDays(events: ReadonlyMap<number, number>, window: Window): number {
  let sum = 0;
  for (const [day, count] of events)
    if (day + DAY_MS <= window.fromMs || day >= window.toMs) sum += count;
  return sum;
}

/** Whether a time range leaves a whole day of the strip out. */
export function hasOtherDays(range: Window, chosen: Window): boolean {
  return chosen.fromMs >= range.fromMs + DAY_MS || chosen.toMs <= range.toMs - DAY_MS;
}

/** The index of the bar at a share of the strip's width; points outside take the nearest. */
export function barAt(bars: readonly ActivityBar[], share: number): number {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return 0;
  const ms = first.fromMs + share * (last.toMs - first.fromMs);
  const at = bars.findIndex((bar) => ms < bar.toMs);
  return at < 0 ? bars.length - 1 : at;
}

/** The days of bars from one to another, in either order; null without bars. */
export function windowOfBars(bars: readonly ActivityBar[], a: number, b: number): Window | null {
  const [first, last] = [bars[Math.min(a, b)], bars[Math.max(a, b)]];
  return first && last ? { fromMs: first.fromMs, toMs: last.toMs } : null;
}

/** A bar in words: `19 Mar 2026: 312 events`. */
export function barText(bar: ActivityBar): string {
  const days = formatDays(bar);
  if (!bar.hasLogs) return `${days}: no logs`;
  return `${days}: ${bar.events === 0 ? "no events" : formatCounted(bar.events, "event")}`;
}

/** Runs of adjacent bars without logs. */
export function gapsIn(bars: readonly ActivityBar[]): readonly Window[] {
  const gaps: Window[] = [];
  for (const { fromMs, toMs, hasLogs } of bars) {
    if (hasLogs) continue;
    const before = gaps.at(-1);
    if (before?.toMs === fromMs) gaps[gaps.length - 1] = { fromMs: before.fromMs, toMs };
    else gaps.push({ fromMs, toMs });
  }
  return gaps;
}
