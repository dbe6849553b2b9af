/** Which log files a statement reads: the partitions that its conditions select. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { translate } from "@/lib/engine/translate";
import { readLake } from "@/lib/lake/catalogue";
import type { LakePartition } from "@/lib/lake/types";
import { identifier, literal } from "@/queries/literal";
import type { CatalogTable } from "./catalogue";
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

export const folderOf = (partition: LakePartition): string =>
  ["account", "region", "year", "month", "day"]
    .map((column) => `${column}=${partition[column as "account" | "region"]}`)
    .join("/");

export type FilePlan = {
  readonly tables: readonly string[];
  readonly conditions: readonly string[];
  /** A partitioned table is read without a condition on a partition key. */
  readonly isUnpruned: boolean;
  readonly bytes: number;
  readonly folders: readonly string[];
};

/** Holds the lake's partitions as a table, so that conditions can be asked of it. */
export async function holdPartitions(main: DuckDBConnection, lake: string) {
  const read = await readLake(lake);
  if (!read.ok) throw new Error(read.failure.message);
  const { partitions } = read.value;
  const columns = Object.keys(KEYS).map((name) => `${identifier(name)} varchar`);
  await main.run(
    `create table main.partitions (${columns.join(", ")}, bytes double, folder varchar)`,
  );
  const rows = partitions.map((partition) => {
    const keys = Object.values(KEYS).map((value) => literal(value(partition)));
    return `(${keys.join(", ")}, ${partition.bytes}, ${literal(folderOf(partition))})`;
  });
  if (rows.length > 0) await main.run(`insert into main.partitions values ${rows.join(", ")}`);
  return partitions;
}

/** The partition keys that conditions on a table may name; a view's are those of its tables. */
function keysOf(table: CatalogTable, tables: readonly CatalogTable[]): ReadonlySet<string> {
  const { view } = table;
  const inside = view === undefined ? [table] : tables.filter(({ name }) => view.includes(name));
  return new Set(inside.flatMap(({ partitionKeys }) => partitionKeys.map(({ name }) => name)));
}

/** Plans the files of a statement. A condition that cannot be asked of partitions selects all. */
export async function planFiles(
  main: DuckDBConnection,
  tables: readonly CatalogTable[],
  sql: string,
  statement: Statement,
): Promise<FilePlan> {
  const conditionAt = (index: number, keys: ReadonlySet<string>): string => {
    const translated = translate(sql, keys);
    return translated.ok ? (translated.value.partitionConditions[index] ?? "") : "";
  };
  const known = (read: TableRead) =>
    statement.commonTables.has(read.table)
      ? undefined
      : tables.find(({ name }) => name === read.table);
  const reads = statement.reads.map((read, index) => ({ read, index: index as number | null }));
  const joined = statement.joined.map((read) => ({ read, index: null }));
  const found = [...reads, ...joined].flatMap(({ read, index }) => {
    const table = known(read);
    if (!table) return [];
    const keys = keysOf(table, tables);
    const condition = index === null || keys.size === 0 ? "" : conditionAt(index, keys);
    return [{ table, keys, condition, alias: read.alias }];
  });
  const selected = await Promise.all(
    found.map(async ({ table, condition, alias }) => {
      const own = table.account === undefined ? "true" : `account = ${literal(table.account)}`;
      const ask = (where: string) =>
        main.runAndReadAll(
          `select folder, bytes from (select * from main.partitions where ${own}) as ${identifier(alias)} where ${where}`,
        );
      const reader = await ask(condition || "true").catch(() => ask("true"));
      return reader.getRows().map(([folder, bytes]) => [String(folder), Number(bytes)] as const);
    }),
  );
  const files = selected.flat();
  return {
    tables: found.map(({ table }) => table.name),
    conditions: found.map(({ condition }) => condition),
    isUnpruned: found.some(({ keys, condition }) => keys.size > 0 && condition === ""),
    bytes: files.reduce((sum, [, bytes]) => sum + bytes, 0),
    folders: [...new Set(files.map(([folder]) => folder))],
  };
}
