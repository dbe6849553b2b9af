/** The manifest of a lake: what its journal sums up to. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod";
import { fail, type Result, succeed } from "@/lib/result";
import { fileReason, isMissing } from "@/lib/writable";
import type { BatchEntry } from "./batch-entry";
import { eachBatch } from "./journal";
import { lakePaths } from "./lake-paths";
import { writeAtomically } from "./write-atomically";

const head = {
  /** The last batch that is contained. */
  batch: z.number(),
  /** The data version, under the name that it has in stored lakes. */
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
/** Version 1 had sums in place of the files. */
const earlierShape = z.object({ version: z.literal(1), ...head });

export type Manifest = z.infer<typeof manifestShape>;

type Partitions = Manifest["partitions"];

/** The newest version that this program reads. */
const NEWEST = 2;

function addFiles(partitions: Partitions, { parquet }: BatchEntry): void {
  for (const { path: file, bytes, events } of parquet) {
    const slash = file.lastIndexOf("/");
    const files = partitions[file.slice(0, slash)] ?? [];
    files.push([file.slice(slash + 1), bytes, events]);
    partitions[file.slice(0, slash)] = files;
  }
}

/** Sums up batches, in their order. */
function sumOf(entries: readonly BatchEntry[]): Pick<Manifest, "partitions" | "warnings"> {
  const partitions: Partitions = {};
  const warnings: Manifest["warnings"] = {};
  for (const entry of entries) {
    addFiles(partitions, entry);
    Object.assign(warnings, Object.fromEntries(entry.warnings));
  }
  return { partitions, warnings };
}

/** The manifest again, from the journal that it sums up. */
function fromJournal(lake: string, { batch, epoch }: z.infer<typeof earlierShape>): Manifest {
  const entries: BatchEntry[] = [];
  eachBatch(lake, (entry) => {
    if (entry.batch <= batch) entries.push(entry);
  });
  return { version: NEWEST, batch, epoch, ...sumOf(entries) };
}

/** What a manifest's text is worth. */
type Reading = { readonly manifest: Manifest } | "damaged" | "newer";

function readText(lake: string, text: string): Reading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "damaged";
  }
  const head = z.object({ version: z.number() }).safeParse(value);
  if (head.success && head.data.version > NEWEST) return "newer";
  const read = z.union([manifestShape, earlierShape]).safeParse(value);
  if (!read.success) return "damaged";
  const manifest = read.data.version === 2 ? read.data : fromJournal(lake, read.data);
  return { manifest };
}

/**
 * Reads the manifest of a lake, null where there is none. Fails with the way out as `lake-damaged`,
 * or as `lake-newer` where a newer version wrote it.
 */
export function readManifest(lake: string): Result<Manifest | null> {
  const file = lakePaths(lake).manifest;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return succeed(null);
    return fail("lake-damaged", `${file} cannot be read: ${fileReason(error)}.`);
  }
  const reading = readText(lake, text);
  if (reading === "newer")
    return fail("lake-newer", `A newer version of Trailbook wrote ${file}: use that version.`);
  if (reading === "damaged")
    return fail(
      "lake-damaged",
      `${file} is damaged: the command \`trailbook repair\` rebuilds it from the lake's journal.`,
    );
  return succeed(reading.manifest);
}

/** The same within an import or a repair, which have made sure that it can be read. */
export function loadManifest(lake: string): Manifest | null {
  const read = readManifest(lake);
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}

const save = (lake: string, manifest: Manifest): void =>
  writeAtomically(lakePaths(lake).manifest, JSON.stringify(manifest));

/** Gives a new lake its manifest, so that it reads as empty and not as missing. */
export function createManifest(lake: string): void {
  save(lake, {
    version: NEWEST,
    batch: 0,
    epoch: randomUUID(),
    partitions: {},
    warnings: {},
  });
}

/** Adds a batch whose files are in place. From here on all of them count, until here none. */
export function addToManifest(lake: string, entry: BatchEntry): void {
  const old = loadManifest(lake);
  const partitions = { ...old?.partitions };
  addFiles(partitions, entry);
  const epoch = old !== null && entry.parquet.length === 0 ? old.epoch : randomUUID();
  const warnings = { ...old?.warnings, ...Object.fromEntries(entry.warnings) };
  save(lake, { version: NEWEST, batch: entry.batch, epoch, partitions, warnings });
}

/** Writes the manifest of the batches given, whose files are in place. */
export function rebuildManifest(lake: string, entries: readonly BatchEntry[]): void {
  save(lake, {
    version: NEWEST,
    batch: entries.at(-1)?.batch ?? 0,
    epoch: randomUUID(),
    ...sumOf(entries),
  });
}
