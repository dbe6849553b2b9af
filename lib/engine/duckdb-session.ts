/** The embedded database behind the DuckDB engine: its settings, the lake's view, its arithmetic. */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { TRINO_MACROS } from "./translate";

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
  // "Failed to cast expression to type": DuckDB 1.5's new optimizer breaks on the numbered copies of
  // a table whose columns are fields of structs.
  await main.run("set global disabled_optimizers = 'top_n_window_elimination'");
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
