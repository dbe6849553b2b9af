/**
 * The statement for what the watchlist's rules find: one scan of the range and the days before it, in
 * which each event is matched with the rules of its call and counted in its company.
 */
import { namedSql, predicateSql } from "../conditions";
import { FIRST_COPIES } from "../event-count";
import { type FieldName, fieldOf } from "../fields";
import type { Source } from "../layouts";
import { identifier, literal } from "../literal";
import { columnsOf, type FindingAnswer, findingFields, type Predicate } from "../query";
import { DAY_MS, formatTime, startOfDay } from "../scope";
import { type Lines, nested, selectFrom } from "../statement";
import { COUNTED_COLUMNS, companyLines, ENOUGH, FINDS_EACH } from "./company";
import { actLines, countedLines, type Range } from "./count-findings";
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

/** The start of the whole days that a finding is compared with, milliseconds. */
export function historyFrom(fromMs: number): number {
  return startOfDay(fromMs) - HISTORY_DAYS * DAY_MS;
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

/** The column in which no two events are the same. */
const IDENTITY = "identity";

/** Its id; where it has none, all that a listing shows of it. */
function identitySql(): string {
  const fields = findingFields({ kind: "findings" }).map(identifier);
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
  const columns = handed.map((name) => (name === IDENTITY ? identitySql() : name));
  return selectFrom(
    [...columns, "own", "rule", ...COUNTED_COLUMNS, ...valueColumns(tables)],
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

/** The columns of events that are only counted. */
const COUNTED: Lines = ["eventtime", "actor", IDENTITY];
/** Further ones that the page counts, or finds the records of one act by. */
const COUNTED_ON_PAGE: readonly FieldName[] = [
  "recipientaccountid",
  "errorcode",
  "eventname",
  "eventid",
  "accesskeyid",
];

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

/** What the statements about one answer have in common. */
export function findingParts(answer: FindingAnswer, rules: readonly Rule[], source: Source) {
  const shown = findingFields({ kind: answer.kind });
  const fields = [...new Set([...shown, ...fieldsOfRules(rules)])];
  const late = lateFields(answer, fields, source);
  const readsBack = answer.kind === "findings" && answer.isOnPage === true;
  const isCounted = answer.kind === "findings";
  // Some of what the page shows may be a field that rules read.
  const early = [...new Set([...shown, ...findingFields(answer)])].filter((name) =>
    fields.includes(name),
  );
  const counted = readsBack ? early.filter((name) => COUNTED_ON_PAGE.includes(name)) : [];
  // Every sort hands these on: of events that are only counted, as little as is counted.
  const own = isCounted ? [...COUNTED, ...counted.map(identifier)] : early.map(identifier);
  return {
    answer,
    source,
    tables: watchTables(rules),
    own,
    fields,
    late,
    /** The columns of an event that each step of the statement hands on. */
    handed: [...new Set([...own, ...late.columns.map(identifier)])],
    readsBack,
    /** The columns in which no two events are the same, and the order of copies. */
    identity: isCounted ? [IDENTITY] : shown.map(identifier),
    orderOfCopies: isCounted ? IDENTITY : "eventid",
  };
}

export type FindingParts = ReturnType<typeof findingParts>;

/** Columns about where events are filed, and their expressions over the tables. */
type FiledValues = { readonly names: Lines; readonly columns: Lines };

/**
 * A row for each event of a table and watch that it matches.
 * @param where what the shown events satisfy
 */
export function matchedLines(
  { tables, fields, late, handed, readsBack }: FindingParts,
  where: readonly Predicate[],
  { filed = { names: [], columns: [] }, ...read }: Read & { readonly filed?: FiledValues },
): Lines {
  const raw = late.raw.map(identifier);
  const columns = [...fields.map(identifier), ...raw, ...filed.names];
  const events = eventLines(fields, [...raw, ...filed.columns], where, read);
  return matchLines(tables, columns, events, {
    from: literal(formatTime(read.fromMs)),
    readsBack,
    source: read.source,
    handed: [...handed, ...filed.names],
  });
}

/** The statement over those rows, without its order. */
export function foundLines(parts: FindingParts, matched: Lines, fromMs: number): Lines {
  const { answer, source, tables, own, late, handed, readsBack, identity, orderOfCopies } = parts;
  const from = literal(formatTime(fromMs));
  const range = { from, readsBack };
  const counted = source.isRolledUp ? ["total"] : [];
  const found = [
    ...selectFrom(
      [
        ...own,
        ...late.fields.map((name) => namedSql(name, source)),
        ...counted,
        "rule",
        // Events without an id may be the same in all that is shown.
        `row_number() over (partition by watch, ${identity.join(", ")} order by ${orderOfCopies}) as copy`,
      ],
      nested(companyLines(matched, [...handed, ...counted], from, isKept(range))),
    ),
    `where own = '1' and (${ENOUGH})`,
  ];
  const all = [...own, ...late.fields.map(identifier), ...counted];
  // An event may be behind a finding by several signals of the rule.
  const once = [
    ...selectFrom([...all, "rule"], nested(found)),
    `group by ${all.join(", ")}, copy, rule`,
  ];
  if (answer.kind === "finding-events") return textLines(columnsOf(answer), tables, once);
  const acts = readsBack ? actLines(all, once, from) : once;
  return textLines(columnsOf(answer), tables, countedLines(acts, range, source));
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
  const parts = findingParts(answer, rules, read.source);
  return foundLines(parts, matchedLines(parts, where, read), read.fromMs);
}
