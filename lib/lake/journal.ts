import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type BatchEntry, batchEntry } from "@/lib/lake/batch-entry";
import { batchName, lakePaths } from "@/lib/lake/lake-paths";
import { writeAtomically } from "@/lib/lake/write-atomically";

const entryFile = (lake: string, batch: number): string =>
  path.join(lakePaths(lake).journal, `${batchName(batch)}.json`);

/** Writes the entry of a batch, whole or not at all. */
export const writeEntry = (lake: string, entry: BatchEntry): void => {
  mkdirSync(lakePaths(lake).journal, { recursive: true });
  writeAtomically(entryFile(lake, entry.batch), JSON.stringify(entry));
};

/** The entry of a batch that is in the journal. */
export const readEntry = (lake: string, batch: number): BatchEntry =>
  batchEntry.parse(JSON.parse(readFileSync(entryFile(lake, batch), "utf8")));

/** The number of the last batch in the journal, 0 in a new lake. */
export const lastEntry = (lake: string): number => {
  const { journal } = lakePaths(lake);
  const names = existsSync(journal) ? readdirSync(journal) : [];
  const numbers = names.filter((name) => name.endsWith(".json")).map((name) => parseInt(name, 10));
  return numbers.reduce((a, b) => Math.max(a, b), 0);
};

/** Calls `see` with every batch in the journal, oldest first. */
export const eachBatch = (lake: string, see: (entry: BatchEntry) => void): void => {
  const last = lastEntry(lake);
  for (let batch = 1; batch <= last; batch++) see(readEntry(lake, batch));
};
