/** A lake in a bare DuckDB, as a user would open it. */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { TRINO_MACROS } from "@/lib/engine/duckdb/trino-macros";
import { lakeSource } from "@/lib/lake/lake-source";
import { eventsGlob } from "@/lib/lake/store/catalogue";
import { literal } from "@/queries/literal";

/** The memory that the engine has by default. */
const MEMORY = "2048MiB";

const PARTITION_COLUMNS = lakeSource.layout.columns.map(({ name }) => name);

/** Opens a lake's files as the view `cloudtrail`. */
export async function openBareLake(lake: string): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: MEMORY });
  const connection = await instance.connect();
  await connection.run("set integer_division = true");
  for (const macro of TRINO_MACROS) await connection.run(macro);
  const types = PARTITION_COLUMNS.map((name) => `${name}: varchar`).join(", ");
  await connection.run(
    `create view cloudtrail as select * from read_parquet(${literal(eventsGlob(lake))},
     hive_partitioning = true, hive_types = {${types}})`,
  );
  return connection;
}

/** How many of a lake's files a statement opens, by DuckDB's own plan. */
export async function filesScanned(
  bare: DuckDBConnection,
  sql: string,
  ofFiles: number,
): Promise<number> {
  const explained = await bare.runAndReadAll(`explain (format json) ${sql}`);
  const plan = String(explained.getRows()[0]?.[1]);
  // A plan that reads nothing has no scan, and one that reads everything shows no number.
  if (!plan.includes("READ_PARQUET")) return 0;
  return Number(/"Scanning Files": "(\d+)\//.exec(plan)?.[1] ?? ofFiles);
}
