/** DuckDB behind the catalogue: plans statements and writes their results. */
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance, DuckDBTypeId } from "@duckdb/node-api";
import { TRINO_MACROS } from "@/lib/engine/duckdb/trino-macros";
import { lakePaths } from "@/lib/lake/store/lake-paths";
import type { LakePartition } from "@/lib/lake/types";
import { identifier, literal } from "@/queries/literal";
import {
  type CatalogTable,
  DATABASE,
  DATABASES,
  type TableParameters,
  tablesOf,
} from "./catalogue";
import { type ColumnType, cellText, columnType } from "./cell-text";
import type { TextRow } from "./csv";
import { openLakeTables } from "./lake-tables";
import { busiest, makeLake, placesOf } from "./lake-view";
import { isArchived, type LogObject, type Storage } from "./log-objects";
import { type FilePlan, folderOf, planFiles } from "./partition-files";
import { type ResultFile, writeResult } from "./result-file";
import { openSlots } from "./slots";
import type { Statement } from "./statement";

export type ResultColumn = ColumnType & { readonly Name: string };
export type QueryResult = { readonly columns: readonly ResultColumn[]; readonly file: ResultFile };

export type QueryEngine = {
  readonly tables: readonly CatalogTable[];
  readonly plan: (statement: Statement) => Promise<FilePlan>;
  /** @throws with DuckDB's message, also when the signal interrupts */
  readonly run: (query: {
    readonly sql: string;
    readonly statement: Statement;
    readonly database: string;
    readonly plan: FilePlan;
    readonly path: string;
    readonly signal: AbortSignal;
  }) => Promise<QueryResult>;
  /** The trail's bucket. */
  readonly objects: () => readonly LogObject[];
  readonly store: (storage: Storage) => void;
  /** Reads what was delivered since; tables keep the accounts and Regions they were made with. */
  readonly refresh: () => Promise<void>;
  readonly close: () => void;
};

const INTERRUPT_EVERY_MS = 20;
const SETTINGS = [
  "set global integer_division = true",
  "set global TimeZone = 'UTC'",
  // A month is hundreds of files, and each statement would read what is in them again.
  "set global parquet_metadata_cache = true",
  "attach ':memory:' as awsdatacatalog",
  ...DATABASES.map((name) => `create schema awsdatacatalog.${identifier(name)}`),
];

const textList = (texts: readonly string[]): string =>
  `[${texts.map(literal).join(", ")}]::varchar[]`;

const bindFiles = (
  connection: DuckDBConnection,
  globs: readonly string[],
  hasRows: boolean,
  archived: readonly string[],
) =>
  connection.run(
    `set variable lake_files = ${textList(globs)};
     set variable lake_archived = ${textList(archived)};
     set variable lake_rows = ${hasRows}`,
  );

/** Makes the catalogue's tables as views over a lake; those over files take their columns from `globs`. */
async function makeViews(
  connection: DuckDBConnection,
  partitions: readonly LakePartition[],
  globs: readonly string[],
  parameters: TableParameters,
): Promise<readonly CatalogTable[]> {
  const { accounts, regions, home } = placesOf(partitions);
  const tables = tablesOf(accounts, regions, home, parameters);
  await bindFiles(connection, globs, true, []);
  await makeLake(connection, globs.length > 0);
  await connection.run(`use awsdatacatalog.${DATABASE}`);
  for (const { name, duckdb } of tables) {
    await connection.run(`create view ${identifier(name)} as ${duckdb}`);
  }
  return tables;
}

/** Opens DuckDB with the catalogue over a lake. */
export async function openQueryEngine(
  lake: string,
  slots: number,
  bytesFactor: number,
  parameters: TableParameters,
): Promise<QueryEngine> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1", memory_limit: "1GiB" });
  const main = await instance.connect();
  for (const setting of SETTINGS) await main.run(setting);
  const keeping = await instance.connect();
  const lakeTables = await openLakeTables(keeping, lake, bytesFactor);
  const partitions = lakeTables.partitions();
  const most = busiest(partitions);
  const globOf = (folder: string) => join(lakePaths(lake).events, folder, "*.parquet");
  // A statement that reads no file is bound to some files as well.
  const anyGlobs = most === null ? [] : [globOf(folderOf(most))];
  const setUp = await instance.connect();
  const tables = await makeViews(setUp, partitions, anyGlobs, parameters);
  for (const macro of TRINO_MACROS) {
    for (const database of DATABASES) {
      await setUp.run(`use awsdatacatalog.${identifier(database)}`);
      await setUp.run(macro);
    }
  }
  setUp.closeSync();
  const withSlot = openSlots(slots);

  const run: QueryEngine["run"] = async ({ sql, statement, database, plan, path, signal }) => {
    const connection = await instance.connect();
    // An interrupt between two statements is lost, so it is repeated until the end.
    const interrupts = setInterval(() => {
      if (signal.aborted) connection.interrupt();
    }, INTERRUPT_EVERY_MS);
    try {
      const globs = plan.folders.map(globOf);
      const archived = lakeTables
        .objects()
        .flatMap((each) => (isArchived(each) ? (each.file ?? []) : []));
      const hasRows = globs.length > 0;
      await bindFiles(connection, hasRows ? globs : anyGlobs, hasRows, archived);
      await connection.run(`use awsdatacatalog.${identifier(database)}`);
      await connection.run(`create temp table result as ${sql}`);
      signal.throwIfAborted();
      const names = (await columnNames(connection, sql)).map((name, index) =>
        statement.unnamed[index] ? `_col${index}` : name.toLowerCase(),
      );
      return await writeRows(connection, names, sql.includes("$path"), path);
    } finally {
      clearInterval(interrupts);
      connection.closeSync();
    }
  };

  return {
    tables,
    objects: lakeTables.objects,
    store: lakeTables.store,
    refresh: lakeTables.refresh,
    plan: (statement) => planFiles(main, tables, statement),
    run: (query) => withSlot(() => run(query), query.signal),
    close: () => {
      keeping.closeSync();
      main.closeSync();
      instance.closeSync();
    },
  };
}

/** The names of a result's columns. A table renames the second `a` to `a_1`; a statement does not. */
async function columnNames(connection: DuckDBConnection, sql: string): Promise<readonly string[]> {
  const names = (await connection.runAndReadAll("select * from result limit 0")).columnNames();
  if (!names.some((name) => /_\d+$/.test(name))) return names;
  // Only where a name may be such a one: to plan a statement again costs as much as to run it.
  const prepared = await connection.prepare(sql);
  const own = names.map((_, index) => prepared.columnName(index));
  prepared.destroySync();
  return own;
}

/** Writes a connection's result. `select *` does not include Athena's hidden column. */
async function writeRows(
  connection: DuckDBConnection,
  names: readonly string[],
  keepsPath: boolean,
  path: string,
): Promise<QueryResult> {
  const described = await connection.runAndReadAll("select * from result limit 0");
  const types = described.columnTypes();
  const kept = described.columnNames().flatMap((column, index) => {
    const type = types[index];
    const name = names[index] ?? column;
    return type && (keepsPath || name !== "$path") ? [{ column, name, type }] : [];
  });
  // The driver removes a byte order mark at the start of a text, so each is read behind a letter.
  const selection = kept.map(({ column, type }) =>
    type.typeId === DuckDBTypeId.VARCHAR ? `'|' || ${identifier(column)}` : identifier(column),
  );
  const result = await connection.stream(
    `select ${selection.join(", ")} from result order by rowid`,
  );
  async function* batches(): AsyncIterable<readonly TextRow[]> {
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
      yield chunk.getRows().map((row) =>
        kept.map(({ type }, index) => {
          const text = cellText(row[index], type);
          return type.typeId === DuckDBTypeId.VARCHAR ? (text?.slice(1) ?? null) : text;
        }),
      );
    }
  }
  const header = kept.map(({ name }) => name);
  const file = await writeResult(path, header, batches());
  return { columns: kept.map(({ name, type }) => ({ Name: name, ...columnType(type) })), file };
}
