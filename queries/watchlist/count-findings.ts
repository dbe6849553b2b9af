/** From the events behind findings to the findings: one for each rule and actor. */
import { actNumber, IS_FIRST_OF_ACT } from "../event-count";
import type { Source } from "../layouts";
import { identifier } from "../literal";
import { type Lines, nested, selectFrom } from "../statement";
import { DENIED_SQL } from "./condition-sql";

/** Which events the statement counts. */
export type Range = {
  /** The start of the range, a literal. */
  readonly from: string;
  /** Whether events before the range count as what an actor did before. */
  readonly readsBack: boolean;
};

/**
 * What the page shows of a finding besides: the first account, resource and key by name and how many
 * there are, how many events were denied; and how many the days before had that were not denied, on how many days.
 */
function pageColumns(from: string, { isRolledUp }: Source): Lines {
  const ofRange = (sql: string): string => `case when eventtime >= ${from} then ${sql} end`;
  const before = (sql: string): string =>
    `case when ${DENIED_SQL} then null when eventtime < ${from} then ${sql} end`;
  return [
    `min(${ofRange("recipientaccountid")}) as recipientaccountid`,
    `count(distinct ${ofRange("recipientaccountid")}) as accounts`,
    `min(${ofRange("resource")}) as resource`,
    `count(distinct ${ofRange("resource")}) as resources`,
    `min(${ofRange("accesskeyid")}) as accesskeyid`,
    `count(distinct ${ofRange("accesskeyid")}) as keys`,
    `count(case when eventtime >= ${from} and ${DENIED_SQL} then act end) as deniedevents`,
    `nullif(${isRolledUp ? `cast(sum(${before("total")}) as bigint)` : `count(${before("1")})`}, 0) as eventsbefore`,
    `nullif(count(distinct ${before("substr(eventtime, 1, 10)")}), 0) as daysbefore`,
  ];
}

/**
 * The events of the page's findings: those of the range that two accounts logged have the actor that the
 * caller's own account names, and one of them is the act. The other account does not name the role of a session.
 */
export function actLines(columns: Lines, events: Lines, from: string): Lines {
  const numbered = selectFrom([...columns, "rule", actNumber("rule, eventname")], nested(events));
  const callers =
    "max(case when copy = 1 then actor end) over (partition by rule, eventname, sharedeventid)";
  return selectFrom(
    [
      ...columns.filter((name) => name !== identifier("actor")),
      "rule",
      `case when eventtime >= ${from} and sharedeventid <> '' then ${callers} else actor end as ${identifier("actor")}`,
      `case when ${IS_FIRST_OF_ACT} then 1 end as act`,
    ],
    nested(numbered),
  );
}

/** The findings of events: one for each rule and actor. */
export function countedLines(events: Lines, { from, readsBack }: Range, source: Source): Lines {
  const ofRange = (sql: string): string =>
    readsBack ? `case when eventtime >= ${from} then ${sql} end` : sql;
  return [
    ...selectFrom(
      [
        "rule",
        "actor",
        `min(${ofRange("eventtime")}) as ${identifier("first")}`,
        `max(eventtime) as ${identifier("last")}`,
        `count(${readsBack ? ofRange("act") : "*"}) as total`,
        ...(readsBack ? pageColumns(from, source) : []),
      ],
      nested(events),
    ),
    "group by rule, actor",
    ...(readsBack ? [`having max(eventtime) >= ${from}`] : []),
  ];
}
