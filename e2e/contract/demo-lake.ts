/** The demo account as a lake, and a bare DuckDB with Trino's meaning beside it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { writeDemoAccount } from "@/lib/demo/write-account";
import { TRINO_MACROS } from "@/lib/engine/trino-macros";
import { eventsGlob } from "@/lib/lake/catalogue";
import { importLogs } from "@/lib/lake/import-logs";

const EVENTS = 20_000;

export type DemoLake = {
  readonly connection: DuckDBConnection;
  /** The pattern of the lake's Parquet files. */
  readonly glob: string;
  readonly close: () => Promise<void>;
};

/** Writes the account, imports it and opens the database; `close` removes all of it. */
export async function openDemoLake(): Promise<DemoLake> {
  const home = await mkdtemp(join(tmpdir(), "trailbook-demo-"));
  const logs = join(home, "logs");
  await writeDemoAccount({ dir: logs, events: EVENTS });
  const imported = await importLogs({ from: logs, lake: join(home, "lake") });
  if (!imported.ok) throw new Error(imported.failure.message);
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("set integer_division = true");
  for (const macro of TRINO_MACROS) await connection.run(macro);
  const close = () => rm(home, { recursive: true, force: true });
  return { connection, glob: eventsGlob(join(home, "lake")), close };
}
