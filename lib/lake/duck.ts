import { type DuckDBConnection, DuckDBInstance, type Json } from "@duckdb/node-api";

/** The part of DuckDB that an import needs: statements, rows, and an end. */
export type Duck = {
  readonly run: (sql: string) => Promise<void>;
  readonly rows: (sql: string) => Promise<Json[][]>;
  /** Two independent connections, for two statements at a time. */
  readonly lanes: readonly Pick<Duck, "run">[];
  readonly close: () => void;
};

const overConnection = (connection: DuckDBConnection): Pick<Duck, "run" | "rows"> => ({
  run: async (sql) => {
    await connection.run(sql);
  },
  rows: async (sql) => (await connection.runAndReadAll(sql)).getRowsJson(),
});

/**
 * Opens a DuckDB in memory that spills to `scratch`.
 * @param memoryMb what DuckDB may use; the process needs some 500 MB on top
 */
export const openDuck = async (memoryMb: number, scratch: string): Promise<Duck> => {
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${memoryMb}MB`,
    threads: "2",
    temp_directory: scratch,
    partitioned_write_max_open_files: "1000",
  });
  const connections = [await instance.connect(), await instance.connect()] as const;
  return {
    ...overConnection(connections[0]),
    lanes: connections.map(overConnection),
    close: () => {
      for (const connection of connections) connection.closeSync();
      instance.closeSync();
    },
  };
};
