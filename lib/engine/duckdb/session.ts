/** The embedded database of the DuckDB engine: its settings, its macros, its connections. */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { TRINO_MACROS } from "./trino-macros";

/** The schema of the tables that hold results. */
export const RESULT_SCHEMA = "results";

export type DuckDbSession = {
  readonly main: DuckDBConnection;
  /** Lends a run its own connection, so that it can be interrupted alone. */
  readonly borrow: () => Promise<DuckDBConnection>;
  /** Returns one for the next run. */
  readonly release: (connection: DuckDBConnection) => void;
};

/** Whether a text is exactly one statement, by DuckDB's own reading. */
export function isOneStatement(connection: DuckDBConnection, sql: string): Promise<boolean> {
  // Empty text, and text that is not SQL, is an error.
  return connection.extractStatements(sql).then(
    ({ count }) => count === 1,
    () => false,
  );
}

export type DuckDbSettings = {
  readonly memoryLimitMb: number;
  /** The folder for what does not fit into memory. */
  readonly spillDir: string;
  /** Threads that all statements share; by default as many as there are processors. */
  readonly threads?: number;
};

/** Opens a database in memory that divides, and extracts, as Trino does. */
export async function openSession(settings: DuckDbSettings): Promise<DuckDbSession> {
  const { memoryLimitMb, spillDir, threads } = settings;
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${memoryLimitMb}MiB`,
    temp_directory: spillDir,
    ...(threads === undefined ? {} : { threads: String(threads) }),
  });
  const free: DuckDBConnection[] = [];
  const main = await instance.connect();
  await main.run("set global integer_division = true");
  // "Failed to cast expression to type": DuckDB 1.5's new optimizer breaks on the numbered copies of
  // a table whose columns are fields of structs.
  await main.run("set global disabled_optimizers = 'top_n_window_elimination'");
  await main.run(`create schema ${RESULT_SCHEMA}`);
  for (const macro of TRINO_MACROS) await main.run(macro);
  return {
    main,
    borrow: async () => {
      const known = free.pop();
      if (known) return known;
      const connection = await instance.connect();
      await connection.run("set enable_progress_bar = true");
      await connection.run("set enable_progress_bar_print = false");
      return connection;
    },
    release: (connection) => free.push(connection),
  };
}
