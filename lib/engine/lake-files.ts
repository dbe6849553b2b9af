/** The lake's files as a run sees them: only those of the partitions that its SQL names. */
import path from "node:path";
import { identifier, literal } from "@/queries/literal";
import type { DuckDbSession } from "./duckdb-session";

export const PARTITION_COLUMNS = ["account", "region", "year", "month", "day"] as const;

/** One partition of the lake and its files, with their paths below the lake's events. */
export type DuckDbPartition = Readonly<Record<(typeof PARTITION_COLUMNS)[number], string>> & {
  readonly parquet: readonly { readonly path: string; readonly bytes: number }[];
};

export type SelectedFiles = { readonly bytes: number; readonly files: readonly string[] };

const fileRows = (partition: DuckDbPartition): readonly string[] => {
  const values = PARTITION_COLUMNS.map((column) => literal(partition[column])).join(", ");
  return partition.parquet.map(
    ({ path: file, bytes }) => `(${values}, ${Math.round(bytes)}, ${literal(file)})`,
  );
};

/**
 * Selects files by conditions on their partition's columns, one for each table that a statement
 * reads. They are held as a table of the database, made anew only when the list is another one.
 */
export function fileSelector({
  main,
}: DuckDbSession): (
  partitions: readonly DuckDbPartition[],
  conditions: readonly string[],
) => Promise<SelectedFiles> {
  const columns = PARTITION_COLUMNS.map((column) => `${column} varchar`).join(", ");
  const write = async (partitions: readonly DuckDbPartition[]) => {
    await main.run(`create or replace table files (${columns}, bytes bigint, path varchar)`);
    const rows = partitions.flatMap(fileRows);
    if (rows.length > 0) await main.run(`insert into files values ${rows.join(", ")}`);
  };
  let held: {
    readonly partitions: readonly DuckDbPartition[];
    readonly written: Promise<void>;
  } | null = null;
  return async (partitions, conditions) => {
    if (held?.partitions !== partitions) held = { partitions, written: write(partitions) };
    await held.written;
    const selects = conditions.map(
      (condition) => `select path, bytes::double as bytes from files where ${condition}`,
    );
    const rows = (await main.runAndReadAll(selects.join(" union all "))).getRows();
    return {
      bytes: rows.reduce((sum, row) => sum + Number(row[1]), 0),
      files: [...new Set(rows.map((row) => String(row[0])))],
    };
  };
}

/**
 * A statement over files of the lake, which it knows by a table's name, with Athena's hidden column
 * for the log file that an event came in. DuckDB would prune a view over the whole lake as well,
 * but only after it has listed all of its folders, and it would read files of a batch that an
 * import has not completed; and a view's files are looked up twice, when it is made and when it is
 * read. Without files the table has no rows; `anyFile` gives it its columns.
 */
export function overFiles(
  sql: string,
  table: string,
  eventsDir: string,
  files: readonly string[],
  anyFile: string,
): string {
  const read = files.length === 0 ? [anyFile] : files;
  const paths = read.map((file) => literal(path.join(eventsDir, file)));
  const types = PARTITION_COLUMNS.map((column) => `${column}: varchar`).join(", ");
  const events = `${identifier(table)} as not materialized (
    select *, sourcefile as "$path"
    from read_parquet([${paths.join(", ")}], hive_partitioning = true, hive_types = {${types}})
    ${files.length === 0 ? "where false" : ""})`;
  const [, own] = /^with\s+([\s\S]*)$/i.exec(sql) ?? [];
  return own === undefined ? `with ${events} ${sql}` : `with ${events}, ${own}`;
}
