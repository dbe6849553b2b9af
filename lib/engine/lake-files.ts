/** The lake's files as a run sees them: only those of the partitions that its SQL names. */
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { identifier, literal } from "@/queries/literal";
import type { DuckDbSession } from "./duckdb-session";

export const PARTITION_COLUMNS = ["account", "region", "year", "month", "day"] as const;

/** One partition of the lake and the size of its files. */
export type DuckDbPartition = Readonly<Record<(typeof PARTITION_COLUMNS)[number], string>> & {
  readonly bytes: number;
};

export type SelectedFiles = { readonly bytes: number; readonly folders: readonly string[] };

/** Where a partition's files lie, below the lake's events. */
export const folderOf = (partition: DuckDbPartition): string =>
  PARTITION_COLUMNS.map((column) => `${column}=${partition[column]}`).join("/");

const partitionRow = (partition: DuckDbPartition): string => {
  const values = PARTITION_COLUMNS.map((column) => literal(partition[column]));
  return `(${values.join(", ")}, ${Math.round(partition.bytes)}, ${literal(folderOf(partition))})`;
};

/**
 * Selects partitions by conditions on their columns, one for each table that a statement reads.
 * They are held as a table of the database, made anew only when the list is another one.
 */
export function partitionSelector({
  main,
}: DuckDbSession): (
  partitions: readonly DuckDbPartition[],
  conditions: readonly string[],
) => Promise<SelectedFiles> {
  const columns = PARTITION_COLUMNS.map((column) => `${column} varchar`).join(", ");
  const write = async (partitions: readonly DuckDbPartition[]) => {
    await main.run(`create or replace table partitions (${columns}, bytes bigint, folder varchar)`);
    if (partitions.length === 0) return;
    await main.run(`insert into partitions values ${partitions.map(partitionRow).join(", ")}`);
  };
  let held: {
    readonly partitions: readonly DuckDbPartition[];
    readonly written: Promise<void>;
  } | null = null;
  return async (partitions, conditions) => {
    if (held?.partitions !== partitions) held = { partitions, written: write(partitions) };
    await held.written;
    const selects = conditions.map(
      (condition) => `select folder, bytes::double as bytes from partitions where ${condition}`,
    );
    const rows = (await main.runAndReadAll(selects.join(" union all "))).getRows();
    return {
      bytes: rows.reduce((sum, row) => sum + Number(row[1]), 0),
      folders: [...new Set(rows.map((row) => String(row[0])))],
    };
  };
}

/**
 * Makes folders of the lake readable on one connection under a table's name, with Athena's hidden
 * column for the log file that an event came in. DuckDB would prune a view over the whole lake as
 * well, but only after it has listed all of its folders. Without folders the table has no rows;
 * `anyFolder` gives it its columns.
 */
export async function bindFiles(
  connection: DuckDBConnection,
  table: string,
  eventsDir: string,
  folders: readonly string[],
  anyFolder: string,
): Promise<void> {
  const read = folders.length === 0 ? [anyFolder] : folders;
  const globs = read.map((folder) => literal(path.join(eventsDir, folder, "*.parquet")));
  const types = PARTITION_COLUMNS.map((column) => `${column}: varchar`).join(", ");
  await connection.run(
    `create or replace temp view ${identifier(table)} as
     select *, sourcefile as "$path"
     from read_parquet([${globs.join(", ")}], hive_partitioning = true, hive_types = {${types}})
     ${folders.length === 0 ? "where false" : ""}`,
  );
}
