import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { BatchEntry } from "@/lib/lake/batch-entry";
import { lakePaths } from "@/lib/lake/lake-paths";
import { writeAtomically } from "@/lib/lake/write-atomically";

const manifestShape = z.object({
  version: z.literal(1),
  /** The last batch that is contained. */
  batch: z.number(),
  epoch: z.string(),
  /** By folder relative to the events folder: `[bytes, events, files]`. */
  partitions: z.record(z.string(), z.tuple([z.number(), z.number(), z.number()])),
});
export type Manifest = z.infer<typeof manifestShape>;

/** Reads the manifest of a lake, null where there is none. */
export const loadManifest = (lake: string): Manifest | null => {
  let text: string;
  try {
    text = readFileSync(lakePaths(lake).manifest, "utf8");
  } catch {
    return null;
  }
  return manifestShape.parse(JSON.parse(text));
};

const save = (lake: string, manifest: Manifest): void =>
  writeAtomically(lakePaths(lake).manifest, JSON.stringify(manifest));

/** Gives a new lake its manifest, so that it reads as empty and not as missing. */
export const createManifest = (lake: string): void =>
  save(lake, { version: 1, batch: 0, epoch: randomUUID(), partitions: {} });

/** Adds a batch whose files are in place. */
export const addToManifest = (lake: string, entry: BatchEntry): void => {
  const old = loadManifest(lake);
  const partitions = { ...old?.partitions };
  for (const { path: file, bytes, events } of entry.parquet) {
    const folder = file.slice(0, file.lastIndexOf("/"));
    const [b, e, f] = partitions[folder] ?? [0, 0, 0];
    partitions[folder] = [b + bytes, e + events, f + 1];
  }
  const epoch = old !== null && entry.parquet.length === 0 ? old.epoch : randomUUID();
  save(lake, { version: 1, batch: entry.batch, epoch, partitions });
};
