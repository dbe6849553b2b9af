/** The result store of slices, for an engine that cannot store rows itself. */
import type { Config } from "@/lib/config";
import { openResultStore, type ResultStore } from "@/lib/engine/duckdb/result-store";
import { spillDirOf } from "@/lib/engine/duckdb/spill-dir";
import { fail } from "@/lib/result";

/** Opens an empty store. It answers over slices and reads no source. */
export async function openSliceStore(config: Config): Promise<ResultStore> {
  const { dataDir, concurrentRuns, memoryLimitMb } = config;
  return openResultStore({
    bind: () => async () => fail("engine-failed", "This store holds only slices."),
    concurrentRuns,
    memoryLimitMb,
    spillDir: await spillDirOf(dataDir),
    // Over so few events a second thread costs as much as it saves.
    threads: 1,
  });
}
