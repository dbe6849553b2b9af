/** The columns of the answers that are not plain events or counts, and the fields that they read. */
import { EVENT_ROW, type FieldName } from "./fields";

/** The columns of the watchlist's findings. */
export const FINDING_COLUMNS = [
  "rule",
  "severity",
  "tactic",
  "technique",
  "actor",
  "first",
  "last",
  "total",
  "benign-note",
] as const;

/**
 * What findings have on the page besides: the first account, resource and key by name, and how
 * many different ones there are; the denied events; and the same actor's events of the same rule in the 30
 * days before the range that were not denied, and on how many days: null where there are none, or the
 * rule is not compared with them.
 */
export const FINDING_FACTS = [
  "recipientaccountid",
  "accounts",
  "resource",
  "resources",
  "accesskeyid",
  "keys",
  "deniedevents",
  "eventsbefore",
  "daysbefore",
] as const;

/** The columns of the rules that match the events of an entity. */
export const RULE_MATCH_COLUMNS = [
  "title",
  "severity",
  "total",
  "deniedevents",
  "first",
  "last",
  "tactic",
  "technique",
  "rule",
] as const;

/** The columns of actors whose calls rules name. */
export const NAMED_BY_RULES_COLUMNS = [
  "actor",
  "total",
  "succeeded",
  "denied",
  "rules",
  "firstseen",
  "lastseen",
] as const;

/** The columns of the events behind them. */
export const FINDING_EVENT_COLUMNS = ["rule", "severity", ...EVENT_ROW] as const;

/** The columns of things left behind; those of the removal are null where the thing is still there. */
export const LEFT_BEHIND_COLUMNS = [
  "eventtime",
  "kind",
  "resource",
  "detail",
  "eventname",
  "eventid",
  "removedtime",
  "removedname",
  "removedby",
  "removedeventid",
  "actor",
  "awsregion",
  "recipientaccountid",
] as const;

/** The fields that things left behind are read from. */
export const LEFT_BEHIND_FIELDS: readonly FieldName[] = [
  "eventtime",
  "eventid",
  "eventsource",
  "eventname",
  "actor",
  "awsregion",
  "recipientaccountid",
  "requestparameters",
  "responseelements",
  "outcome",
];

/** The fields that the rules which match single events read. */
export const RULE_MATCH_FIELDS: readonly FieldName[] = [
  "eventtime",
  "eventid",
  "eventsource",
  "eventname",
  "eventtype",
  "readonly",
  "errorcode",
  "useragent",
  "type",
  "arn",
  "username",
  "invokedby",
  "accountid",
  "recipientaccountid",
  "requestparameters",
  "responseelements",
  "additionaleventdata",
];

/** The fields that numbering acts reads besides an event's time and id. */
export const ACT_FIELDS = [
  "eventname",
  "sharedeventid",
  "accesskeyid",
  "recipientaccountid",
] as const satisfies readonly FieldName[];
