/** The engine and the source of this process: opened once, shared by actions, routes and the command line. */
import path from "node:path";
import { type Config, readConfig } from "@/lib/config";
import { type Lake, readLake } from "@/lib/lake/catalogue";
import { lakePaths } from "@/lib/lake/lake-paths";
import { fail, type Result, succeed } from "@/lib/result";
import { lakeSource } from "@/lib/source";
import type { Source } from "@/queries/layouts";
import { openDuckDb } from "./duckdb";
import type { Engine } from "./port";

export type Workplace = {
  readonly config: Config;
  readonly engine: Engine;
  readonly source: Source;
  /** What the source holds now; fails where there is none yet. */
  readonly lake: () => Promise<Result<Lake>>;
};

async function openWorkplace(): Promise<Result<Workplace>> {
  const config = readConfig();
  if (!config.ok) return config;
  const { dataDir, concurrentRuns, memoryLimitMb } = config.value;
  const lake = () => readLake(dataDir);
  const engine = await openDuckDb({
    table: lakeSource.table,
    eventsDir: lakePaths(dataDir).events,
    partitions: async () => {
      const read = await lake();
      return read.ok ? read.value.partitions : [];
    },
    concurrentRuns,
    memoryLimitMb,
    spillDir: path.join(dataDir, "spill"),
  });
  return succeed({ config: config.value, engine, source: lakeSource, lake });
}

/** Next bundles actions and routes apart, so the one instance lives on the process, not in a module. */
const shared = globalThis as { trailbookWorkplace?: Promise<Result<Workplace>> };

/** The process's workplace; a wrong configuration is the failure. */
export function workplace(): Promise<Result<Workplace>> {
  shared.trailbookWorkplace ??= openWorkplace().catch((error: unknown) => {
    delete shared.trailbookWorkplace;
    return fail(
      "engine-failed",
      `The engine could not be opened: ${error instanceof Error ? error.message : error}`,
    );
  });
  return shared.trailbookWorkplace;
}
