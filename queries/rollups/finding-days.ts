/**
 * Daily roll-ups for findings: what each watch of the watchlist's rules matched on a day, by the values
 * that must be new and by actor. One statement reads the events of a range that may be behind findings,
 * and rolls up the days before it. The answer comes from its rows and the kept days.
 */
import { rulesOf } from "../compile";
import { namedSql, predicateSql } from "../conditions";
import type { Source } from "../layouts";
import { identifier, literal } from "../literal";
import { planScope } from "../named-places";
import { joinPlans } from "../partitions";
import { type EventQuery, type FindingAnswer, fieldsIn, fieldsOf } from "../query";
import { formatTime, type Scope, startOfDay } from "../scope";
import { type OverSlice, SLICE_TABLE, sliceSource } from "../slices";
import {
  type Lines,
  nested,
  type PlannedStatement,
  type Refusal,
  selectFrom,
  toStatement,
} from "../statement";
import { readTables } from "../tables";
import { COUNTED_COLUMNS, companyLines, ENOUGH, FINDS_EACH } from "../watchlist/company";
import {
  FINDING_EVENTS_ORDER,
  FINDINGS_ORDER,
  type FindingParts,
  fieldsOfRules,
  findingParts,
  foundLines,
  historyFrom,
  matchedLines,
} from "../watchlist/compile-findings";
import { DENIED_SQL } from "../watchlist/condition-sql";
import { isAboutFirsts, type Rule } from "../watchlist/rule";
import { RULES } from "../watchlist/rules";
import { callsTable, watchesTable, watchTables } from "../watchlist/watch-tables";
import { watchesOf } from "../watchlist/watches";
import type { RollupForm, RollupRows, Window } from "./form";
import { filedIn } from "./rollup";

const KEYS = ["key1", "key2", "key3"] as const;
/** The columns of kept files, besides where the events are filed. */
const FILE_COLUMNS: Lines = ["eventtime", "watch", ...KEYS, "actor", "errorcode", "total"];
const NUMBERS = ["rule", ...COUNTED_COLUMNS] as const;
const NONE = "cast(null as varchar)";
/** Stands for every code of a denied call. */
const DENIED = literal("AccessDenied");

/** A watch's number in a file is its place here. */
const KEPT_IDS: readonly string[] = RULES.flatMap(watchesOf).map(({ id }) => id);

type FindingQuery = EventQuery & { readonly answer: FindingAnswer };

/** The time of a roll-up: the start of its day. */
const timeOf = (day: string): string => `${day}T00:00:00Z`;

/** What of rules decides what their roll-ups hold: the text of a rule for readers does not. */
export function meaningOfRules(rules: readonly Rule[]): readonly string[] {
  const tables = watchTables(rules);
  return [callsTable(tables, true), watchesTable(tables), ...tables.tests, ...tables.values];
}

/** What the roll-ups are made of: the rules and the fields that they read. */
function meaningOf(source: Source, filed: Lines): readonly string[] {
  const fields = ["actor", ...fieldsOfRules(RULES)] as const;
  return [
    ...FILE_COLUMNS,
    ...filed,
    ...meaningOfRules(RULES),
    DENIED_SQL,
    ...fields.map((name) => namedSql(name, source)),
    String(source.mayHoldDuplicates),
  ];
}

/** The rows of events and watches, those before the range counted by day. */
function datedLines(matched: Lines, handed: Lines, filed: Lines, from: string): Lines {
  const old: Readonly<Record<string, string>> = {
    eventtime: "substr(eventtime, 1, 10) || 'T00:00:00Z'",
    // Of a watch about what is new, nothing else is compared.
    actor: "case when isfirst = 0 then actor end",
    errorcode: `case when isfirst = 0 and ${DENIED_SQL} then ${DENIED} end`,
    key1: "case when isfirst <> 2 then key1 end",
  };
  const dated = (name: string): string =>
    old[name] === undefined
      ? `case when eventtime >= ${from} then ${name} end as ${name}`
      : `case when eventtime < ${from} then ${old[name]} else ${name} end as ${name}`;
  const columns = [
    ...[...handed, "own", "item", "key1"].map(dated),
    ...["key2", "key3", ...filed, ...NUMBERS],
  ];
  return [
    ...selectFrom([...columns, "count(*) as total"], nested(matched)),
    `group by ${columns.map((_, index) => index + 1).join(", ")}`,
  ];
}

/** What the rows of a statement have besides the fields of events. */
const COUNTS: Lines = ["own", "item", ...KEYS, ...NUMBERS, "total"];

/** The partitions of a scope, but for those of a window within it alone. */
function planAround(chosen: Scope, gap: Window | null, source: Source) {
  const later = planScope(gap ? { ...chosen, fromMs: gap.toMs } : chosen, source);
  const earlier = gap && planScope({ ...chosen, toMs: gap.fromMs }, source);
  if ("refused" in later || earlier === null) return later;
  if ("refused" in earlier) return earlier;
  const { fromMs } = earlier.scope;
  return {
    scope: { ...later.scope, fromMs },
    planned: joinPlans(earlier.planned, later.planned),
  };
}

/** The statement for the events of a range that may be behind findings, and the days before it. */
function compileScan(
  { answer, where }: FindingQuery,
  fromMs: number,
  source: Source,
  [chosen, gap, mostRows]: Parameters<RollupForm["scanOf"]>,
): PlannedStatement | Refusal {
  const start = planAround(chosen, gap, source);
  if ("refused" in start) return start;
  const { scope, planned } = start;
  const rules = rulesOf(answer);
  const filed = filedIn(scope, source);
  const fields = [
    ...new Set([...fieldsOf({ answer, where, limit: null }), ...fieldsOfRules(rules)]),
  ];
  const read = readTables({ where: [], fields, filed }, scope, source, planned);
  const parts = findingParts(answer, rules, read.source);
  const { own, late, handed } = parts;
  const names = filed.map(({ name }) => name);
  const inGap = gap && [gap.fromMs, gap.toMs].map((ms) => literal(formatTime(ms)));
  const events = {
    source: read.source,
    from: [
      ...read.from,
      ...(inGap ? [`  and (eventtime < ${inGap[0]} or eventtime >= ${inGap[1]})`] : []),
    ],
    fromMs,
    filed: { names, columns: read.filed },
  };
  const from = literal(formatTime(fromMs));
  const dated = datedLines(
    matchedLines({ ...parts, readsBack: true }, where, events),
    handed,
    names,
    from,
  );
  const handedOn = [...handed, ...names, "item", ...KEYS, "total"];
  const isKept = `eventtime >= ${from} or ${FINDS_EACH}`;
  const lines = [
    ...selectFrom(
      [...own, ...late.fields.map((name) => namedSql(name, read.source)), ...COUNTS, ...names],
      nested(companyLines(dated, handedOn, from, isKept, true)),
    ),
    `where eventtime < ${from} or ${ENOUGH}`,
    `limit ${mostRows + 1}`,
  ];
  return toStatement(lines, { plan: planned, paths: read.paths }, read);
}

/** By the number of a watch in a file: what it is in the answer. */
function keptWatches({ tables: { rules, watches } }: FindingParts): string {
  const rows = watches.map(({ id, rule, company, isFirstSeen, isCountedApart }, number) => [
    KEPT_IDS.indexOf(id),
    rules.indexOf(rule),
    number,
    isCountedApart ? 2 : Number(isFirstSeen),
    company?.atLeast ?? 0,
    company?.distinctAtLeast ?? 0,
  ]);
  const values = rows.map((row) => `(${row.join(", ")})`).join(", ");
  return `(values ${values}) as watches (kept, ${NUMBERS.join(", ")})`;
}

/** The rows of kept files, by column. */
function keptRows(columns: Lines, files: readonly string[], parts: FindingParts): string {
  const kept: readonly string[] = [...FILE_COLUMNS, "filedaccount", "filedregion"];
  const numbers: readonly string[] = NUMBERS;
  const shown = columns.map((name) => {
    if (numbers.includes(name)) return `watches.${name}`;
    return kept.includes(name) ? `days.${name}` : `${NONE} as ${name}`;
  });
  const paths = files.map((file) => literal(file)).join(", ");
  const days = `read_parquet([${paths}], hive_partitioning = false) as days`;
  return `select ${shown.join(", ")}, 1 as copies from ${days} join ${keptWatches(parts)} on kept = days.watch`;
}

/** The rows of a slice, by column. Results from another engine are stored as text. */
function sliceRows(columns: Lines, from: string): string {
  const numbers: readonly string[] = [...NUMBERS, "total"];
  const shown = columns.map((name) =>
    numbers.includes(name) ? `cast(${name} as bigint) as ${name}` : name,
  );
  // Events that are the same in all that was read are one row.
  const copies = `generate_series(1, case when eventtime < ${from} then 1 else cast(total as bigint) end)`;
  return `select ${shown.join(", ")}, unnest(${copies}) as copies from ${SLICE_TABLE}`;
}

/** Compiles a query over the kept days and the rows of its statement. */
function compileOver(
  { answer, where, limit }: FindingQuery,
  { accounts, regions, fromMs }: Scope,
  source: Source,
  { files, hasSlice: _, ...days }: RollupRows,
): OverSlice {
  const rows: Source = {
    ...sliceSource({ where: [], scope: days }, source, true),
    isRolledUp: true,
  };
  const parts = findingParts(answer, rulesOf(answer), rows);
  const from = literal(formatTime(fromMs));
  const filed = filedIn(days, source).map(({ name }) => name);
  const columns = [...parts.own, ...parts.late.fields.map(identifier), ...COUNTS, ...filed];
  const all = [
    sliceRows(columns, from),
    ...(files.length === 0 ? [] : [keptRows(columns, files, parts)]),
  ];
  // Before the range, what the actor did counts where a condition chooses the actor.
  const chosen = where.map((part) => predicateSql(part, rows)).join(" and ") || "true";
  const own = parts.readsBack
    ? `case when eventtime >= ${from} then own when ${chosen} then '1' end as own`
    : "own";
  const places = [
    { name: "filedaccount", values: accounts, isAll: accounts.length === days.accounts.length },
    { name: "filedregion", values: regions, isAll: regions.length === days.regions.length },
  ].flatMap(({ name, values, isAll }) =>
    isAll ? [] : `${name} in (${values.map((value) => literal(value)).join(", ")})`,
  );
  const matched = [
    ...selectFrom(
      columns.map((name) => (name === "own" ? own : name)),
      ["from rollup"],
    ),
    ...(places.length === 0 ? [] : [`where ${places.join(" and ")}`]),
  ];
  const lines = [
    `with rollup as (${all.join(" union all ")})`,
    ...foundLines(parts, matched, fromMs),
    answer.kind === "findings" ? FINDINGS_ORDER : FINDING_EVENTS_ORDER,
    ...(limit === null ? [] : [`limit ${limit}`]),
  ];
  return { sql: lines.join("\n"), isListing: false };
}

/** The statement that writes the roll-up of a day: the same file each time. */
function keepSql(filed: Lines, day: string, file: string): string {
  const numbers: readonly string[] = ["watch", "total"];
  const columns = [...FILE_COLUMNS, ...filed];
  const shown = columns.map((name) =>
    numbers.includes(name) ? `cast(${name} as integer) as ${name}` : name,
  );
  const rows = `select ${shown.join(", ")} from ${SLICE_TABLE} where eventtime = ${literal(timeOf(day))}`;
  return `copy (${rows} order by ${columns.join(", ")}) to ${literal(file)} (format parquet, compression zstd)`;
}

/**
 * How findings are answered from daily roll-ups; null where they cannot be: where no rule compares
 * with the days before, or what an actor did before depends on more than the actor.
 */
export function findingDays(query: FindingQuery, scope: Scope, source: Source): RollupForm | null {
  const { answer, where } = query;
  const rules = rulesOf(answer);
  if (!rules.some(isAboutFirsts)) return null;
  const readsBack = answer.kind === "findings" && answer.isOnPage === true;
  if (readsBack && !where.flatMap(fieldsIn).every((name) => name === "actor")) return null;
  const { fromMs } = scope;
  const filedOf = (of: Scope): Lines => filedIn(of, source).map(({ name }) => name);
  return {
    of: ["findings"],
    days: { fromMs: historyFrom(fromMs), toMs: startOfDay(fromMs) },
    readsRange: true,
    isKept: rules.length === RULES.length,
    meaningOf: (of) => meaningOf(source, filedOf(of)),
    scanOf: (...scan) => compileScan(query, fromMs, source, scan),
    keepSql: (of, day, file) => keepSql(filedOf(of), day, file),
    over: (rows) => compileOver(query, scope, source, rows),
  };
}
