/** Times as a person reads them. Always UTC: the browser's own zone has no part in it. */
import { DAY_MS, HOUR_MS, type Scope } from "@/queries/scope";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const MINUTE_MS = 60_000;
const SECOND_MS = 1000;

const two = (value: number): string => String(value).padStart(2, "0");

/** `18 Nov`, or `18 Nov 2023`. */
function dayText(date: Date, withYear: boolean): string {
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return withYear ? `${day} ${date.getUTCFullYear()}` : day;
}

/** A day of the form `yyyy-MM-dd` as `18 Nov 2023`; any other text as it is. */
export function formatDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? day : dayText(date, true);
}

/** `18 Nov 00:00`, with the year where it is asked for and seconds where there are any. */
export function formatInstant(ms: number, withYear: boolean): string {
  const date = new Date(ms);
  const seconds = date.getUTCSeconds();
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return `${dayText(date, withYear)} ${clock}${seconds === 0 ? "" : `:${two(seconds)}`}`;
}

const UNITS: readonly (readonly [number, string])[] = [
  [DAY_MS, "d"],
  [HOUR_MS, "h"],
  [MINUTE_MS, "min"],
  [SECOND_MS, "s"],
];

/** The two largest units of a length of time: `3 d`, `1 d 6 h`, `45 min`. */
export function formatLength(ms: number): string {
  const parts: string[] = [];
  let rest = Math.abs(ms);
  for (const [size, unit] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
    // A day and five seconds is a day: the units shown are neighbours.
    if (parts.length === 2 || (count === 0 && parts.length === 1)) break;
  }
  return parts.length === 0 ? "0 s" : parts.join(" ");
}

/** A window in one line. The year is left out while both ends lie in `year`. */
export function formatWindow(
  { fromMs, toMs }: Pick<Scope, "fromMs" | "toMs">,
  year: number,
): string {
  const withYear = [fromMs, toMs].some((ms) => new Date(ms).getUTCFullYear() !== year);
  const [from, to] = [formatInstant(fromMs, withYear), formatInstant(toMs, withYear)];
  return `${from} → ${to} UTC · ${formatLength(toMs - fromMs)}`;
}

/** What is read beyond the window's end: files are filed when they are delivered. */
export function describeDelivery(toMs: number, deliveryLagMs: number): string {
  if (deliveryLagMs === 0) return "Events are filed under their own date.";
  const until = formatInstant(toMs + deliveryLagMs, false);
  return `Files delivered until ${until} are included (delivery lag ${formatLength(deliveryLagMs)}).`;
}
