/**
 * The statement for what the watchlist's rules find: one scan of the range and the days before it, in
 * which each event is matched with the rules of its call and counted in its company.
 */
import { namedSql, predicateSql } from "../conditions";
import { actNumber, FIRST_COPIES, IS_FIRST_OF_ACT } from "../event-count";
import { type FieldName, fieldOf } from "../fields";
import type { Source } from "../layouts";
import { identifier, literal } from "../literal";
import { columnsOf, type FindingAnswer, findingFields, type Predicate } from "../query";
import { DAY_MS, formatTime } from "../scope";
import { type Lines, nested, selectFrom } from "../statement";
import { COUNTED_COLUMNS, companyLines, ENOUGH, FINDS_EACH } from "./company";
import { DENIED_SQL } from "./condition-sql";
import { findsEach, type Rule, SEVERITIES } from "./rule";
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
import { fieldsOfWatches, isAboutAll, watchesOf, watchSql } from "./watches";

/** How far back an event makes a later one no news. */
const HISTORY_DAYS = 30;

/** The most severe first, then the most frequent. */
export const SEVEREST_FIRST = `order by case severity ${SEVERITIES.map((each, index) => `when ${literal(each)} then ${index}`).join(" ")} end, total desc, rule`;
export const FINDINGS_ORDER = `${SEVEREST_FIRST}, actor`;
export const FINDING_EVENTS_ORDER = "order by eventtime, eventid, rule";

/** A call by its service and name, as rules name it. */
const CALL = "eventsource || ' ' || eventname";

/** The start of the days that a finding is compared with, milliseconds. */
export function historyFrom(fromMs: number): number {
  return fromMs - HISTORY_DAYS * DAY_MS;
}

/** The fields of the dictionary that rules read. */
export function fieldsOfRules(rules: readonly Rule[]): readonly FieldName[] {
  return [...new Set(fieldsOfWatches(rules.flatMap(watchesOf)))];
}

/** The events, with the fields that rules read and whether the answer may show them. */
function eventLines(
  fields: readonly FieldName[],
  raw: Lines,
  where: readonly Predicate[],
  { source, from }: Read,
): Lines {
  const shown = [...fields.map((name) => namedSql(name, source)), ...raw];
  const own = where.map((part) => predicateSql(part, source)).join(" and ") || "true";
  return selectFrom([...shown, `case when ${own} then '1' end as own`], from);
}

/** Which events the statement counts. */
type Range = {
  /** The start of the range, a literal. */
  readonly from: string;
  /** Whether events before the range count as what an actor did before. */
  readonly readsBack: boolean;
};

/** What a rule about every call is found by: its id, where an event satisfies one of its watches. */
function aboutAllSql(rule: Rule, { from, readsBack }: Range): string {
  const tests = watchesOf(rule).map((watch) => {
    const test = watchSql(watch) ?? "true";
    const isAnyTime = watch.isFirstSeen || (readsBack && findsEach(rule));
    return isAnyTime ? test : `eventtime >= ${from} and ${test}`;
  });
  return `case when ${tests.join(" or ")} then ${literal(rule.id)} end`;
}

/**
 * A row for each event and rule that is about its call: each event is looked up once by its call, and
 * once for each rule about every call. Old events are only for what is first seen.
 */
export function calledLines(tables: WatchTables, kept: Lines, events: Lines, range: Range): Lines {
  const { from, readsBack } = range;
  const aboutAll = tables.rules.filter(isAboutAll);
  const lookUps = [CALL, ...aboutAll.map((rule) => aboutAllSql(rule, range))];
  const branches = lookUps.map((sql, index) => `when ${index} then ${sql}`);
  const numbers = lookUps.map((_, index) => `(${index})`);
  const lookedUp = selectFrom(
    [...kept, `case lookup ${branches.join(" ")} end as callname`],
    [...nested(events), `cross join (values ${numbers.join(", ")}) as lookups (lookup)`],
  );
  return [
    ...selectFrom(
      [...kept, "rule"],
      [...nested(lookedUp), `join ${callsTable(tables, readsBack)} on called = callname`],
    ),
    `where readsback = 1 or eventtime >= ${from}`,
  ];
}

/** What the events of findings satisfy, and those before the range that are compared with them. */
function isKept({ from, readsBack }: Range): string {
  return `eventtime >= ${from}${readsBack ? ` or ${FINDS_EACH}` : ""}`;
}

/** The column that tells an event from others. */
const IDENTITY = "identity";

/** Its id; where it has none, all that a listing shows of it. */
function identitySql(fields: Lines): string {
  const all = fields.map((name) => `coalesce(${name}, '')`).join(" || ' ' || ");
  return `case when eventid is null then ${all} else eventid end as ${IDENTITY}`;
}

/** A row for each event and watch that it matches, with the values that it is counted by. */
function matchLines(
  tables: WatchTables,
  fields: Lines,
  events: Lines,
  { source, handed, ...range }: Range & { readonly source: Source; readonly handed: Lines },
): Lines {
  const kept = [...fields, "own"];
  const called = calledLines(tables, kept, events, range);
  const numbered = selectFrom(
    [...kept, "rule", "row_number() over (partition by eventid, rule order by eventtime) as copy"],
    nested(called),
  );
  const once = source.mayHoldDuplicates
    ? [...selectFrom([...kept, "rule"], nested(numbered)), FIRST_COPIES]
    : called;
  const watched = [
    ...selectFrom(
      [...kept, "rule", ...WATCH_COLUMNS],
      [...nested(once), `join ${watchesTable(tables)} on ofrule = rule`],
    ),
    `where (isfirst > 0 or ${isKept(range)}) and ${testSql(tables)}`,
  ];
  return selectFrom(
    [...handed, "own", "rule", ...COUNTED_COLUMNS, ...valueColumns(tables)],
    nested(watched),
  );
}

/**
 * The fields that only the page shows, which are long expressions: they are computed for the events
 * that are found alone, from the columns that they read.
 */
function lateFields(answer: FindingAnswer, early: readonly FieldName[], source: Source) {
  const fields = findingFields(answer).filter((name) => !early.includes(name));
  const read = source.layout.isSlice ? fields : fields.flatMap((name) => fieldOf(name).columns);
  const columns = [...new Set<string>(read)];
  const known: readonly string[] = early;
  return { fields, columns, raw: columns.filter((column) => !known.includes(column)) };
}

/**
 * What the page shows of a finding besides: the first account and resource by name and how many there
 * are, how many events were denied; and how many the days before had that were not denied, on how many days.
 */
function pageColumns(from: string): Lines {
  const ofRange = (sql: string): string => `case when eventtime >= ${from} then ${sql} end`;
  const before = (sql: string): string =>
    `case when ${DENIED_SQL} or act is null then null when eventtime < ${from} then ${sql} end`;
  return [
    `min(${ofRange("recipientaccountid")}) as recipientaccountid`,
    `count(distinct ${ofRange("recipientaccountid")}) as accounts`,
    `min(${ofRange("resource")}) as resource`,
    `count(distinct ${ofRange("resource")}) as resources`,
    `count(case when eventtime >= ${from} and ${DENIED_SQL} then act end) as deniedevents`,
    `nullif(count(${before("1")}), 0) as eventsbefore`,
    `nullif(count(distinct ${before("substr(eventtime, 1, 10)")}), 0) as daysbefore`,
  ];
}

/** The fields of events that are only counted. */
const COUNTED_FIELDS = ["eventtime", "actor"] as const satisfies readonly FieldName[];

/**
 * The events of the page's findings: those that two accounts logged have the actor that the caller's own
 * account names, and one of them is the act. The other account does not name the role of a session.
 */
function actLines(columns: Lines, events: Lines): Lines {
  const numbered = selectFrom([...columns, "rule", actNumber("rule, eventname")], nested(events));
  const callers =
    "max(case when copy = 1 then actor end) over (partition by rule, eventname, sharedeventid)";
  return selectFrom(
    [
      ...columns.filter((name) => name !== identifier("actor")),
      "rule",
      `case when sharedeventid <> '' then ${callers} else actor end as ${identifier("actor")}`,
      `case when ${IS_FIRST_OF_ACT} then 1 end as act`,
    ],
    nested(numbered),
  );
}

/** The findings of events: one for each rule and actor. */
function countedLines(events: Lines, { from, readsBack }: Range): Lines {
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
        ...(readsBack ? pageColumns(from) : []),
      ],
      nested(events),
    ),
    "group by rule, actor",
    ...(readsBack ? [`having max(eventtime) >= ${from}`] : []),
  ];
}

export type Read = { readonly from: Lines; readonly source: Source; readonly fromMs: number };

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
  answer: FindingAnswer,
  where: readonly Predicate[],
  rules: readonly Rule[],
  read: Read,
): Lines {
  const tables = watchTables(rules);
  const from = literal(formatTime(read.fromMs));
  const { source } = read;
  const shown = findingFields({ kind: answer.kind });
  const fields = [...new Set([...shown, ...fieldsOfRules(rules)])];
  const late = lateFields(answer, fields, source);
  const raw = late.raw.map(identifier);
  const columns = [...fields.map(identifier), ...raw];
  const range = { from, readsBack: answer.kind === "findings" && answer.isOnPage === true };
  const isCounted = answer.kind === "findings" && !range.readsBack;
  // Some of what is shown may be a field that rules read.
  const own = [...new Set([...shown, ...findingFields(answer)])].filter((name) =>
    fields.includes(name),
  );
  // Every sort hands these on: of events that are only counted, as little as is counted.
  const early = isCounted ? [...COUNTED_FIELDS, IDENTITY] : own;
  const identity = isCounted ? IDENTITY : shown.map(identifier).join(", ");
  const handed = [...new Set([...early, ...late.columns])].map(identifier);
  const events = eventLines(fields, raw, where, read);
  const matched = matchLines(tables, columns, events, {
    ...range,
    source,
    handed: handed.map((name) => (name === IDENTITY ? identitySql(shown.map(identifier)) : name)),
  });
  const found = [
    ...selectFrom(
      [
        ...early.map(identifier),
        ...late.fields.map((name) => namedSql(name, source)),
        "rule",
        // Events without an id may be the same in all that is shown.
        `row_number() over (partition by watch, ${identity} order by ${isCounted ? IDENTITY : "eventid"}) as copy`,
      ],
      nested(companyLines(matched, handed, from, isKept(range))),
    ),
    `where own = '1' and (${ENOUGH})`,
  ];
  const all = [...early, ...late.fields].map(identifier);
  // An event may be behind a finding by several signals of the rule.
  const once = [
    ...selectFrom([...all, "rule"], nested(found)),
    `group by ${all.join(", ")}, copy, rule`,
  ];
  if (answer.kind === "finding-events") return textLines(columnsOf(answer), tables, once);
  const counted = range.readsBack ? actLines(all, once) : once;
  return textLines(columnsOf(answer), tables, countedLines(counted, range));
}
