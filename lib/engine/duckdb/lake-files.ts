/** The lake's files as a run sees them: only those of the partitions that its plan selects. */
import path from "node:path";
import { literal } from "@/queries/literal";
import { type PartitionPlan, selector } from "@/queries/partitions";
import { withTable } from "./with-table";

export const PARTITION_COLUMNS = ["account", "region", "year", "month", "day"] as const;

/** One partition of the lake and its files, with their paths below the lake's events. */
export type DuckDbPartition = Readonly<Record<(typeof PARTITION_COLUMNS)[number], string>> & {
  readonly parquet: readonly { readonly path: string; readonly bytes: number }[];
};

/** The files of the partitions that a plan selects, and their bytes. */
export function selectFiles(
  partitions: readonly DuckDbPartition[],
  plan: PartitionPlan,
): { readonly files: readonly string[]; readonly bytes: number } {
  const isSelected = selector(plan);
  const parquet = partitions
    .filter(({ account, region, year, month, day }) =>
      isSelected({ account, region, ms: Date.UTC(Number(year), Number(month) - 1, Number(day)) }),
    )
    .flatMap((partition) => partition.parquet);
  return {
    files: parquet.map((file) => file.path),
    bytes: parquet.reduce((sum, file) => sum + file.bytes, 0),
  };
}

/**
 * A statement over files of the lake, which it reads as a table, with Athena's hidden column for the
 * log file of an event. DuckDB would prune a view over the whole lake as well,
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
  const events = `select *, sourcefile as "$path"
    from read_parquet([${paths.join(", ")}], hive_partitioning = true, hive_types = {${types}})
    ${files.length === 0 ? "where false" : ""}`;
  return withTable(table, events, sql);
}
