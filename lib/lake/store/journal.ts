/** The journal of a lake: an entry for each batch. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type BatchEntry, batchEntry } from "./batch-entry";
import { batchName, lakePaths } from "./lake-paths";
import { writeAtomically } from "./write-atomically";

const entryFile = (lake: string, batch: number): string =>
  path.join(lakePaths(lake).journal, `${batchName(batch)}.json`);

/** Writes the entry of a batch, whole or not at all. */
export function writeEntry(lake: string, entry: BatchEntry): void {
  mkdirSync(lakePaths(lake).journal, { recursive: true });
  writeAtomically(entryFile(lake, entry.batch), JSON.stringify(entry));
}

/** The entry of a batch that is in the journal. */
export function readEntry(lake: string, batch: number): BatchEntry {
  return batchEntry.parse(JSON.parse(readFileSync(entryFile(lake, batch), "utf8")));
}

/** The batches in the journal, oldest first. A batch without events has no entry. */
export function journalled(lake: string): number[] {
  const { journal } = lakePaths(lake);
  const names = existsSync(journal) ? readdirSync(journal) : [];
  const numbers = names.filter((name) => name.endsWith(".json")).map((name) => parseInt(name, 10));
  return numbers.sort((a, b) => a - b);
}

/** Calls `see` with every batch in the journal, oldest first. */
export function eachBatch(lake: string, see: (entry: BatchEntry) => void): void {
  for (const batch of journalled(lake)) see(readEntry(lake, batch));
}
