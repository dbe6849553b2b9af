/** The time of an event as comparable text. */
const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d+)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

function toText(time: number): string | null {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return null;
  const text = date.toISOString();
  // Years outside of four digits are written with a sign and would not compare as text.
  return /^\d{4}-/.test(text) ? `${text.slice(0, 19)}Z` : null;
}

/**
 * Normalises an event's time to `yyyy-MM-ddTHH:mm:ssZ`, which compares as text.
 * @param value ISO text (UTC unless it has an offset), or seconds or milliseconds since the epoch
 * @returns null when it is not a time
 */
export function eventTimeText(value: unknown): string | null {
  if (typeof value === "number") return toText(value > 1e11 ? value : value * 1000);
  const parts = typeof value === "string" ? ISO.exec(value.trim()) : null;
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second, zone = "Z"] = parts;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  // JavaScript rolls the 30th of February over; a date that does not exist is not a time.
  const plain = toText(Date.parse(`${local}Z`));
  if (plain !== `${local}Z`) return null;
  return toText(Date.parse(`${local}${zone.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2").toUpperCase()}`));
}
