/** Numbers and times as text. Always UTC and English, on any machine. */

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];

const two = (value: number): string => String(value).padStart(2, "0");

const counts = new Intl.NumberFormat("en-US");

/** `18,204`. */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** `1 event`, `26 events`. */
export function formatCounted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A label within a sentence: `user agent`; `ARN` and other capitals stay. */
export function withinSentence(label: string): string {
  return label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

/** `1.8 GB`, in the decimal units that AWS bills by. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits).replace(/\.0$/, "")} ${BYTE_UNITS[unit]}`;
}

/** `14 ms`, `1.2 s`, `2 min 5 s`, `1 h 2 min`, `3 d 4 h`. */
export function formatDuration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1).replace(/\.0$/, "")} s`;
  const seconds = Math.round(ms / 1000);
  const pair = (big: number, bigUnit: string, small: number, smallUnit: string): string =>
    small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
  if (seconds < 3600) return pair(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1440) return pair(Math.floor(minutes / 60), "h", minutes % 60, "min");
  const hours = Math.floor(minutes / 60);
  return pair(Math.floor(hours / 24), "d", hours % 24, "h");
}

/** `$0.009`, `$1.25`; what would round to zero is `<$0.001`. */
export function formatDollars(dollars: number): string {
  if (dollars === 0) return "$0";
  if (dollars < 0.001) return "<$0.001";
  if (dollars < 0.995)
    return `$${Number(dollars.toPrecision(2)).toFixed(dollars < 0.0995 ? 3 : 2)}`;
  return `$${dollars.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** `20 Nov 2026`. */
export function formatDay(ms: number): string {
  const date = new Date(ms);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `02:31:07`. */
export function formatClock(ms: number): string {
  const date = new Date(ms);
  return [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(":");
}

/** `20 Nov 2026 02:31:07`. */
export function formatMoment(ms: number): string {
  return `${formatDay(ms)} ${formatClock(ms)}`;
}
