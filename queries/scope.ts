/** Where and when a question looks: accounts, regions and an exact window. */

/** Instants are milliseconds since the epoch; the window is `[fromMs, toMs)`, UTC. */
export type Scope = {
  /** Account ids; empty is all. */
  readonly accounts: readonly string[];
  /** Regions that files were filed in; empty is all. */
  readonly regions: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
};

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

/** The start of the UTC day of an instant. */
export function startOfDay(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

/** A year outside is a slip of the keyboard, and `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2999;

const TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|\+00:00| UTC)?)?$/;
/** As the page writes times: `31 Jan 2026 23:59:59 UTC`. */
const DAY_FIRST = /^(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})(?:,? (\d.*))?$/;
const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** A time with its day first as one with its year first; other text as it is. */
function yearFirst(text: string): string {
  const [, day = "", month = "", year = "", time] = DAY_FIRST.exec(text) ?? [];
  const at = MONTHS.indexOf(month) / 3;
  if (month === "" || !Number.isInteger(at)) return text;
  const date = `${year}-${String(at + 1).padStart(2, "0")}-${day.padStart(2, "0")}`;
  return time === undefined ? date : `${date} ${time}`;
}

/**
 * Reads a UTC time: `2026-01-31T23:59:59Z` or `31 Jan 2026 23:59:59`, with seconds or a whole time of
 * day left out.
 * Null when it is not one (31 April is none). Fractions of a second are dropped: events have none.
 */
export function parseTime(text: string): number | null {
  const parts = TIME.exec(text.trim()) ?? TIME.exec(yearFirst(text.trim()));
  if (!parts) return null;
  const [year, month, day, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  if (year === undefined || month === undefined || day === undefined) return null;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(ms);
  const same =
    year >= FIRST_YEAR &&
    year <= LAST_YEAR &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  return same ? ms : null;
}

/** An instant as CloudTrail writes it: whole seconds, UTC, `2026-01-31T23:59:59Z`. */
export function formatTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Names of regions by their form, in every partition of AWS. */
export const REGION = /^(?:[a-z]{2}|eusc)(?:-[a-z]+)+-\d$/;

/** What is wrong with a scope, in a sentence, or null. `maxWindowDays` is the configured limit. */
export function scopeProblem(scope: Scope, maxWindowDays: number): string | null {
  if (scope.toMs <= scope.fromMs) {
    return `The time range ends (${formatTime(scope.toMs)}) before it starts (${formatTime(scope.fromMs)}).`;
  }
  const days = (scope.toMs - scope.fromMs) / DAY_MS;
  if (days > maxWindowDays) {
    return `The time range is ${Math.ceil(days)} days long; at most ${maxWindowDays} are allowed here.`;
  }
  return placesProblem(scope);
}

/** What is wrong with a scope's accounts and regions, in a sentence, or null. */
function placesProblem(scope: Pick<Scope, "accounts" | "regions">): string | null {
  const account = scope.accounts.find((id) => !/^\d{12}$/.test(id));
  if (account !== undefined) return `“${account}” is not an account id: it has 12 digits.`;
  const region = scope.regions.find((name) => !/^[a-z0-9-]{1,40}$/.test(name));
  if (region !== undefined) return `“${region}” is not a region name, such as us-east-1.`;
  return null;
}
