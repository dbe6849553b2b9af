/** Which log files a statement reads: the partitions that its conditions select. */
import { DOUBLE, type DuckDBConnection, DuckDBDataChunk, VARCHAR } from "@duckdb/node-api";
import type { LakePartition } from "@/lib/lake/types";
import { identifier, literal } from "@/queries/literal";
import type { CatalogTable } from "./catalogue";
import { type LogObject, pathOf } from "./log-objects";
import type { Statement, TableRead } from "./statement";

/** A partition key under every name that a layout gives it. */
const KEYS: Readonly<Record<string, (partition: LakePartition) => string>> = {
  account: ({ account }) => account,
  region: ({ region }) => region,
  year: ({ year }) => year,
  month: ({ month }) => month,
  day: ({ day }) => day,
  timestamp: ({ year, month, day }) => `${year}/${month}/${day}`,
  account_partition: ({ account }) => account,
  region_partition: ({ region }) => region,
  date_partition: ({ year, month, day }) => `${year}/${month}/${day}`,
};

const FOLDERS = ["account", "region", "year", "month", "day"] as const;

/** The folder of a partition's files, below the lake's events. */
export function folderOf(partition: LakePartition): string {
  return FOLDERS.map((column) => `${column}=${partition[column]}`).join("/");
}

export type FilePlan = {
  readonly tables: readonly string[];
  readonly conditions: readonly string[];
  /** A partitioned table is read without a condition on a partition key. */
  readonly isUnpruned: boolean;
  /** An injected partition key that a condition leaves open; null where there is none. */
  readonly unnamed: string | null;
  readonly bytes: number;
  readonly folders: readonly string[];
};

/** Makes a table of the partitions that have files, so that conditions can be run on it. */
export async function makePartitionTable(main: DuckDBConnection, objects: readonly LogObject[]) {
  const bytesOf = new Map<LakePartition, number>();
  for (const { partition, bytes } of objects)
    bytesOf.set(partition, (bytesOf.get(partition) ?? 0) + bytes);
  const columns = Object.keys(KEYS).map((name) => `${identifier(name)} varchar`);
  await main.run(
    `create or replace table main.partitions (${columns.join(", ")}, bytes double, folder varchar)`,
  );
  const rows = [...bytesOf].map(([partition, bytes]) => {
    const keys = Object.values(KEYS).map((value) => literal(value(partition)));
    return `(${keys.join(", ")}, ${bytes}, ${literal(folderOf(partition))})`;
  });
  if (rows.length > 0) await main.run(`insert into main.partitions values ${rows.join(", ")}`);
}

/** What DuckDB takes at a time. */
const CHUNK_ROWS = 2_048;

/** Makes a table of the log files, so that conditions on their paths can be run on it. */
export async function makeFileTable(main: DuckDBConnection, objects: readonly LogObject[]) {
  await main.run(
    `create or replace table main.files ("$path" varchar, bytes double, folder varchar)`,
  );
  const appender = await main.createAppender("files", "main");
  for (let from = 0; from < objects.length; from += CHUNK_ROWS) {
    const chunk = DuckDBDataChunk.create([VARCHAR, DOUBLE, VARCHAR]);
    const some = objects.slice(from, from + CHUNK_ROWS);
    chunk.setRows(some.map((each) => [pathOf(each), each.bytes, folderOf(each.partition)]));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  await main.run(
    `create or replace view main.partition_files as select p.* exclude (bytes), f."$path", f.bytes from main.partitions p join main.files f using (folder)`,
  );
}

/** The partition keys that conditions on a table may name; a view's are those of its tables. */
function keysOf(table: CatalogTable, tables: readonly CatalogTable[]): ReadonlySet<string> {
  const { view } = table;
  const inside = view === undefined ? [table] : tables.filter(({ name }) => view.includes(name));
  return new Set(inside.flatMap(({ partitionKeys }) => partitionKeys.map(({ name }) => name)));
}

type Found = {
  readonly table: CatalogTable;
  readonly keys: ReadonlySet<string>;
  readonly condition: string;
  /** The same with what is said of the files' paths. */
  readonly fileCondition: string;
  readonly alias: string;
};

/**
 * The partitions of each read, or their files. A condition that cannot be run on them selects
 * them all.
 */
async function select(
  main: DuckDBConnection,
  what: "partitions" | "partition_files",
  found: readonly Found[],
): Promise<readonly (readonly [folder: string, bytes: number])[]> {
  const selectOf = ({ table, condition, alias }: Found, usesCondition: boolean) => {
    const where = (usesCondition && condition) || "true";
    return `select folder, bytes from (select * from main.${what} where ${table.holds}) as ${identifier(alias)} where ${where}`;
  };
  const ask = async (usesCondition: boolean) => {
    const selects = found.map((each) => selectOf(each, usesCondition));
    return (await main.runAndReadAll(selects.join(" union all "))).getRows();
  };
  if (found.length === 0) return [];
  const rows = await ask(true).catch(() => ask(false));
  return rows.map(([folder, bytes]) => [String(folder), Number(bytes)] as const);
}

/** What a read says of some columns alone, as one condition; empty where it says nothing. */
const conditionOn = ({ conjuncts }: TableRead, columns: ReadonlySet<string>): string =>
  conjuncts
    .filter((part) => part.columns.length > 0 && part.columns.every((name) => columns.has(name)))
    .map(({ sql }) => sql)
    .join(" and ");

/** Injected keys that have no static value: neither `key = …` nor `key in (…)`. */
function unnamedIn({ table, condition }: Found): readonly string[] {
  const isNamed = (key: string) =>
    new RegExp(`\\b${key}"?\\s*(=\\s*'|in\\s*\\()`, "i").test(condition);
  return table.injected.filter((key) => !isNamed(key));
}

const PATH = "$path";

const total = (files: readonly (readonly [folder: string, bytes: number])[]): number =>
  files.reduce((sum, [, bytes]) => sum + bytes, 0);

/**
 * Plans the files of a statement: those of the partitions that it selects, less those that its
 * conditions on paths leave out. Rows are filtered by the statement itself.
 */
export async function planFiles(
  main: DuckDBConnection,
  tables: readonly CatalogTable[],
  statement: Statement,
): Promise<FilePlan> {
  const found = statement.reads.flatMap((read): Found[] => {
    if (statement.commonTables.has(read.table)) return [];
    const table = tables.find(({ name }) => name === read.table);
    if (!table) return [];
    const keys = keysOf(table, tables);
    const condition = conditionOn(read, keys);
    const fileCondition = conditionOn(read, new Set([...keys, PATH]));
    return [{ table, keys, condition, fileCondition, alias: read.alias }];
  });
  const partitions = await select(main, "partitions", found);
  const namesPaths = found.some(({ condition, fileCondition }) => condition !== fileCondition);
  const files = namesPaths
    ? await select(
        main,
        "partition_files",
        found.map((each) => ({ ...each, condition: each.fileCondition })),
      )
    : partitions;
  return {
    tables: found.map(({ table }) => table.name),
    conditions: found.map(({ condition }) => condition),
    unnamed: found.flatMap(unnamedIn)[0] ?? null,
    isUnpruned: found.some(({ keys, condition }) => keys.size > 0 && condition === ""),
    bytes: total(files),
    folders: [...new Set(partitions.map(([folder]) => folder))],
  };
}
