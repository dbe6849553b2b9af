/** What the server knows of its lake, as the lake is by now: logs are delivered while it serves. */
import { existsSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { readLake } from "@/lib/lake/store/catalogue";
import type { Lake, LakePartition } from "@/lib/lake/types";
import { isArchived, type LogObject, logObjects, type Storage } from "./log-objects";
import { holdFiles, holdPartitions } from "./partition-files";

/** A folder that is there and holds no lake is that of a trail that has delivered nothing yet. */
async function contentOf(lake: string): Promise<Pick<Lake, "epoch" | "partitions">> {
  const read = await readLake(lake);
  if (read.ok) return read.value;
  if (read.failure.code === "lake-missing" && existsSync(lake))
    return { epoch: "", partitions: [] };
  throw new Error(read.failure.message);
}

export type HeldLake = {
  readonly partitions: () => readonly LakePartition[];
  readonly objects: () => readonly LogObject[];
  /** Stores objects in other classes from now on. */
  readonly store: (storage: Storage) => void;
  /** Takes what was imported since the last look; costs next to nothing where nothing was. */
  readonly lookAgain: () => Promise<void>;
};

/**
 * Holds a lake's partitions and log files as tables, and keeps up with them.
 * @param connection nobody else's, for others go on reading the old tables while the new are made
 * @param bytesFactor multiplies their sizes
 */
export async function holdLake(
  connection: DuckDBConnection,
  lake: string,
  bytesFactor: number,
): Promise<HeldLake> {
  let epoch: string | null = null;
  let partitions: readonly LakePartition[] = [];
  let objects: readonly LogObject[] = [];
  let storage: Storage = [];

  const look = async () => {
    const { epoch: found, partitions: grown } = await contentOf(lake);
    if (found === epoch) return;
    const files = await logObjects(connection, lake, grown, bytesFactor, storage);
    const read = files.filter((file) => !isArchived(file));
    await connection.run("begin transaction");
    await holdPartitions(connection, read);
    await holdFiles(connection, read);
    await connection.run("commit");
    epoch = found;
    partitions = grown;
    objects = files;
  };
  // One look at a time: two requests at once would make the same tables.
  let looking = look();
  await looking;
  return {
    partitions: () => partitions,
    objects: () => objects,
    store: (changed) => {
      storage = changed;
      epoch = null;
    },
    lookAgain: () => {
      looking = looking.then(look, look);
      return looking;
    },
  };
}
