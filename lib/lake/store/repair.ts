/** Rebuilds the manifest of a lake from its journal. */
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { fail, type Result, succeed } from "@/lib/result";
import { fileReason } from "@/lib/writable";
import type { BatchEntry } from "./batch-entry";
import { readLake } from "./catalogue";
import { recover, stagedFile } from "./commit";
import { takeLock } from "./import-lock";
import { journalled, readEntry } from "./journal";
import { batchName, lakePaths } from "./lake-paths";
import { readManifest, rebuildManifest } from "./manifest";

export type RepairReport = {
  readonly batches: number;
  readonly events: number;
  /** Files that the journal names and that are gone, or have another size: left out. */
  readonly missingFiles: readonly string[];
};

const isInPlace = (lake: string, { path: file, bytes }: BatchEntry["parquet"][number]): boolean =>
  statSync(path.join(lakePaths(lake).events, file), { throwIfNoEntry: false })?.size === bytes;

function readEntries(lake: string): Result<readonly BatchEntry[]> {
  const entries: BatchEntry[] = [];
  for (const batch of journalled(lake)) {
    try {
      entries.push(readEntry(lake, batch));
    } catch {
      const file = path.join(lakePaths(lake).journal, `${batchName(batch)}.json`);
      return fail(
        "lake-damaged",
        `${file} is damaged as well, so the lake cannot be rebuilt: import its logs into a new folder.`,
      );
    }
  }
  return succeed(entries);
}

function rebuild(lake: string): Result<Omit<RepairReport, "events">> {
  const manifest = readManifest(lake);
  if (!manifest.ok && manifest.failure.code === "lake-newer") return manifest;
  const entries = readEntries(lake);
  if (!entries.ok) return entries;
  // A batch that was being moved in is completed by `recover`, once the manifest ends before it.
  const moving = entries.value.findIndex((entry) =>
    entry.parquet.some((file) => existsSync(stagedFile(lake, entry.batch, file.path))),
  );
  const whole = moving < 0 ? entries.value : entries.value.slice(0, moving);
  const missingFiles: string[] = [];
  const found = whole.map((entry) => ({
    ...entry,
    parquet: entry.parquet.filter((file) => {
      const isThere = isInPlace(lake, file);
      if (!isThere) missingFiles.push(file.path);
      return isThere;
    }),
  }));
  rebuildManifest(lake, found);
  recover(lake);
  return succeed({ batches: entries.value.length, missingFiles });
}

/**
 * Rebuilds a lake's manifest from its journal, whatever is wrong with it. Logs that a newer version
 * imported are left alone.
 * @returns `lake-missing` without a journal, `lake-damaged`, `lake-newer`, `lake-busy` or
 * `not-writable`
 */
export async function repairLake(given: string): Promise<Result<RepairReport>> {
  const lake = path.resolve(given);
  if (!existsSync(lakePaths(lake).journal))
    return fail("lake-missing", `There is no journal in ${lake}; import the logs.`);
  try {
    const lock = takeLock(lake);
    if (!lock.ok) return lock;
    try {
      const rebuilt = rebuild(lake);
      if (!rebuilt.ok) return rebuilt;
      const read = await readLake(lake);
      return read.ok ? succeed({ ...rebuilt.value, events: read.value.events }) : read;
    } finally {
      lock.value();
    }
  } catch (error) {
    return fail("not-writable", `The lake at ${lake} cannot be written: ${fileReason(error)}.`);
  }
}
