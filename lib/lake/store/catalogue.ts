/** What a lake contains, read from its manifest. */
import { existsSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import path from "node:path";
import type { Lake, LakePartition } from "@/lib/lake/types";
import { fail, type Result, succeed } from "@/lib/result";
import { fileReason, isMissing } from "@/lib/writable";
import { lakePaths } from "./lake-paths";
import { type Manifest, readManifest } from "./manifest";

export type { Lake, LakePartition } from "@/lib/lake/types";
export { eventsGlob } from "./lake-paths";

const PARTS = /^account=([^/]+)\/region=([^/]+)\/year=(\d+)\/month=(\d+)\/day=(\d+)$/;

const partitionsOf = (folders: Manifest["partitions"]): LakePartition[] =>
  Object.keys(folders)
    .sort()
    .flatMap((folder) => {
      const [, account, region, year, month, day] = PARTS.exec(folder) ?? [];
      if (!account || !region || !year || !month || !day) return [];
      const parquet = (folders[folder] ?? []).map(([name, bytes, events]) => ({
        path: `${folder}/${name}`,
        bytes,
        events,
      }));
      const total = (key: "bytes" | "events") => parquet.reduce((sum, file) => sum + file[key], 0);
      const [bytes, events] = [total("bytes"), total("events")];
      return [{ account, region, year, month, day, bytes, events, files: parquet.length, parquet }];
    });

type Cached = { readonly stamp: string; readonly lake: Lake };
const cache = new Map<string, Cached>();

/** Why no manifest can be read. */
function missing(lake: string, error: unknown): Result<never> {
  const { manifest, journal } = lakePaths(lake);
  if (!isMissing(error))
    return fail("lake-damaged", `${manifest} cannot be read: ${fileReason(error)}.`);
  return existsSync(journal)
    ? fail(
        "lake-damaged",
        `${manifest} is missing: the command \`trailbook repair\` rebuilds it from the lake's journal.`,
      )
    : fail("lake-missing", `There is no lake at ${lake}; import some logs first.`);
}

/**
 * The content of a lake, by partition. Cheap to call often: the manifest is read again only when it
 * has changed.
 * @returns `lake-missing` where nothing was ever imported, `lake-damaged` where it cannot be read
 */
export async function readLake(lake: string): Promise<Result<Lake>> {
  const root = path.resolve(lake);
  const info = await stat(lakePaths(root).manifest, { bigint: true }).catch((error: unknown) => ({
    error,
  }));
  if ("error" in info) {
    cache.delete(root);
    return missing(root, info.error);
  }
  // Every change makes another file, so the inode distinguishes two changes within one tick.
  const stamp = `${info.ino}/${info.mtimeNs}/${info.size}`;
  const known = cache.get(root);
  if (known?.stamp === stamp) return succeed(known.lake);
  const read = readManifest(root);
  if (!read.ok) return read;
  const manifest = read.value;
  if (manifest === null)
    return fail("lake-missing", `There is no lake at ${lake}; import some logs first.`);
  const partitions = partitionsOf(manifest.partitions);
  const total = (key: "events" | "bytes"): number =>
    partitions.reduce((sum, partition) => sum + partition[key], 0);
  const value = {
    dataVersion: manifest.epoch,
    events: total("events"),
    bytes: total("bytes"),
    partitions,
    warnings: manifest.warnings,
  };
  cache.set(root, { stamp, lake: value });
  return succeed(value);
}

/** The letters that a Parquet file begins with. */
const PARQUET = "PAR1";

/**
 * Reads the manifest and the start of the newest file, and says in a sentence what is wrong; null
 * where nothing is.
 */
export async function lakeProblem(lake: string): Promise<string | null> {
  const read = await readLake(lake);
  if (!read.ok) return read.failure.message;
  const file = read.value.partitions.at(-1)?.parquet.at(-1);
  if (file === undefined) return null;
  const whole = path.join(lakePaths(path.resolve(lake)).events, file.path);
  try {
    const handle = await open(whole, "r");
    try {
      const { buffer } = await handle.read(Buffer.alloc(PARQUET.length), 0, PARQUET.length, 0);
      return buffer.toString() === PARQUET
        ? null
        : `${whole} is damaged: it is not a Parquet file.`;
    } finally {
      await handle.close();
    }
  } catch (error) {
    return isMissing(error)
      ? `${whole} is missing, although the lake's manifest names it.`
      : `${whole} cannot be read: ${fileReason(error)}.`;
  }
}
