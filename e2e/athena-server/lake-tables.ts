/** The current partitions and log files of the lake: logs are delivered while the server runs. */
import { existsSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { readLake } from "@/lib/lake/store/catalogue";
import type { Lake, LakePartition } from "@/lib/lake/types";
import { isArchived, type LogObject, logObjects, type Storage } from "./log-objects";
import { makeFileTable, makePartitionTable } from "./partition-files";

/** An existing folder without a lake is that of a trail that has delivered nothing yet. */
async function contentOf(lake: string): Promise<Pick<Lake, "dataVersion" | "partitions">> {
  const read = await readLake(lake);
  if (read.ok) return read.value;
  if (read.failure.code === "lake-missing" && existsSync(lake))
    return { dataVersion: "", partitions: [] };
  throw new Error(read.failure.message);
}

export type LakeTables = {
  readonly partitions: () => readonly LakePartition[];
  readonly objects: () => readonly LogObject[];
  /** Stores objects in other classes. */
  readonly store: (storage: Storage) => void;
  /** Reads what was imported since the last time; costs very little where nothing was. */
  readonly refresh: () => Promise<void>;
};

/**
 * Opens tables of a lake's partitions and log files.
 * @param connection used only here, because others read the old tables while the new are made
 * @param bytesFactor multiplies their sizes
 */
export async function openLakeTables(
  connection: DuckDBConnection,
  lake: string,
  bytesFactor: number,
): Promise<LakeTables> {
  let dataVersion: string | null = null;
  let partitions: readonly LakePartition[] = [];
  let objects: readonly LogObject[] = [];
  let storage: Storage = [];

  const look = async () => {
    const { dataVersion: found, partitions: grown } = await contentOf(lake);
    if (found === dataVersion) return;
    const files = await logObjects(connection, lake, grown, bytesFactor, storage);
    const read = files.filter((file) => !isArchived(file));
    await connection.run("begin transaction");
    await makePartitionTable(connection, read);
    await makeFileTable(connection, read);
    await connection.run("commit");
    dataVersion = found;
    partitions = grown;
    objects = files;
  };
  // One read at a time: two requests at once would make the same tables.
  let looking = look();
  await looking;
  return {
    partitions: () => partitions,
    objects: () => objects,
    store: (changed) => {
      storage = changed;
      dataVersion = null;
    },
    refresh: () => {
      looking = looking.then(look, look);
      return looking;
    },
  };
}
