/** The embedded database behind the DuckDB engine: its settings, the lake's view, its arithmetic. */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { identifier, literal } from "@/queries/literal";
import { TRINO_MACROS } from "./translate";

export const PARTITION_COLUMNS = ["account", "region", "year", "month", "day"] as const;

/** One partition of the lake and the size of its files. */
export type DuckDbPartition = Readonly<Record<(typeof PARTITION_COLUMNS)[number], string>> & {
  readonly bytes: number;
};

export type DuckDbSession = {
  readonly main: DuckDBConnection;
  /** A connection of a run's own, so that it can be interrupted alone. */
  readonly connect: () => Promise<DuckDBConnection>;
};

/** Opens a database in memory that divides, and extracts, as Trino does; it spills into a folder. */
export async function openSession(memoryLimitMb: number, spillDir: string): Promise<DuckDbSession> {
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${memoryLimitMb}MiB`,
    temp_directory: spillDir,
  });
  const main = await instance.connect();
  await main.run("set global integer_division = true");
  await main.run("create schema answers");
  for (const macro of TRINO_MACROS) await main.run(macro);
  return {
    main,
    connect: async () => {
      const connection = await instance.connect();
      await connection.run("set enable_progress_bar = true");
      await connection.run("set enable_progress_bar_print = false");
      return connection;
    },
  };
}

/**
 * Makes the lake's files readable under a table's name, with Athena's hidden column for the log file
 * that an event came in. Not at opening: DuckDB binds the view to files.
 */
export async function bindLake(
  { main }: DuckDbSession,
  table: string,
  glob: string,
): Promise<void> {
  const types = PARTITION_COLUMNS.map((column) => `${column}: varchar`).join(", ");
  await main.run(
    `create view if not exists ${identifier(table)} as
     select *, sourcefile as "$path" from read_parquet(${literal(glob)}, hive_partitioning = true, hive_types = {${types}})`,
  );
}

const partitionRow = (partition: DuckDbPartition): string => {
  const values = PARTITION_COLUMNS.map((column) => literal(partition[column]));
  return `(${values.join(", ")}, ${Math.round(partition.bytes)})`;
};

/** Keeps the lake's partitions as a table, made anew only when the list is another one. */
export function partitionSizes({
  main,
}: DuckDbSession): (
  partitions: readonly DuckDbPartition[],
  conditions: readonly string[],
) => Promise<number> {
  const columns = PARTITION_COLUMNS.map((column) => `${column} varchar`).join(", ");
  const write = async (partitions: readonly DuckDbPartition[]) => {
    await main.run(`create or replace table partitions (${columns}, bytes bigint)`);
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
    const sums = conditions.map(
      (condition) => `select sum(bytes) as bytes from partitions where ${condition}`,
    );
    const reader = await main.runAndReadAll(
      `select coalesce(sum(bytes), 0)::double from (${sums.join(" union all ")})`,
    );
    return Number(reader.getRows()[0]?.[0] ?? 0);
  };
}
