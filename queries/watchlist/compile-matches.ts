/** The statement for the rules that match events by themselves: without what happened before or around. */
import { namedSql } from "../conditions";
import { eventCount, eventCountOf } from "../event-count";
import type { FieldName } from "../fields";
import { identifier, literal } from "../literal";
import { columnsOf } from "../query";
import { formatTime } from "../scope";
import { type Lines, nested, selectFrom } from "../statement";
import { calledLines, fieldsOfRules, type Read, SEVEREST_FIRST } from "./compile-findings";
import { DENIED_SQL } from "./condition-sql";
import type { Rule } from "./rule";
import { RULES } from "./rules";
import { testSql, titlesTable, watchesTable, watchTables } from "./watch-tables";

export const RULE_MATCHES_ORDER = SEVEREST_FIRST;

/** The rules of high and medium severity of which one event is a finding. */
export const MATCH_RULES: readonly Rule[] = RULES.filter(
  ({ signal, severity }) =>
    severity !== "low" && (signal.kind === "listing" || signal.kind === "grouped"),
);

const ALWAYS = ["eventtime", "eventid", "eventsource", "eventname", "errorcode"] as const;

/** The fields that the statement reads. */
export const MATCH_FIELDS: readonly FieldName[] = [
  ...new Set([...ALWAYS, ...fieldsOfRules(MATCH_RULES)]),
];

/** The statement's lines, without its order. */
export function matchLines({ source, from, fromMs }: Read, rules = MATCH_RULES): Lines {
  const tables = watchTables(rules);
  const events = selectFrom(
    MATCH_FIELDS.map((name) => namedSql(name, source)),
    from,
  );
  const start = literal(formatTime(fromMs));
  const called = calledLines(tables, MATCH_FIELDS.map(identifier), events, start);
  const counted = [
    ...selectFrom(
      [
        "rule",
        `min(eventtime) as ${identifier("first")}`,
        `max(eventtime) as ${identifier("last")}`,
        `${eventCount(source)} as total`,
        `${eventCountOf(source, DENIED_SQL)} as deniedevents`,
      ],
      [...nested(called), `join ${watchesTable(tables)} on ofrule = rule`],
    ),
    `where ${testSql(tables)}`,
    "group by rule",
  ];
  return selectFrom(
    columnsOf({ kind: "rule-matches" }).map((name) =>
      name === "rule" ? "id as rule" : identifier(name),
    ),
    [...nested(counted), `join ${titlesTable(tables)} on number = rule`],
  );
}
