import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod";
import type { BatchEntry } from "@/lib/lake/batch-entry";
import { eachBatch } from "@/lib/lake/journal";
import { lakePaths } from "@/lib/lake/lake-paths";
import { writeAtomically } from "@/lib/lake/write-atomically";

const head = {
  /** The last batch that is contained. */
  batch: z.number(),
  epoch: z.string(),
};
const manifestShape = z.object({
  version: z.literal(2),
  ...head,
  /** By folder relative to the events folder, the files in it that count: `[name, bytes, events]`. */
  partitions: z.record(z.string(), z.array(z.tuple([z.string(), z.number(), z.number()]))),
  /** What is wrong with logs, by their path in the column `sourcefile`. */
  warnings: z.record(z.string(), z.string()).default({}),
});
/** Version 1 had sums where the files stand now. */
const earlierShape = z.object({ version: z.literal(1), ...head });

export type Manifest = z.infer<typeof manifestShape>;

type Partitions = Manifest["partitions"];

const addFiles = (partitions: Partitions, { parquet }: BatchEntry): void => {
  for (const { path: file, bytes, events } of parquet) {
    const slash = file.lastIndexOf("/");
    const files = partitions[file.slice(0, slash)] ?? [];
    files.push([file.slice(slash + 1), bytes, events]);
    partitions[file.slice(0, slash)] = files;
  }
};

/** The journal says again what the manifest sums up. */
const fromJournal = (lake: string, { batch, epoch }: z.infer<typeof earlierShape>): Manifest => {
  const partitions: Partitions = {};
  const warnings: Manifest["warnings"] = {};
  eachBatch(lake, (entry) => {
    if (entry.batch > batch) return;
    addFiles(partitions, entry);
    Object.assign(warnings, Object.fromEntries(entry.warnings));
  });
  return { version: 2, batch, epoch, partitions, warnings };
};

/** Reads the manifest of a lake, null where there is none. */
export const loadManifest = (lake: string): Manifest | null => {
  let text: string;
  try {
    text = readFileSync(lakePaths(lake).manifest, "utf8");
  } catch {
    return null;
  }
  const read = z.union([manifestShape, earlierShape]).parse(JSON.parse(text));
  return read.version === 2 ? read : fromJournal(lake, read);
};

const save = (lake: string, manifest: Manifest): void =>
  writeAtomically(lakePaths(lake).manifest, JSON.stringify(manifest));

/** Gives a new lake its manifest, so that it reads as empty and not as missing. */
export const createManifest = (lake: string): void =>
  save(lake, { version: 2, batch: 0, epoch: randomUUID(), partitions: {}, warnings: {} });

/** Adds a batch whose files are in place. From here on all of them count, until here none. */
export const addToManifest = (lake: string, entry: BatchEntry): void => {
  const old = loadManifest(lake);
  const partitions = { ...old?.partitions };
  addFiles(partitions, entry);
  const epoch = old !== null && entry.parquet.length === 0 ? old.epoch : randomUUID();
  const warnings = { ...old?.warnings, ...Object.fromEntries(entry.warnings) };
  save(lake, { version: 2, batch: entry.batch, epoch, partitions, warnings });
};
