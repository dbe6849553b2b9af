/** The statement for the rules that match events by themselves: without what happened before or around. */
import { namedSql } from "../conditions";
import { eventCount, eventCountOf } from "../event-count";
import type { FieldName } from "../fields";
import { identifier, literal } from "../literal";
import { columnsOf } from "../query";
import { formatTime } from "../scope";
import { type Lines, nested, selectFrom } from "../statement";
import { calledLines, type Read, SEVEREST_FIRST } from "./compile-findings";
import { columnsIn, DENIED_SQL } from "./condition-sql";
import { findsEach, type Rule } from "./rule";
import { RULES } from "./rules";
import { testSql, titlesTable, watchesTable, watchTables } from "./watch-tables";

export const RULE_MATCHES_ORDER = SEVEREST_FIRST;
export const NAMED_BY_RULES_ORDER = "order by rules desc, denied desc, total desc, actor";

/** The rules of high and medium severity of which one event is a finding. */
export const MATCH_RULES: readonly Rule[] = RULES.filter(
  (rule) => rule.severity !== "low" && findsEach(rule),
);

/** The rules of those severities that name calls one by one: also those about what is new. */
const NAMING_RULES: readonly Rule[] = RULES.filter(
  (rule) =>
    rule.severity !== "low" &&
    (findsEach(rule) || (rule.signal.kind === "firstSeen" && rule.signal.atLeast === undefined)),
);

const ALWAYS = ["eventtime", "eventid", "eventsource", "eventname", "errorcode"] as const;

/** The fields that the statements read. */
export const MATCH_FIELDS: readonly FieldName[] = [
  ...new Set([...ALWAYS, ...NAMING_RULES.flatMap(({ when }) => (when ? columnsIn(when) : []))]),
];

/** A row for each event and rule that matches it, as some columns. */
function matchedLines(
  columns: Lines,
  rules: readonly Rule[],
  { source, from, fromMs }: Read,
  more: readonly FieldName[] = [],
): Lines {
  const tables = watchTables(rules);
  const fields = [...MATCH_FIELDS, ...more];
  const events = selectFrom(
    fields.map((name) => namedSql(name, source)),
    from,
  );
  const range = { from: literal(formatTime(fromMs)), readsBack: false };
  const called = calledLines(tables, fields.map(identifier), events, range);
  return [
    ...selectFrom(columns, [...nested(called), `join ${watchesTable(tables)} on ofrule = rule`]),
    `where ${testSql(tables)}`,
  ];
}

/** The statement's lines for an entity, without its order. */
export function matchLines(read: Read, rules = MATCH_RULES): Lines {
  const { source } = read;
  const columns = [
    "rule",
    `min(eventtime) as ${identifier("first")}`,
    `max(eventtime) as ${identifier("last")}`,
    `${eventCount(source)} as total`,
    `${eventCountOf(source, DENIED_SQL)} as deniedevents`,
  ];
  return selectFrom(
    columnsOf({ kind: "rule-matches" }).map((name) =>
      name === "rule" ? "id as rule" : identifier(name),
    ),
    [
      ...nested([...matchedLines(columns, rules, read), "group by rule"]),
      `join ${titlesTable(watchTables(rules))} on number = rule`,
    ],
  );
}

/** The statement's lines for the actors whose calls rules name, without its order. */
export function namedLines(read: Read, rules = NAMING_RULES): Lines {
  // An event that several rules name is one.
  const once = { ...read.source, mayHoldDuplicates: true };
  const columns = [
    "actor",
    `${eventCount(once)} as total`,
    `${eventCountOf(once, "outcome = 'success'")} as succeeded`,
    `${eventCountOf(once, "outcome = 'denied'")} as denied`,
    "count(distinct rule) as rules",
    "min(eventtime) as firstseen",
    "max(eventtime) as lastseen",
  ];
  return [...matchedLines(columns, rules, read, ["actor", "outcome"]), "group by actor"];
}
