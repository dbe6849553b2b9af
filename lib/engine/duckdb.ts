/** The embedded engine: Athena's SQL over the local lake, answered by DuckDB in this process. */
import { fail, type Result, succeed } from "@/lib/result";
import type { DuckDbSession } from "./duckdb-session";
import {
  type Bound,
  type HeldAnswers,
  type HeldAnswersOptions,
  openHeldAnswers,
} from "./held-answers";
import { type DuckDbPartition, fileSelector, overFiles, PARTITION_COLUMNS } from "./lake-files";
import { translate } from "./translate";

export type DuckDbOptions = Omit<HeldAnswersOptions, "bind"> & {
  /** The name under which SQL knows the lake. */
  readonly table: string;
  /** The folder of the lake's Parquet files. */
  readonly eventsDir: string;
  /** The lake's partitions now, with the files that a run reads. */
  readonly partitions: () => Promise<readonly DuckDbPartition[]>;
};

const PARTITION_NAMES: ReadonlySet<string> = new Set(PARTITION_COLUMNS);

/** Opens the embedded engine. One for each process: it holds the answers. */
export function openDuckDb(options: DuckDbOptions): Promise<HeldAnswers> {
  const { table, eventsDir, ...held } = options;
  const bindLake = (session: DuckDbSession) => {
    const selectFiles = fileSelector(session);
    return async (sql: string): Promise<Result<Bound>> => {
      const translated = translate(sql, PARTITION_NAMES);
      if (!translated.ok) return translated;
      const { sql: duckDbSql, partitionConditions } = translated.value;
      if (partitionConditions.length === 0 || partitionConditions.includes("")) {
        return fail(
          "engine-failed",
          "The query names no partition, so it would read the whole trail; it was not run.",
        );
      }
      const partitions = await options.partitions();
      const anyFile = partitions.find(({ parquet }) => parquet.length > 0)?.parquet[0]?.path;
      if (anyFile === undefined) return fail("engine-failed", "The lake holds no events yet.");
      const { files, bytes } = await selectFiles(partitions, partitionConditions);
      const overLake = overFiles(duckDbSql, table, eventsDir, files, anyFile);
      return succeed({ sql: overLake, scannedBytes: bytes });
    };
  };
  return openHeldAnswers({ ...held, bind: bindLake });
}
