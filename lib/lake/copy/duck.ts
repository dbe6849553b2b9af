/** The DuckDB of an import, with its connections. */
import { type DuckDBConnection, DuckDBInstance, type Json } from "@duckdb/node-api";

/** Runs statements in DuckDB. */
export type Lane = {
  /** Gives the number of rows that the statement wrote. */
  readonly run: (sql: string) => Promise<number>;
  readonly rows: (sql: string) => Promise<Json[][]>;
};

/** Statements that run at a time: one more than two processors, for while one waits for a disk. */
const LANES = 3;

/**
 * The part of DuckDB that an import needs. A few statements run at a time, each on one thread: two
 * that share nothing do more than one on two threads. Others wait for their turn.
 */
export type Duck = Lane & {
  /** The same for many plain statements, that let all others go before and are carried out as written. */
  readonly behind: Lane;
  /** Adds rows to a table; many are quicker so than as the text of a statement. */
  readonly append: (
    table: string,
    rows: readonly (readonly (string | number | null)[])[],
  ) => Promise<void>;
  readonly close: () => void;
};

/** Waits for all, and only then throws what one of them threw: nothing of it still runs. */
export async function allEnded<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

/** Works on all items, on as many at a time as there are lanes; each is prepared while others run. */
export async function inLanes<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      const item = items[index];
      if (item !== undefined) await work(item, index);
    }
  };
  await allEnded(Array.from({ length: LANES }, lane));
}

/** Two connections, of which one is in use at a time. */
type Pair = { readonly first: DuckDBConnection; readonly behind: DuckDBConnection };

/** Lends connections, to those that wait in `first` before those that wait in `behind`. */
function lend(pairs: readonly Pair[]) {
  type Waiting = ((pair: Pair) => void)[];
  const free = [...pairs];
  const waiting: Record<keyof Pair, Waiting> = { first: [], behind: [] };
  const release = (pair: Pair): void => {
    const next = waiting.first.shift() ?? waiting.behind.shift();
    if (next === undefined) free.push(pair);
    else next(pair);
  };
  return (turn: keyof Pair) =>
    async <T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> => {
      const pair = free.pop() ?? (await new Promise<Pair>((take) => waiting[turn].push(take)));
      try {
        return await work(pair[turn]);
      } finally {
        release(pair);
      }
    };
}

const laneOver = (borrow: ReturnType<ReturnType<typeof lend>>): Lane => ({
  run: (sql) => borrow(async (connection) => (await connection.run(sql)).rowsChanged),
  rows: (sql) => borrow(async (connection) => (await connection.runAndReadAll(sql)).getRowsJson()),
});

/**
 * Opens a DuckDB in memory that spills to `scratch`.
 * @param memoryMb what DuckDB may use; the process needs some 500 MB on top
 */
export async function openDuck(memoryMb: number, scratch: string): Promise<Duck> {
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${memoryMb}MB`,
    threads: "1",
    temp_directory: scratch,
    partitioned_write_max_open_files: "1000",
    // No step relies on the order of rows, and keeping it doubles the work of a load.
    preserve_insertion_order: "false",
  });
  const pairs: Pair[] = [];
  while (pairs.length < LANES) {
    const pair = { first: await instance.connect(), behind: await instance.connect() };
    // It takes 0.5 ms of a statement, and does nothing for one that copies logs.
    await pair.behind.run("pragma disable_optimizer");
    pairs.push(pair);
  }
  const borrow = lend(pairs);
  const first = borrow("first");
  return {
    ...laneOver(first),
    behind: laneOver(borrow("behind")),
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
      for (const pair of pairs) for (const each of Object.values(pair)) each.closeSync();
      instance.closeSync();
    },
  };
}
