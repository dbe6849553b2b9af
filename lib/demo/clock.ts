/** The first instant of the demo month. */
export const DEMO_FROM = "2026-03-01T00:00:00Z";
/** The end of the demo month; no event has this time or a later one. */
export const DEMO_TO = "2026-03-31T00:00:00Z";

/** CloudTrail delivers on five-minute marks. */
export const SLOT_SECONDS = 300;
const SLOTS_PER_DAY = 288;
const START = Date.parse(DEMO_FROM) / 1000;

/** How many five-minute slots the demo month has. */
export const SLOT_COUNT = (Date.parse(DEMO_TO) / 1000 - START) / SLOT_SECONDS;

/** The start of a slot in seconds since 1970. */
export function slotStart(slot: number): number {
  return START + slot * SLOT_SECONDS;
}

/** The slot that an event time (`2026-03-19T02:10:07Z`) is in. */
export function slotOf(time: string): number {
  return Math.floor((Date.parse(time) / 1000 - START) / SLOT_SECONDS);
}

/** The day of the month's run that a slot is in, from 0. */
export function dayOf(slot: number): number {
  return Math.floor(slot / SLOTS_PER_DAY);
}

/** The hour of the day, 0 to 23, that a slot is in. */
export function hourOf(slot: number): number {
  return Math.floor((slot % SLOTS_PER_DAY) / 12);
}

/** True from Monday to Friday. 1 March 2026 is a Sunday. */
export function isWeekday(slot: number): boolean {
  const weekday = dayOf(slot) % 7;
  return weekday >= 1 && weekday <= 5;
}

/** True when people are at work: Monday to Friday, 07:00 to 17:00 UTC. */
export function isOfficeTime(slot: number): boolean {
  return isWeekday(slot) && hourOf(slot) >= 7 && hourOf(slot) < 17;
}

/** Seconds since 1970 in CloudTrail's form, `2026-03-19T02:10:07Z`. */
export function isoTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

const TWO_DIGITS: readonly string[] = Array.from({ length: 60 }, (_, n) =>
  n.toString().padStart(2, "0"),
);

/** The time of an event `offset` seconds into a slot; `hour` is the slot's date and hour. */
export function timeInSlot(slot: number, hour: string, offset: number): string {
  const minute = (slot % 12) * 5 + Math.floor(offset / 60);
  return `${hour}:${TWO_DIGITS[minute]}:${TWO_DIGITS[offset % 60]}Z`;
}

/** The date and hour of a slot, `2026-03-19T02`: every time in the slot starts with it. */
export function hourText(slot: number): string {
  return isoTime(slotStart(slot)).slice(0, 13);
}
