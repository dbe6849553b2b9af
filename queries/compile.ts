/**
 * Turns a query into the one SQL text that runs, in the common subset of Athena's (Trino's) and
 * DuckDB's SQL: partitions named, window exact, every outside text a literal. The text a person
 * reads is the text the engine gets.
 */
import { ACT_FIELDS } from "./answer-lists";
import { namedSql } from "./conditions";
import {
  ACT_NUMBER,
  COPY_NUMBER,
  eventCount,
  eventCountOf,
  FIRST_COPIES,
  FIRST_OF_ACTS,
} from "./event-count";
import { facetLines } from "./facet-sql";
import { type FieldName, fieldOf } from "./fields";
import type { Source } from "./layouts";
import { LEFT_BEHIND_ORDER, leftBehindLines } from "./left-behind/compile-left-behind";
import { MAY_MAKE_OR_REMOVE } from "./left-behind/things";
import { identifier } from "./literal";
import { measureOf, measureSql, needsOnce } from "./measures";
import { withNamedPlaces } from "./named-places";
import { plan } from "./partitions";
import {
  type Answer,
  columnsOf,
  type EventQuery,
  fieldsOf,
  isOfFindings,
  type QueryAnswer,
} from "./query";
import { DAY_MS, type Scope } from "./scope";
import { FIRSTS_ORDER, firstsLines } from "./signals/firsts";
import { PROFILE_ORDER, profileLines } from "./signals/profile";
import {
  type Lines,
  nested,
  noTime,
  type PlannedStatement,
  type Refusal,
  selectFrom,
  toStatement,
} from "./statement";
import { readTables, type TablesRead } from "./tables";
import {
  FINDING_EVENTS_ORDER,
  FINDINGS_ORDER,
  fieldsOfRules,
  findingLines,
  historyFrom,
} from "./watchlist/compile-findings";
import { matchLines, namedLines, RULE_MATCHES_ORDER } from "./watchlist/compile-matches";
import { isAboutFirsts, type Rule } from "./watchlist/rule";
import { RULES } from "./watchlist/rules";

export type CompiledQuery = PlannedStatement & {
  readonly columns: readonly string[];
  /** Fields of the query that the source's table does not have: they come out as NULL. */
  readonly missingFields: readonly FieldName[];
  /** It only chooses rows and columns of cached rows, in their order. */
  readonly isListing: boolean;
};

/** The order of events, also of the rows of a slice. */
export const EVENT_ORDER = "order by eventtime, eventid";

/** Times are text, `2026-01-31T23:59:59Z`. */
const DAY_OF_EVENT = "substr(eventtime, 1, 10) as eventday";

/** Cached rows are in the order of events. Removing copies would mix them. */
function isListing({ answer }: EventQuery, { cached, mayHoldDuplicates }: Source): boolean {
  if (answer.kind !== "events" || cached === undefined) return false;
  return !mayHoldDuplicates && answer.isOncePerAct !== true;
}

function orderLines(query: EventQuery, source: Source): Lines {
  const { answer } = query;
  if (answer.kind === "days") return ["order by eventday"];
  if (answer.kind === "profile") return [PROFILE_ORDER];
  if (answer.kind === "firsts") return [FIRSTS_ORDER];
  if (answer.kind === "facets") return ["order by facet, total desc, value"];
  if (answer.kind === "left-behind") return [LEFT_BEHIND_ORDER];
  if (answer.kind === "findings") return [FINDINGS_ORDER];
  if (answer.kind === "finding-events") return [FINDING_EVENTS_ORDER];
  if (answer.kind === "rule-matches") return [RULE_MATCHES_ORDER];
  if (answer.kind === "named-by-rules")
    return ["order by rules desc, denied desc, total desc, actor"];
  if (answer.kind === "counts")
    return [`order by ${[`${answer.as} desc`, ...answer.by.map(identifier)].join(", ")}`];
  return isListing(query, source) ? [] : [EVENT_ORDER];
}

type Counts = Extract<Answer, { kind: "counts" }>;

const named = (fields: readonly FieldName[], source: Source): Lines =>
  fields.map((name) => namedSql(name, source));

/** How the records of one event, or of one act, become one. */
type Once = {
  readonly keep: string;
  /** The fields that numbering and order need. */
  readonly fields: readonly FieldName[];
  /** Rows with some fields, numbered. */
  readonly numbered: (fields: readonly FieldName[], source: Source, from: Lines) => Lines;
};

const ONCE_PER_EVENT: Once = {
  keep: FIRST_COPIES,
  fields: ["eventtime", "eventid"],
  numbered: (fields, source, from) => selectFrom([...named(fields, source), COPY_NUMBER], from),
};
const ONCE_PER_ACT: Once = {
  keep: FIRST_OF_ACTS,
  fields: ["eventtime", "eventid", ...ACT_FIELDS],
  // The number is over fields, which are columns only one level up.
  numbered: (fields, source, from) =>
    selectFrom(
      [...fields.map(identifier), ACT_NUMBER],
      nested(selectFrom(named(fields, source), from)),
    ),
};

/** Null where each record is a separate event. */
function onceOf(isPerAct: boolean | undefined, isPerEvent: boolean): Once | null {
  return isPerAct ? ONCE_PER_ACT : isPerEvent ? ONCE_PER_EVENT : null;
}

/** Counts with measures: over their keys and fields, each computed once below. */
function measuredLines(answer: Counts, source: Source, from: Lines): Lines {
  const { by, as, measures = [], isOncePerAct } = answer;
  const once = onceOf(isOncePerAct, source.mayHoldDuplicates && needsOnce(measures));
  const counted = once ? { ...source, mayHoldDuplicates: false } : source;
  const fields = new Set<FieldName>([
    ...(source.mayHoldDuplicates ? (["eventid"] as const) : []),
    ...by,
    ...measures.map((measure) => measureOf(measure).of),
    ...(isOncePerAct ? ONCE_PER_ACT.fields : []),
  ]);
  const read = [...fields];
  return [
    ...selectFrom(
      [
        ...by.map(identifier),
        `${eventCount(counted)} as ${as}`,
        ...measures.map(
          (measure) =>
            `${measureSql(measure, (condition) => eventCountOf(counted, condition))} as ${measure}`,
        ),
      ],
      nested(once ? once.numbered(read, source, from) : selectFrom(named(read, source), from)),
    ),
    ...(once ? [once.keep] : []),
  ];
}

/** The rules that an answer is about: those of the watchlist, or the one that it names. */
const rulesOf = (answer: QueryAnswer): readonly Rule[] =>
  answer.kind === "finding-events" && answer.rule !== undefined
    ? RULES.filter(({ id }) => id === answer.rule)
    : RULES;

/**
 * Where a query starts to read. What is new is compared with the days before; where every first value
 * counts, with whole days, so that their roll-ups serve.
 */
export function scannedFrom(answer: QueryAnswer, fromMs: number): number {
  if (answer.kind === "firsts") return Math.floor(historyFrom(fromMs) / DAY_MS) * DAY_MS;
  const isAboutNew = isOfFindings(answer) && rulesOf(answer).some(isAboutFirsts);
  return isAboutNew ? historyFrom(fromMs) : fromMs;
}

function selectLines(
  { answer, where }: EventQuery,
  { source, from }: TablesRead,
  fromMs: number,
): Lines {
  if (answer.kind === "left-behind") return leftBehindLines(where, { source, from });
  if (answer.kind === "rule-matches") return matchLines({ source, from, fromMs });
  if (answer.kind === "named-by-rules") return namedLines({ source, from, fromMs });
  if (isOfFindings(answer))
    return findingLines(answer, where, rulesOf(answer), { source, from, fromMs });
  if (answer.kind === "days")
    return [...selectFrom([DAY_OF_EVENT, `${eventCount(source)} as total`], from), "group by 1"];
  if (answer.kind === "profile") return profileLines(source, from);
  if (answer.kind === "firsts") return firstsLines(source, from, fromMs);
  if (answer.kind === "facets") return facetLines(answer, source, from);
  if (answer.kind === "counts") {
    const keys = answer.by.map((name) => namedSql(name, source));
    const group = `group by ${answer.by.map((_, index) => index + 1).join(", ")}`;
    if (answer.measures?.length || answer.isOncePerAct)
      return [...measuredLines(answer, source, from), group];
    return [...selectFrom([...keys, `${eventCount(source)} as ${answer.as}`], from), group];
  }
  const once = onceOf(answer.isOncePerAct === true, source.mayHoldDuplicates);
  if (once === null) return selectFrom(named(answer.columns, source), from);
  // The order and the numbers need these, whether or not the answer shows them.
  const read = [...new Set([...answer.columns, ...once.fields])];
  const numbered = once.numbered(read, source, from);
  return [...selectFrom(answer.columns.map(identifier), nested(numbered)), once.keep];
}

/**
 * Compiles a query. Refused, with the reason, when the source has no partitions: such a query
 * would read the whole trail; when it needs a name that the scope leaves open; and when Athena
 * would not accept the text.
 */
export function compile(query: EventQuery, chosen: Scope, source: Source): CompiledQuery | Refusal {
  const scope = withNamedPlaces(chosen, source);
  if ("refused" in scope) return scope;
  const { answer } = query;
  const rules = isOfFindings(answer) ? rulesOf(answer) : null;
  if (rules?.length === 0) return { refused: "The watchlist has no rule of this name." };
  const scanned = { ...scope, fromMs: scannedFrom(answer, scope.fromMs) };
  const planned = plan(scanned, source);
  if (planned.times.length === 0 && !source.layout.isSlice) {
    return { refused: noTime(source.table) };
  }
  const fields = [...new Set([...fieldsOf(query), ...fieldsOfRules(rules ?? [])])];
  // A thing's removal may be anyone's call, so the query's own conditions are on what was made.
  const made = answer.kind === "left-behind" ? MAY_MAKE_OR_REMOVE : query.where;
  // A finding needs the events around it: the query's own conditions are on what it shows.
  const where = rules === null ? made : [];
  const read = readTables({ where, fields }, scanned, source, planned);
  const lines = [
    ...selectLines(query, read, scope.fromMs),
    ...orderLines(query, source),
    ...(query.limit === null ? [] : [`limit ${query.limit}`]),
  ];
  const statement = toStatement(lines, { plan: planned, paths: read.paths }, read);
  if ("refused" in statement) return statement;
  return {
    ...statement,
    columns: columnsOf(answer),
    missingFields: source.layout.lacksNewerFields
      ? fields.filter((name) => fieldOf(name).newer)
      : [],
    isListing: isListing(query, source),
  };
}
