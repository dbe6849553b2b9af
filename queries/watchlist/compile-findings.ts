/**
 * The statement for what the watchlist's rules find: one scan of the range and the days before it, in
 * which each event is matched with the rules of its call and counted in its company.
 */
import { expressionOf, predicateSql } from "../conditions";
import type { FieldName } from "../fields";
import type { Source } from "../layouts";
import { identifier, literal } from "../literal";
import { FINDING_COLUMNS, FINDING_EVENT_COLUMNS, type Predicate } from "../query";
import { DAY_MS, formatTime } from "../scope";
import { type Lines, nested, selectFrom } from "../statement";
import { COUNTED_COLUMNS, companyLines, ENOUGH, EVENT } from "./company";
import type { Rule } from "./rule";
import {
  callsTable,
  testSql,
  textsTable,
  valueColumns,
  WATCH_COLUMNS,
  type WatchTables,
  watchesTable,
  watchTables,
} from "./watch-tables";
import { fieldsOfWatches, isAboutAll, type Watch, watchesOf, watchSql } from "./watches";

/** How far back an event makes a later one no news. */
const HISTORY_DAYS = 30;
const SEVERITIES = ["high", "medium", "low"] as const;

export const FINDINGS_ORDER = `order by case severity ${SEVERITIES.map((each, index) => `when ${literal(each)} then ${index}`).join(" ")} end, total desc, rule, actor`;
export const FINDING_EVENTS_ORDER = "order by eventtime, eventid, rule";

/** A call by its service and name, as rules name it. */
const CALL = "eventsource || ' ' || eventname";

/** Texts as a list of literals, each once. */
const quotedList = (texts: Iterable<string>): string => [...new Set(texts)].map(literal).join(", ");

/** The start of the days that a finding is compared with, milliseconds. */
export function historyFrom(fromMs: number): number {
  return fromMs - HISTORY_DAYS * DAY_MS;
}

/** The fields of the dictionary that rules read. */
export function fieldsOfRules(rules: readonly Rule[]): readonly FieldName[] {
  return [...new Set(fieldsOfWatches(rules.flatMap(watchesOf)))];
}

/** The events whose name is a rule's, or that a rule about every call is about; old ones only for what is first seen. */
function namedSql(watches: readonly Watch[], from: string): string {
  const namesOf = (some: readonly Watch[]) =>
    quotedList(some.flatMap(({ rule }) => Object.values(rule.calls).flat()));
  const sources = quotedList(watches.flatMap(({ rule }) => Object.keys(rule.calls)));
  const aboutAll = watches.filter(({ rule }) => isAboutAll(rule));
  const isRecent = `eventtime >= ${from}`;
  const older = watches.filter(({ isFirstSeen, rule }) => isFirstSeen && !isAboutAll(rule));
  const when = older.length === 0 ? isRecent : `(${isRecent} or eventname in (${namesOf(older)}))`;
  const named = [
    ...(sources === ""
      ? []
      : [`eventsource in (${sources}) and eventname in (${namesOf(watches)}) and ${when}`]),
    ...aboutAll.map((watch) => {
      const matched = watchSql(watch) ?? "true";
      return watch.isFirstSeen ? matched : `${isRecent} and ${matched}`;
    }),
  ];
  return named.map((each) => `(${each})`).join(" or ");
}

/** The events that some rule names, each once, with a number among those of its id. */
function eventLines(
  { watches }: WatchTables,
  fields: readonly FieldName[],
  where: readonly Predicate[],
  { source, from, fromMs }: Read,
): Lines {
  const shown = fields.map((name) => {
    const expression = expressionOf(name, source);
    return expression === name ? name : `${expression} as ${identifier(name)}`;
  });
  const own = where.map((part) => predicateSql(part, source)).join(" and ") || "true";
  const named = [...selectFrom([...shown, `case when ${own} then '1' end as own`], from)];
  const kept = [...fields.map(identifier), "own"];
  const numbered = [
    ...selectFrom(
      [...kept, "row_number() over (partition by eventid order by eventtime) as copy"],
      nested(named),
    ),
    `where ${namedSql(watches, literal(formatTime(fromMs)))}`,
  ];
  if (!source.mayHoldDuplicates) return numbered;
  return [...selectFrom([...kept, "copy"], nested(numbered)), "where copy = 1 or eventid is null"];
}

/**
 * The events by what their rules are found by: each once by its call, and once by each rule about
 * every call that it satisfies.
 */
function calledLines({ rules, watches }: WatchTables, kept: Lines, events: Lines): Lines {
  const aboutAll = rules.filter(isAboutAll).map((rule, index) => {
    const tests = watches.filter((watch) => watch.rule === rule).map((watch) => watchSql(watch));
    const matched = tests.map((test) => test ?? "true").join(" or ");
    return `when ${index + 1} then case when ${matched} then ${literal(rule.id)} end`;
  });
  const slots = [0, ...aboutAll.map((_, index) => index + 1)];
  return selectFrom(
    [...kept, `case slot when 0 then ${CALL} ${aboutAll.join(" ")} end as callname`],
    [...nested(events), `cross join (values ${slots.map((slot) => `(${slot})`).join(", ")}) as slots (slot)`],
  );
}

/** A row for each event and watch that it matches, with the values that it is counted by. */
function matchLines(
  tables: WatchTables,
  fields: readonly FieldName[],
  events: Lines,
  from: string,
): Lines {
  const kept = [...fields.map(identifier), "own", "copy"];
  const watched = [
    ...selectFrom(
      [...kept, "rule", ...WATCH_COLUMNS],
      [
        ...nested(calledLines(tables, kept, events)),
        `join ${callsTable(tables)} on called = callname`,
        `join ${watchesTable(tables)} on ofrule = rule`,
      ],
    ),
    `where (isfirst = 1 or eventtime >= ${from}) and ${testSql(tables)}`,
  ];
  return selectFrom(
    [...EVENT, "own", "copy", "rule", ...COUNTED_COLUMNS, ...valueColumns(tables)],
    nested(watched),
  );
}

type Read = { readonly from: Lines; readonly source: Source; readonly fromMs: number };

/** Some columns of the rows by rule, with the texts of each rule. */
function textLines(columns: readonly string[], tables: WatchTables, rows: Lines): Lines {
  const texts: Readonly<Record<string, string>> = {
    rule: "id as rule",
    "benign-note": `note as ${identifier("benign-note")}`,
  };
  return selectFrom(
    columns.map((name) => texts[name] ?? identifier(name)),
    [...nested(rows), `join ${textsTable(tables)} on number = rule`],
  );
}

/**
 * The statement's lines, without its order.
 * @param where what the shown events satisfy
 * @param read the rows of the range and of the days before it
 */
export function findingLines(
  kind: "findings" | "finding-events",
  where: readonly Predicate[],
  rules: readonly Rule[],
  read: Read,
): Lines {
  const tables = watchTables(rules);
  const from = literal(formatTime(read.fromMs));
  const fields = [...new Set([...EVENT, ...fieldsOfRules(rules)])];
  const events = eventLines(tables, fields, where, read);
  const company = companyLines(matchLines(tables, fields, events, from), from);
  // An event may be behind a finding by several signals of the rule.
  const once = [
    ...selectFrom([...EVENT, "copy", "rule"], nested(company)),
    `where own = '1' and (${ENOUGH})`,
    `group by ${[...EVENT, "copy", "rule"].join(", ")}`,
  ];
  if (kind === "finding-events") return textLines(FINDING_EVENT_COLUMNS, tables, once);
  const counted = [
    ...selectFrom(
      [
        "rule",
        "actor",
        `min(eventtime) as ${identifier("first")}`,
        `max(eventtime) as ${identifier("last")}`,
        "count(*) as total",
      ],
      nested(once),
    ),
    "group by rule, actor",
  ];
  return textLines(FINDING_COLUMNS, tables, counted);
}
