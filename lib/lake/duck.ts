import { type DuckDBConnection, DuckDBInstance, type Json } from "@duckdb/node-api";

/** A way to give statements to DuckDB. */
export type Lane = {
  readonly run: (sql: string) => Promise<void>;
  readonly rows: (sql: string) => Promise<Json[][]>;
};

/** Statements that run at a time: one more than two processors, for while one waits for a disk. */
export const LANES = 3;

/**
 * The part of DuckDB that an import needs. A few statements run at a time, each on one thread: two
 * that share nothing do more than one on two threads. Others wait for their turn.
 */
export type Duck = Lane & {
  /** The same for statements that let all others go before. */
  readonly behind: Lane;
  /** Adds rows to a table; many are quicker so than as the text of a statement. */
  readonly append: (
    table: string,
    rows: readonly (readonly (string | number | null)[])[],
  ) => Promise<void>;
  readonly close: () => void;
};

/** Waits for all, and only then throws what one of them threw: nothing of it still runs. */
export const allEnded = async <T>(promises: readonly Promise<T>[]): Promise<T[]> => {
  await Promise.allSettled(promises);
  return Promise.all(promises);
};

/** Lends connections, to those that wait in `first` before those that wait in `behind`. */
const lend = (connections: readonly DuckDBConnection[]) => {
  type Waiting = ((connection: DuckDBConnection) => void)[];
  const free = [...connections];
  const first: Waiting = [];
  const behind: Waiting = [];
  const giveBack = (connection: DuckDBConnection): void => {
    const next = first.shift() ?? behind.shift();
    if (next === undefined) free.push(connection);
    else next(connection);
  };
  const borrowFrom =
    (waiting: Waiting) =>
    async <T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> => {
      const connection =
        free.pop() ?? (await new Promise<DuckDBConnection>((take) => waiting.push(take)));
      try {
        return await work(connection);
      } finally {
        giveBack(connection);
      }
    };
  return { first: borrowFrom(first), behind: borrowFrom(behind) };
};

const laneOver = (borrow: ReturnType<typeof lend>["first"]): Lane => ({
  run: (sql) =>
    borrow(async (connection) => {
      await connection.run(sql);
    }),
  rows: (sql) => borrow(async (connection) => (await connection.runAndReadAll(sql)).getRowsJson()),
});

/**
 * Opens a DuckDB in memory that spills to `scratch`.
 * @param memoryMb what DuckDB may use; the process needs some 500 MB on top
 */
export const openDuck = async (memoryMb: number, scratch: string): Promise<Duck> => {
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${memoryMb}MB`,
    threads: "1",
    temp_directory: scratch,
    partitioned_write_max_open_files: "1000",
    // No step relies on the order of rows, and keeping it doubles the work of a load.
    preserve_insertion_order: "false",
  });
  const connections: DuckDBConnection[] = [];
  while (connections.length < LANES) connections.push(await instance.connect());
  const { first, behind } = lend(connections);
  return {
    ...laneOver(first),
    behind: laneOver(behind),
    append: (table, rows) =>
      first(async (connection) => {
        const appender = await connection.createAppender(table);
        for (const row of rows) {
          for (const value of row) {
            if (value === null) appender.appendNull();
            else if (typeof value === "number") appender.appendInteger(value);
            else appender.appendVarchar(value);
          }
          appender.endRow();
        }
        appender.closeSync();
      }),
    close: () => {
      for (const connection of connections) connection.closeSync();
      instance.closeSync();
    },
  };
};
