/** The demo account's shared lake, and a bare DuckDB with Trino's meaning beside it. */
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { smallLake } from "@/e2e/lake";
import { TRINO_MACROS } from "@/lib/engine/duckdb/trino-macros";
import { eventsGlob } from "@/lib/lake/store/catalogue";

export type DemoLake = {
  readonly connection: DuckDBConnection;
  /** The pattern of the lake's Parquet files. */
  readonly glob: string;
  readonly close: () => Promise<void>;
};

/** Opens the database with one thread, as two cost more for so few events; `close` closes it. */
export async function openDemoLake(): Promise<DemoLake> {
  const lake = await smallLake();
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  await connection.run("set integer_division = true");
  for (const macro of TRINO_MACROS) await connection.run(macro);
  const close = async () => {
    connection.closeSync();
    instance.closeSync();
  };
  return { connection, glob: eventsGlob(lake), close };
}
