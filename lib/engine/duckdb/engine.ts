/** The embedded engine: Athena's SQL over the local lake, run by DuckDB in this process. */

import { planProblem } from "@/lib/engine/plan-problem";
import { fail, type Result, succeed } from "@/lib/result";
import type { Statement } from "@/queries/statement";
import type { Bound } from "./executor";
import { type DuckDbPartition, overFiles, selectFiles } from "./lake-files";
import { openResultStore, type ResultStore, type ResultStoreOptions } from "./result-store";

export type DuckDbOptions = Omit<ResultStoreOptions, "bind"> & {
  /** The lake's table name in SQL. */
  readonly table: string;
  /** The folder of the lake's Parquet files. */
  readonly eventsDir: string;
  /** The lake's partitions now, with the files that a run reads. */
  readonly partitions: () => Promise<readonly DuckDbPartition[]>;
};

/** Opens the embedded engine. One for each process: it keeps the results. */
export function openDuckDb(options: DuckDbOptions): Promise<ResultStore> {
  const { table, eventsDir, ...store } = options;
  const bind = async ({ sql, plan }: Statement): Promise<Result<Bound>> => {
    const problem = planProblem(plan);
    if (problem !== null) return fail("engine-failed", problem);
    const partitions = await options.partitions();
    const anyFile = partitions.find(({ parquet }) => parquet.length > 0)?.parquet[0]?.path;
    if (anyFile === undefined) return fail("engine-failed", "The lake holds no events yet.");
    const { files, bytes } = selectFiles(partitions, plan);
    const overLake = overFiles(sql, table, eventsDir, files, anyFile);
    return succeed({ sql: overLake, scannedBytes: bytes });
  };
  return openResultStore({ ...store, bind: () => bind });
}
