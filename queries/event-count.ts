/** The count of events, where a source may hold copies of one. */
import type { Source } from "./layouts";

/**
 * How many events there are. Copies of one event share its id; an event without an id, which
 * CloudTrail does not write but other tools do, counts separately.
 */
export function eventCount({ mayHoldDuplicates, isRolledUp }: Source): string {
  if (isRolledUp) return "cast(sum(total) as bigint)";
  return mayHoldDuplicates ? "count(distinct eventid) + count(*) - count(eventid)" : "count(*)";
}

/** How many events match a condition, each counted once as `eventCount` does. */
export function eventCountOf({ mayHoldDuplicates }: Source, condition: string): string {
  return mayHoldDuplicates
    ? `count(distinct case when ${condition} then eventid end) + count(case when ${condition} and eventid is null then 1 end)`
    : `count(case when ${condition} then 1 end)`;
}

/** Numbers the copies of an event, as a column. */
export const COPY_NUMBER = "row_number() over (partition by eventid order by eventtime) as copy";

/** What the records of an act share: of one account, only the event itself. */
const ACT = "case when sharedeventid <> '' then sharedeventid else eventid end";

/**
 * Numbers the records of an act: CloudTrail logs a call into another account in both, under one shared
 * event id. The caller's own account comes first, which alone names the caller's key.
 */
export const ACT_NUMBER = actNumber("eventname");

/** The same among rows that agree in further columns, as a column of that name. */
export function actNumber(by: string, name = "copy"): string {
  return `row_number() over (partition by ${by}, ${ACT} order by case when accesskeyid is null then 1 else 0 end, eventtime, recipientaccountid, eventid) as ${name}`;
}

/** Keeps the first of them; an event without an id has no copies. */
export const FIRST_COPIES = "where copy = 1 or eventid is null";

/** Holds for the first record of each act, by the column with its number. */
export function isFirstOfAct(name: string): string {
  return `${name} = 1 or (eventid is null and coalesce(sharedeventid, '') = '')`;
}
export const IS_FIRST_OF_ACT = isFirstOfAct("copy");
export const FIRST_OF_ACTS = `where ${IS_FIRST_OF_ACT}`;
