/** Times as a person reads them. Always UTC: the browser's own zone has no part in it. */
import { formatDay, formatDuration } from "@/lib/format";
import { parseTime, type Scope } from "@/queries/scope";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

const two = (value: number): string => String(value).padStart(2, "0");

/** `18 Nov`, or `18 Nov 2023`. */
function dayText(date: Date, withYear: boolean): string {
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return withYear ? `${day} ${date.getUTCFullYear()}` : day;
}

/** A day of the form `yyyy-MM-dd` as `18 Nov 2023`; any other text as it is. */
export function describeDay(day: string): string {
  const ms = parseTime(day);
  return ms === null ? day : formatDay(ms);
}

/** `18 Nov 00:00`, with the year where it is asked for and seconds where there are any. */
export function formatInstant(ms: number, withYear: boolean): string {
  const date = new Date(ms);
  const seconds = date.getUTCSeconds();
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return `${dayText(date, withYear)} ${clock}${seconds === 0 ? "" : `:${two(seconds)}`}`;
}

/** A window in one line. The year is left out while both ends lie in `year`. */
export function formatWindow(
  { fromMs, toMs }: Pick<Scope, "fromMs" | "toMs">,
  year: number,
): string {
  const withYear = [fromMs, toMs].some((ms) => new Date(ms).getUTCFullYear() !== year);
  const [from, to] = [formatInstant(fromMs, withYear), formatInstant(toMs, withYear)];
  const length = toMs > fromMs ? formatDuration(toMs - fromMs) : "ends before it starts";
  return `${from} → ${to} UTC · ${length}`;
}

/** What is read beyond the window's end: files are filed when they are delivered. */
export function describeDelivery(toMs: number, deliveryLagMs: number): string {
  if (deliveryLagMs === 0) return "Events are filed under their own date.";
  const until = formatInstant(toMs + deliveryLagMs, false);
  return `Files delivered until ${until} are included (delivery lag ${formatDuration(deliveryLagMs)}).`;
}
