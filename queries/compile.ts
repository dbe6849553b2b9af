/**
 * Turns a query into the one SQL text that runs: Athena's dialect (Trino), partitions named,
 * window exact, every outside text a literal. The text a person reads is the text the engine gets.
 */
import { expressionOf, pathsSql, predicateSql, termSql, timesSql } from "./conditions";
import { type FieldName, fieldOf } from "./fields";
import { implies } from "./implies";
import type { Source } from "./layouts";
import { identifier, literal, tableName } from "./literal";
import { withNamedPlaces } from "./named-places";
import { type PartitionPlan, plan } from "./partitions";
import { keptRanges, type PathPlan, planPaths, type SkippedPaths, skippedIn } from "./path-ranges";
import { type Answer, columnsOf, type EventQuery, fieldsOf, type Predicate } from "./query";
import { formatTime, type Scope } from "./scope";

export type CompiledQuery = {
  readonly sql: string;
  readonly columns: readonly string[];
  readonly plan: PartitionPlan;
  /** The log files of those partitions that are not read; null where all are. */
  readonly paths: PathPlan | null;
  /** Fields asked for that the source's table does not have: they come out as NULL. */
  readonly missingFields: readonly FieldName[];
};

/** Why a table without partitions for time is never asked. */
export const noTime = (table: string): string =>
  `The table ${table} has no partition for time, so every question would read all of it. Create a table partitioned by date.`;

/** A query that cannot be sent, with the reason and the way out. */
export type Refusal = { readonly refused: string };

/** Accounts and regions for which the layout has no partition column are told by the event itself. */
function unfiledPlaces(scope: Scope, source: Source): readonly Predicate[] {
  const has = (means: "account" | "region") =>
    source.layout.columns.some((column) => column.means === means);
  const accountsAreTables = source.layout.tablePerAccount === true;
  return [
    ...(scope.accounts.length > 0 && !has("account") && !accountsAreTables
      ? [{ op: "in", field: "recipientaccountid", values: scope.accounts } as const]
      : []),
    ...(scope.regions.length > 0 && !has("region")
      ? [{ op: "in", field: "awsregion", values: scope.regions } as const]
      : []),
  ];
}

/** SQL as lines. A line may hold a literal with line breaks, so text is indented only by whole lines. */
type Lines = readonly string[];

const indent = (lines: Lines): Lines => lines.map((line) => `  ${line}`);

const listed = (columns: Lines): Lines =>
  columns.map((column, index) => `  ${column}${index < columns.length - 1 ? "," : ""}`);

/** The ends of a window to the second, but for those within which all rows lie anyway. */
function windowSql(scope: Scope, { held }: Source): readonly string[] {
  // Events have whole seconds, so a window with a fraction starts and ends at the next one.
  const second = (ms: number) => literal(formatTime(Math.ceil(ms / 1000) * 1000));
  const ends = [
    ...(held && held.scope.fromMs >= scope.fromMs ? [] : [`eventtime >= ${second(scope.fromMs)}`]),
    ...(held && held.scope.toMs <= scope.toMs ? [] : [`eventtime < ${second(scope.toMs)}`]),
  ];
  return ends.length === 0 ? [] : [ends.join(" and ")];
}

/** The predicates that a row may fail. */
function openPredicates(where: readonly Predicate[], { held }: Source): readonly Predicate[] {
  if (!held) return where;
  const known: Predicate = { op: "and", of: held.where };
  return where.filter((predicate) => !implies(known, predicate));
}

/** The conditions of a query: its partitions, its files, its window, its places, its predicates. */
function whereLines(
  query: Pick<EventQuery, "where">,
  scope: Scope,
  source: Source,
  planned: PartitionPlan,
  skipped: readonly SkippedPaths[],
): Lines {
  const predicates = [...unfiledPlaces(scope, source), ...openPredicates(query.where, source)];
  const conditions: readonly Lines[] = [
    ...planned.places.map((term) => [termSql(term)]),
    ...(planned.times.length === 0 ? [] : [timesSql(planned.times)]),
    ...(skipped.length === 0 ? [] : [pathsSql(keptRanges(skipped))]),
    windowSql(scope, source),
    ...predicates.map((predicate) => [predicateSql(predicate, source)]),
  ];
  const asked = conditions.filter(({ length }) => length > 0);
  return asked.flatMap(([first = "", ...more], index) => [
    `${index === 0 ? "where" : "  and"} ${first}`,
    ...indent(more),
  ]);
}

const named = (name: FieldName, source: Source): string => {
  const expression = expressionOf(name, source);
  return expression === name ? name : `${expression} as ${identifier(name)}`;
};

/** The order of events, in which the rows of a slice are held as well. */
export const EVENT_ORDER = "order by eventtime, eventid";

function orderLines(answer: Answer, { held, mayHoldDuplicates }: Source): Lines {
  if (answer.kind === "counts")
    return [`order by ${[`${answer.as} desc`, ...answer.by.map(identifier)].join(", ")}`];
  // To leave copies out mixes the rows.
  return held && !mayHoldDuplicates ? [] : [EVENT_ORDER];
}

/** A select of one expression a line. */
export const selectFrom = (columns: Lines, from: Lines): Lines => [
  "select",
  ...listed(columns),
  ...from,
];

/** Lines as the table of a `from`. */
export const nested = (lines: Lines): Lines => ["from (", ...indent(lines), ")"];

function selectLines(query: EventQuery, source: Source, reads: readonly TableRead[]): Lines {
  const { answer } = query;
  const fromTables = (columns: Lines): Lines => unionOf(reads, () => columns);
  const isOneTable = reads.length === 1;

  if (answer.kind === "counts") {
    const keys = answer.by.map((name) => named(name, source));
    const count = source.mayHoldDuplicates ? "count(distinct eventid)" : "count(*)";
    const total = `${count} as ${answer.as}`;
    const group = `group by ${answer.by.map((_, index) => index + 1).join(", ")}`;
    if (isOneTable) return [...fromTables([...keys, total]), group];
    const inner = fromTables([...(source.mayHoldDuplicates ? ["eventid"] : []), ...keys]);
    return [...selectFrom([...answer.by.map(identifier), total], nested(inner)), group];
  }

  const shown = answer.columns.map((name) => named(name, source));
  if (isOneTable && !source.mayHoldDuplicates) return fromTables(shown);
  // The order needs these two, whether or not the answer shows them.
  const ordering = (["eventtime", "eventid"] as const).filter(
    (name) => !answer.columns.includes(name),
  );
  const inner = [...shown, ...ordering];
  const outer = answer.columns.map(identifier);
  if (!source.mayHoldDuplicates) return selectFrom(outer, nested(fromTables(inner)));
  const copies = "row_number() over (partition by eventid order by eventtime) as copy";
  const numbered = isOneTable
    ? fromTables([...inner, copies])
    : selectFrom(["*", copies], nested(fromTables(inner)));
  return [...selectFrom(outer, nested(numbered)), "where copy = 1"];
}

/**
 * The tables that hold a scope, as SQL, each with its account where it is one account's. Without any
 * account known the view over all tables serves; a table named for its account stays.
 */
export function tablesOf(
  scope: Scope,
  source: Source,
): readonly { readonly name: string; readonly account: string | null }[] {
  const accounts = scope.accounts.length > 0 ? scope.accounts : (source.accounts ?? []);
  const own = source.layout.tablePerAccount ? /_(\d{12})$/.exec(source.table)?.[1] : undefined;
  if (!source.layout.tablePerAccount || own !== undefined || accounts.length === 0)
    return [{ name: tableName(source.table), account: own ?? null }];
  return [...new Set(accounts)]
    .sort()
    .map((account) => ({ name: tableName(`${source.table}_${account}`), account }));
}

/** A table that a query reads: the account that it is of, if it is one's, and its `from` and `where`. */
export type TableRead = { readonly account: string | null; readonly from: Lines };

/** What a query reads, and the log files of it that it does not. */
export function readsOf(
  query: Pick<EventQuery, "where">,
  scope: Scope,
  source: Source,
  planned: PartitionPlan,
): { readonly reads: readonly TableRead[]; readonly paths: PathPlan | null } {
  const tables = tablesOf(scope, source);
  // A view over the tables of all accounts does not show the hidden column.
  const isView = source.layout.tablePerAccount && tables.some(({ account }) => account === null);
  const paths = isView ? null : planPaths(scope, source, planned);
  const reads = tables.map(({ name, account }) => {
    const skipped = paths === null ? [] : skippedIn(paths, account);
    return {
      account,
      from: [`from ${name}`, ...whereLines(query, scope, source, planned, skipped)],
    };
  });
  return { reads, paths };
}

/** The rows of all reads, by a select of one expression a line. */
export const unionOf = (
  reads: readonly TableRead[],
  columnsIn: (read: TableRead) => Lines,
): Lines =>
  reads.flatMap((read, index) => [
    ...(index === 0 ? [] : ["union all"]),
    ...selectFrom(columnsIn(read), read.from),
  ]);

/**
 * Compiles a query. Refused, with the reason, when the source has no partitions: such a query
 * would read the whole trail; and when it has to be asked by a name that the scope leaves open.
 */
export function compile(query: EventQuery, asked: Scope, source: Source): CompiledQuery | Refusal {
  const scope = withNamedPlaces(asked, source);
  if ("refused" in scope) return scope;
  const planned = plan(scope, source);
  if (planned.times.length === 0 && !source.layout.isSlice) {
    return { refused: noTime(source.table) };
  }
  const { reads, paths } = readsOf(query, scope, source, planned);
  const lines = [
    ...selectLines(query, source, reads),
    ...orderLines(query.answer, source),
    ...(query.limit === null ? [] : [`limit ${query.limit}`]),
  ];
  return {
    sql: lines.join("\n"),
    columns: columnsOf(query.answer),
    plan: planned,
    paths,
    missingFields: source.layout.lacksNewerFields
      ? fieldsOf(query).filter((name) => fieldOf(name).newer)
      : [],
  };
}
