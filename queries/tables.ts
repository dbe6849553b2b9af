/** The tables that hold a scope, and the `from … where …` that reads a query's rows from them. */
import { expressionOf, pathsSql, predicateSql, termSql, timesSql } from "./conditions";
import { type FieldName, fieldOf } from "./fields";
import { implies } from "./implies";
import type { Source } from "./layouts";
import { identifier, literal, tableName } from "./literal";
import type { PartitionPlan } from "./partitions";
import { keptRanges, type PathPlan, planPaths, skippedIn } from "./path-ranges";
import { fieldsIn, type Predicate } from "./query";
import { formatTime, type Scope } from "./scope";
import { type Lines, linesBytes, nested, selectFrom, whereLines } from "./statement";

/** A table, and the account that it belongs to where it is one account's. */
type Table = { readonly name: string; readonly account: string | null };

/**
 * The tables that hold a scope. Without a known account, the view over all tables is read; a table
 * that is named after its account is left as it is.
 */
export function tablesOf(scope: Scope, source: Source): readonly Table[] {
  const known = source.accounts ?? [];
  // An account without a table is not in the source: naming its table would fail the others.
  const inSource = scope.accounts.filter((account) => known.includes(account));
  const named = inSource.length > 0 ? inSource : scope.accounts;
  const accounts = named.length > 0 ? named : known;
  const own = source.layout.tablePerAccount ? /_(\d{12})$/.exec(source.table)?.[1] : undefined;
  if (!source.layout.tablePerAccount || own !== undefined || accounts.length === 0)
    return [{ name: tableName(source.table), account: own ?? null }];
  return [...new Set(accounts)]
    .sort()
    .map((account) => ({ name: tableName(`${source.table}_${account}`), account }));
}

/** Accounts and regions without a partition column are matched in the event itself. */
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

/** The ends of a window to the second, without those that all rows satisfy anyway. */
function windowSql(scope: Scope, { cached }: Source): Lines {
  // Events have whole seconds, so a window with a fraction starts and ends at the next one.
  const second = (ms: number) => literal(formatTime(Math.ceil(ms / 1000) * 1000));
  const ends = [
    ...(cached && cached.scope.fromMs >= scope.fromMs
      ? []
      : [`eventtime >= ${second(scope.fromMs)}`]),
    ...(cached && cached.scope.toMs <= scope.toMs ? [] : [`eventtime < ${second(scope.toMs)}`]),
  ];
  return ends.length === 0 ? [] : [ends.join(" and ")];
}

/** The predicates that a row may fail. */
function openPredicates(where: readonly Predicate[], { cached }: Source): readonly Predicate[] {
  if (!cached) return where;
  const known: Predicate = { op: "and", of: cached.where };
  return where.filter((predicate) => !implies(known, predicate));
}

/** A value that a query takes from where a row is stored, not from the event. */
export type FiledColumn = {
  readonly name: string;
  readonly sqlIn: (account: string | null) => string;
};

/** What a query needs from its tables. */
export type Needs = {
  readonly where: readonly Predicate[];
  /** The fields that it shows, groups or sorts by. */
  readonly fields: readonly FieldName[];
  readonly filed?: readonly FiledColumn[];
};

export type TablesRead = {
  /** `from … where …`: every expression over the fields of `source` can be selected from it. */
  readonly from: Lines;
  /** The source as its rows are there: some fields may be computed already. */
  readonly source: Source;
  /** The filed columns as expressions over that. */
  readonly filed: Lines;
  /** The log files that are skipped; null where all are read. */
  readonly paths: PathPlan | null;
  readonly tables: number;
  /** The part of the text that grows with the number of tables, bytes. */
  readonly tableBytes: number;
};

/** The columns of a table that a query reads, each once. */
function columnsRead(fields: readonly FieldName[], { layout }: Source): Lines {
  const columns = fields
    .map(fieldOf)
    .flatMap(({ newer, columns }) => (newer && layout.lacksNewerFields ? [] : columns));
  return [...new Set(columns)].map(identifier);
}

/** The long fields that a query filters by. */
function computedFields(
  predicates: readonly Predicate[],
  { layout }: Source,
): readonly FieldName[] {
  const long = predicates.flatMap(fieldsIn).filter((name) => fieldOf(name).isLong);
  return layout.isSlice ? [] : [...new Set(long)];
}

/**
 * Reads a query's rows. Over several tables, a union takes plain columns from the partitions of each
 * table, and the conditions on rows are written once around it, so each table adds few bytes.
 * Long fields that are filtered by are computed once below the filters.
 */
export function readTables(
  { where, fields, filed = [] }: Needs,
  scope: Scope,
  source: Source,
  planned: PartitionPlan,
): TablesRead {
  const tables = tablesOf(scope, source);
  // A view over the tables of all accounts does not show the hidden column.
  const isView = source.layout.tablePerAccount && tables.some(({ account }) => account === null);
  const paths = isView ? null : planPaths(scope, source, planned);
  const predicates = [...unfiledPlaces(scope, source), ...openPredicates(where, source)];
  const columns = columnsRead(
    ["eventtime", "eventid", ...fields, ...predicates.flatMap(fieldsIn)],
    source,
  );
  const base = readRows({ tables, columns, filed, paths }, scope, source, planned);
  const computed = computedFields(predicates, source);
  if (computed.length === 0) {
    const conditions = predicates.map((predicate) => [predicateSql(predicate, source)]);
    return {
      from: [...base.from, ...whereLines([...base.conditions, ...conditions])],
      source,
      filed: base.filed,
      paths,
      tables: tables.length,
      tableBytes: base.tableBytes,
    };
  }
  // What needs no long field is filtered first: a long field is computed for few rows then.
  const parts = predicates.flatMap(partsOf);
  const isCheap = (part: Predicate) => !fieldsIn(part).some((name) => computed.includes(name));
  const cheap = parts.filter(isCheap).map((part) => [predicateSql(part, source)]);
  const inner = selectFrom(
    [
      ...columns,
      ...base.filed,
      ...computed.map((name) => `array[${expressionOf(name, source)}] as ${listOf(name)}`),
    ],
    [...base.from, ...whereLines([...base.conditions, ...cheap])],
  );
  const rows: Source = { ...source, computed: new Set(computed) };
  const conditions = parts
    .filter((part) => !isCheap(part))
    .map((part) => [predicateSql(part, rows)]);
  return {
    from: [...nested(inner), ...computed.map(unnested), ...whereLines(conditions)],
    source: rows,
    filed: filed.map(({ name }) => name),
    paths,
    tables: tables.length,
    tableBytes: base.tableBytes,
  };
}

const listOf = (name: FieldName): string => identifier(`${name}list`);

/**
 * A computed field, out of its list of one. Trino moves a condition on a column into the expression
 * behind it, and refuses a filter of such a length beside others; it does not look behind an unnest.
 */
const unnested = (name: FieldName): string =>
  `cross join unnest(${listOf(name)}) as of${name} (${identifier(name)})`;

/** The parts of a conjunction. */
function partsOf(predicate: Predicate): readonly Predicate[] {
  return predicate.op === "and" ? predicate.of.flatMap(partsOf) : [predicate];
}

type Rows = {
  readonly tables: readonly Table[];
  readonly columns: Lines;
  readonly filed: readonly FiledColumn[];
  readonly paths: PathPlan | null;
};

/** The rows of the tables in their partitions and the window, without a query's own predicates. */
function readRows(
  { tables, columns, filed, paths }: Rows,
  scope: Scope,
  source: Source,
  planned: PartitionPlan,
): Pick<TablesRead, "from" | "filed" | "tableBytes"> & { readonly conditions: readonly Lines[] } {
  const ofPartitions = (account: string | null): readonly Lines[] => {
    const skipped = paths === null ? [] : skippedIn(paths, account);
    return [
      ...planned.places.map((term) => [termSql(term)]),
      planned.times.length === 0 ? [] : timesSql(planned.times),
      skipped.length === 0 ? [] : pathsSql(keptRanges(skipped)),
    ];
  };
  const window = windowSql(scope, source);
  const [only, second] = tables;
  if (only && !second) {
    return {
      from: [`from ${only.name}`],
      conditions: [...ofPartitions(only.account), window],
      filed: filed.map(({ name, sqlIn }) => `${sqlIn(only.account)} as ${name}`),
      tableBytes: 0,
    };
  }
  const union = tables.flatMap(({ name, account }, index) => [
    ...(index === 0 ? [] : ["union all"]),
    `select ${[...columns, ...filed.map((each) => `${each.sqlIn(account)} as ${each.name}`)].join(", ")}`,
    `from ${name}`,
    ...whereLines(ofPartitions(account)),
  ]);
  return {
    from: nested(union),
    conditions: [window],
    filed: filed.map(({ name }) => name),
    tableBytes: linesBytes(union),
  };
}
