import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { type BatchEntry, batchEntry } from "@/lib/lake/batch-entry";
import { batchName, lakePaths } from "@/lib/lake/lake-paths";
import { addToManifest, loadManifest } from "@/lib/lake/manifest";
import { writeAtomically } from "@/lib/lake/write-atomically";

const entryFile = (lake: string, batch: number): string =>
  path.join(lakePaths(lake).journal, `${batchName(batch)}.json`);

/** The folder in which a batch is made. Its Parquet files lie in it as they will in the lake. */
export const stagingOf = (lake: string, batch: number): string =>
  path.join(lakePaths(lake).staging, batchName(batch));

const moveIn = (lake: string, entry: BatchEntry): void => {
  const { events } = lakePaths(lake);
  const staging = stagingOf(lake, entry.batch);
  const made = new Set<string>();
  for (const { path: file } of entry.parquet) {
    const from = path.join(staging, file);
    const to = path.join(events, file);
    const folder = path.dirname(to);
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    // Only a batch that is being rolled forward finds files that were moved already.
    if (existsSync(from)) renameSync(from, to);
  }
  addToManifest(lake, entry);
  rmSync(staging, { recursive: true, force: true });
};

/** Makes a finished batch part of the lake. Writing the journal entry is the point of no return. */
export const commitBatch = (lake: string, entry: BatchEntry): void => {
  mkdirSync(lakePaths(lake).journal, { recursive: true });
  writeAtomically(entryFile(lake, entry.batch), JSON.stringify(entry));
  moveIn(lake, entry);
};

const readEntry = (file: string): BatchEntry =>
  batchEntry.parse(JSON.parse(readFileSync(file, "utf8")));

/** The number of the last batch that was committed, 0 in a new lake. */
const lastCommitted = (lake: string): number => {
  const { journal } = lakePaths(lake);
  const names = existsSync(journal) ? readdirSync(journal) : [];
  const numbers = names.filter((name) => name.endsWith(".json")).map((name) => parseInt(name, 10));
  return numbers.reduce((a, b) => Math.max(a, b), 0);
};

/**
 * Brings a lake into a sound state after an import that was killed: committed batches are moved
 * in to the end, all others are forgotten.
 * @returns the number for the next batch
 */
export const recover = (lake: string): number => {
  const last = lastCommitted(lake);
  for (let batch = (loadManifest(lake)?.batch ?? 0) + 1; batch <= last; batch++)
    moveIn(lake, readEntry(entryFile(lake, batch)));
  rmSync(lakePaths(lake).staging, { recursive: true, force: true });
  return last + 1;
};

/** Calls `visit` for every batch ever committed, in order. */
export const eachBatch = (lake: string, visit: (entry: BatchEntry) => void): void => {
  for (let batch = 1; batch <= lastCommitted(lake); batch++)
    visit(readEntry(entryFile(lake, batch)));
};
