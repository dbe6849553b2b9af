/** Moves log files to other days and another account: the file's name and the events in it. */
import { DAY_MS, formatTime } from "@/queries/scope";

/** Where a log file's events go. */
export type Move = { readonly account: string; readonly days: number };

const FILE = /^(\d{12})_CloudTrail_([a-z0-9-]+)_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_(.+)$/;

/**
 * The path of a moved log file below the organization's folder. `name` is the file's name alone.
 * @throws when the name is not CloudTrail's
 */
export function movedPath(name: string, { account, days }: Move): string {
  const [, , region, year, month, day, hour, minute, rest] = FILE.exec(name) ?? [];
  if (region === undefined) throw new Error(`${name} is not the name of a CloudTrail log file.`);
  const iso = formatTime(
    Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) + days * DAY_MS,
  );
  const folder = `${account}/CloudTrail/${region}/${iso.slice(0, 10).replaceAll("-", "/")}`;
  const delivered = `${iso.slice(0, 16).replace(/[-:]/g, "")}Z`;
  return `${folder}/${account}_CloudTrail_${region}_${delivered}_${rest}`;
}

/** An event in another account, days later, under an id that no other event has. */
export function movedEvent(
  event: Readonly<Record<string, unknown>>,
  { account, days }: Move,
): Record<string, unknown> {
  const { eventTime, eventID } = event;
  const mark = (Math.abs(days) % 256).toString(16).padStart(2, "0");
  return {
    ...event,
    recipientAccountId: account,
    ...(typeof eventTime === "string"
      ? { eventTime: formatTime(Date.parse(eventTime) + days * DAY_MS) }
      : {}),
    ...(typeof eventID === "string" ? { eventID: mark + eventID.slice(2) } : {}),
  };
}
