/**
 * What a table can hold at all: the accounts and regions of its location or its projection's lists,
 * and the days of its projection's ranges. Athena returns zero rows for anything else, without an
 * error (Athena User Guide, partition-projection.md), so it must never be read as "no events".
 */
import { DAY_MS, type Scope } from "./scope";

/** Units of `NOW-3YEARS` as a number of months, or of milliseconds. */
const MONTHS: Readonly<Record<string, number>> = { YEAR: 12, MONTH: 1 };
const UNITS_MS: Readonly<Record<string, number>> = {
  WEEK: 7 * DAY_MS,
  DAY: DAY_MS,
  HOUR: DAY_MS / 24,
  MINUTE: DAY_MS / 1_440,
  SECOND: 1_000,
};

/** One end of a range of dates: the days of a date, `[fromMs, toMs)`, or an offset from now. */
export type RangeEnd =
  | { readonly fromMs: number; readonly toMs: number }
  | { readonly amount: number; readonly unit: string };

/** The values of a time column that the projection allows. */
export type TimeBound =
  | {
      readonly kind: "dates";
      readonly column: string;
      readonly first: RangeEnd;
      readonly last: RangeEnd;
    }
  | {
      readonly kind: "numbers";
      readonly column: string;
      readonly means: "year" | "month" | "day";
      readonly allowed: readonly number[] | { readonly first: number; readonly last: number };
    };

export type Coverage = {
  /** All accounts and regions that it can hold; null where nothing limits them. */
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
  /** Limits on its days of delivery; all must hold. */
  readonly times: readonly TimeBound[];
  /** Partitions are added by hand and may be outside the location that names its account. */
  readonly mayHoldMore?: true;
};

/** A table that nothing limits. */
export const UNLIMITED: Coverage = { accounts: null, regions: null, times: [] };

/** What a scope names and a table cannot hold. */
export type Outside = {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Days up to today, `yyyy-MM-dd`. */
  readonly days: readonly string[];
  /** Nothing of the scope is in the table. */
  readonly isAll: boolean;
};

/** What a column's projection says about its values. */
type Projected = {
  readonly name: string;
  readonly projection: string | null;
  readonly range: string | null;
  readonly values: readonly string[] | null;
};

const RELATIVE = /^NOW\s*(?:([+-])\s*(\d+)\s*(YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?)?$/i;

/** A date in a column's format, as the time that it spans; null where it is not one. */
function spanOf(format: string, text: string): { fromMs: number; toMs: number } | null {
  const parts = format.match(/yyyy|MM?|dd?|HH?/g) ?? [];
  const digits = (part: string) => (part === "yyyy" ? "(\\d{4})" : "(\\d{1,2})");
  const pattern = format
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/yyyy|MM?|dd?|HH?/g, (part) => digits(part));
  const found = new RegExp(`^${pattern}$`).exec(text);
  if (!found) return null;
  const numberOf = (letter: string): number | null => {
    const at = parts.findIndex((part) => part.startsWith(letter));
    return at < 0 ? null : Number(found[at + 1]);
  };
  const year = numberOf("y");
  if (year === null) return null;
  const [month, day, hour] = [numberOf("M"), numberOf("d"), numberOf("H")];
  const from = [year, (month ?? 1) - 1, day ?? 1, hour ?? 0] as const;
  const finest = hour !== null ? 3 : day !== null ? 2 : month !== null ? 1 : 0;
  const next = from.map((part, index) => part + (index === finest ? 1 : 0));
  const [toYear = 0, toMonth = 0, toDay = 1, toHour = 0] = next;
  return { fromMs: Date.UTC(...from), toMs: Date.UTC(toYear, toMonth, toDay, toHour) };
}

function endOf(format: string, text: string): RangeEnd | null {
  const [relative, sign = "+", amount = "0", unit = "DAY"] = RELATIVE.exec(text) ?? [];
  if (relative === undefined) return spanOf(format, text);
  return { amount: Number(`${sign}${amount}`), unit: unit.toUpperCase() };
}

/**
 * The limit that a time column's projection sets; null where it sets none, or in a form that is not
 * understood. Hours limit no day.
 */
export function timeBoundOf(
  { name, projection, range, values }: Projected,
  { means, format = "" }: { readonly means: string; readonly format?: string },
): TimeBound | null {
  const [first = "", last = ""] = (range ?? "").split(",").map((part) => part.trim());
  if (projection === "date") {
    const [from, to] = [endOf(format, first), endOf(format, last)];
    return from && to ? { kind: "dates", column: name, first: from, last: to } : null;
  }
  if (means !== "year" && means !== "month" && means !== "day") return null;
  if (projection === "integer" && /^\d+$/.test(first) && /^\d+$/.test(last)) {
    const allowed = { first: Number(first), last: Number(last) };
    return { kind: "numbers", column: name, means, allowed };
  }
  if (projection === "enum" && values?.every((value) => /^\d+$/.test(value))) {
    return { kind: "numbers", column: name, means, allowed: values.map(Number) };
  }
  return null;
}

/** An end of a range in time: where its first day begins, and where its last one ends. */
function spanAt(end: RangeEnd, nowMs: number): { readonly fromMs: number; readonly toMs: number } {
  if ("fromMs" in end) return end;
  const now = new Date(nowMs);
  const months = MONTHS[end.unit];
  if (months === undefined) now.setTime(nowMs + end.amount * (UNITS_MS[end.unit] ?? 0));
  else now.setUTCMonth(now.getUTCMonth() + months * end.amount);
  const dayMs = now.getTime() - (now.getTime() % DAY_MS);
  return { fromMs: dayMs, toMs: dayMs + DAY_MS };
}

const PART_OF = {
  year: (day: Date) => day.getUTCFullYear(),
  month: (day: Date) => day.getUTCMonth() + 1,
  day: (day: Date) => day.getUTCDate(),
} as const;

/** Whether a table can hold deliveries of the day that begins at `dayMs`, UTC. */
export function holdsDay({ times }: Coverage, dayMs: number, nowMs: number): boolean {
  return times.every((bound) => {
    if (bound.kind === "dates") {
      const [first, last] = [spanAt(bound.first, nowMs), spanAt(bound.last, nowMs)];
      return dayMs + DAY_MS > first.fromMs && dayMs < last.toMs;
    }
    const part = PART_OF[bound.means](new Date(dayMs));
    const { allowed } = bound;
    return "first" in allowed
      ? part >= allowed.first && part <= allowed.last
      : allowed.includes(part);
  });
}

const missing = (named: readonly string[], covered: readonly string[] | null): readonly string[] =>
  covered === null ? [] : named.filter((name) => !covered.includes(name));

/** The accounts, regions and days that a scope names and a table cannot hold. */
export function outsideOf(coverage: Coverage, scope: Scope, nowMs: number): Outside {
  const accounts = missing(scope.accounts, coverage.accounts);
  const regions = missing(scope.regions, coverage.regions);
  const days: string[] = [];
  let started = 0;
  const firstMs = scope.fromMs - (scope.fromMs % DAY_MS);
  for (let dayMs = firstMs; dayMs < Math.min(scope.toMs, nowMs); dayMs += DAY_MS) {
    started += 1;
    if (!holdsDay(coverage, dayMs, nowMs)) days.push(dayOf(dayMs));
  }
  const isWhole = (part: readonly string[], all: number) => part.length > 0 && part.length === all;
  return {
    accounts,
    regions,
    days,
    isAll:
      isWhole(accounts, scope.accounts.length) ||
      isWhole(regions, scope.regions.length) ||
      isWhole(days, started),
  };
}

/** The part of a list of accounts or regions that a table can hold. */
export function heldOf(
  names: readonly string[],
  covered: readonly string[] | null,
): readonly string[] {
  return covered === null ? names : names.filter((name) => covered.includes(name));
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The first and the last date that a table allows, `yyyy-MM-dd`; null for one that moves with the clock. */
export function datesOf({ times }: Coverage): {
  readonly first: string | null;
  readonly last: string | null;
} {
  for (const bound of times) {
    if (bound.kind === "dates") {
      const { first, last } = bound;
      return {
        first: "fromMs" in first ? dayOf(first.fromMs) : null,
        last: "toMs" in last ? dayOf(last.toMs - DAY_MS) : null,
      };
    }
    if (bound.means !== "year") continue;
    const { allowed } = bound;
    const years = "first" in allowed ? [allowed.first, allowed.last] : allowed;
    return { first: `${Math.min(...years)}-01-01`, last: `${Math.max(...years)}-12-31` };
  }
  return { first: null, last: null };
}
