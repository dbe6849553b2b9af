/** The tables that hold a scope, and the `from … where …` that reads a query's rows from them. */
import { pathsSql, predicateSql, termSql, timesSql } from "./conditions";
import { type FieldName, fieldOf } from "./fields";
import { implies } from "./implies";
import type { Source } from "./layouts";
import { identifier, literal, tableName } from "./literal";
import type { PartitionPlan } from "./partitions";
import { keptRanges, type PathPlan, planPaths, skippedIn } from "./path-ranges";
import { fieldsIn, type Predicate } from "./query";
import { formatTime, type Scope } from "./scope";
import { type Lines, linesBytes, nested, whereLines } from "./statement";

/** A table, and the account that it belongs to where it is one account's. */
type Table = { readonly name: string; readonly account: string | null };

/**
 * The tables that hold a scope. Without any account known the view over all tables is read; a table
 * that is named after its account stays as it is.
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
function windowSql(scope: Scope, { held }: Source): Lines {
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
  /** `from … where …`: every expression over the fields can be selected from it. */
  readonly from: Lines;
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

/**
 * Reads a query's rows. Over several tables, a union takes plain columns from the partitions of each
 * table, and what is said of rows stands once around it: so a table more costs few bytes of text.
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
  const ofRows = [
    windowSql(scope, source),
    ...predicates.map((predicate) => [predicateSql(predicate, source)]),
  ];
  const ofPartitions = (account: string | null): readonly Lines[] => {
    const skipped = paths === null ? [] : skippedIn(paths, account);
    return [
      ...planned.places.map((term) => [termSql(term)]),
      planned.times.length === 0 ? [] : timesSql(planned.times),
      skipped.length === 0 ? [] : pathsSql(keptRanges(skipped)),
    ];
  };
  const [only, second] = tables;
  if (only && !second) {
    const conditions = [...ofPartitions(only.account), ...ofRows];
    return {
      from: [`from ${only.name}`, ...whereLines(conditions)],
      filed: filed.map(({ name, sqlIn }) => `${sqlIn(only.account)} as ${name}`),
      paths,
      tables: 1,
      tableBytes: 0,
    };
  }
  const columns = columnsRead(
    ["eventtime", "eventid", ...fields, ...predicates.flatMap(fieldsIn)],
    source,
  );
  const union = tables.flatMap(({ name, account }, index) => [
    ...(index === 0 ? [] : ["union all"]),
    `select ${[...columns, ...filed.map((each) => `${each.sqlIn(account)} as ${each.name}`)].join(", ")}`,
    `from ${name}`,
    ...whereLines(ofPartitions(account)),
  ]);
  return {
    from: [...nested(union), ...whereLines(ofRows)],
    filed: filed.map(({ name }) => name),
    paths,
    tables: tables.length,
    tableBytes: linesBytes(union),
  };
}
