/** Where the rows of slices are held for an engine that has no place of its own for them. */
import type { Config } from "@/lib/config";
import { openResultStore, type ResultStore } from "@/lib/engine/duckdb/result-store";
import { spillDirOf } from "@/lib/engine/duckdb/spill-dir";
import { fail } from "@/lib/result";

/** Opens an empty store. It answers over slices and reads no source. */
export async function openSliceStore(config: Config): Promise<ResultStore> {
  const { dataDir, concurrentRuns, memoryLimitMb } = config;
  return openResultStore({
    bind: () => async () => fail("engine-failed", "Only slices are held here."),
    concurrentRuns,
    memoryLimitMb,
    spillDir: await spillDirOf(dataDir),
    // Over so few events, what two threads have to tell each other takes as long as their work.
    threads: 1,
  });
}
