import { type DuckDBConnection, DuckDBInstance, type Json } from "@duckdb/node-api";

/** One connection. */
export type Lane = {
  readonly run: (sql: string) => Promise<void>;
  readonly rows: (sql: string) => Promise<Json[][]>;
};

/** The part of DuckDB that an import needs: statements, rows, and an end. */
export type Duck = Lane & {
  /**
   * Does tasks two at a time, each on one thread: two statements that share nothing do more than
   * one statement on two threads.
   */
  readonly each: <T>(
    tasks: readonly T[],
    work: (task: T, lane: Lane) => Promise<void>,
  ) => Promise<void>;
  readonly close: () => void;
};

const overConnection = (connection: DuckDBConnection): Lane => ({
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
    // No step relies on the order of rows, and keeping it doubles the work of a load.
    preserve_insertion_order: "false",
  });
  const connections = [await instance.connect(), await instance.connect()] as const;
  const main = overConnection(connections[0]);
  return {
    ...main,
    each: async (tasks, work) => {
      let next = 0;
      const drive = async (lane: Lane): Promise<void> => {
        for (let task = tasks[next++]; task !== undefined; task = tasks[next++])
          await work(task, lane);
      };
      await main.run("SET threads = 1");
      await Promise.all(connections.map(overConnection).map(drive));
      await main.run("SET threads = 2");
    },
    close: () => {
      for (const connection of connections) connection.closeSync();
      instance.closeSync();
    },
  };
};
