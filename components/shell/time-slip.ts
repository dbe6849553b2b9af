/** Why a text that has the shape of a time is not one. Pure. */
import { parseTime } from "@/queries/scope";

const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}";
const CLOCK = String.raw`(\d{1,2}:\d{2}(?::\d{2})?)(?:z|[.,+ -].{0,16})?`;
const DATE = String.raw`\d{4}-\d{1,2}-\d{1,2}|\d{1,2} ${MONTH} \d{4}|${MONTH} \d{1,2},? \d{4}`;
const TIME = new RegExp(`^(${DATE})(?:(?:t|,? )${CLOCK})?$`, "i");
/** Without a time of day it is more likely a part of a path or a version. */
const WITH_SLASHES = new RegExp(
  String.raw`^\d{1,4}([/.])(?:\d{1,2}|${MONTH})\1\d{1,4}[t:, ]+${CLOCK}$`,
  "i",
);

/** A date or a time as `parseTime` reads it: two digits, the day before the month's name, its capital. */
const asRead = (text: string): string =>
  text
    .replace(/^([a-z]+) (\d+),?/i, "$2 $1")
    .replace(/\b\d\b/g, "0$&")
    .replace(/[a-z]+/i, (month) => month.charAt(0).toUpperCase() + month.slice(1).toLowerCase());

/** What is wrong with a time; null for a time, and for a text of another shape. */
export function timeProblem(text: string): string | null {
  if (parseTime(text) !== null) return null;
  const [, date, clock] = TIME.exec(text) ?? [];
  if (date === undefined && !WITH_SLASHES.test(text)) return null;
  const year = Number(/\d{4}/.exec(date ?? "2000")?.[0]);
  if (year < 1970 || year > 2999) return "The year of a time is 1970 to 2999.";
  if (date !== undefined && parseTime(asRead(date)) === null) return `“${date}” is not a date.`;
  if (clock !== undefined && parseTime(`2000-01-01 ${asRead(clock)}`) === null)
    return `“${clock}” is not a time of day.`;
  return "Write the time in UTC, such as 2026-01-31T23:59:59Z.";
}
