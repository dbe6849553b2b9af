import { stat } from "node:fs/promises";
import path from "node:path";
import { lakePaths } from "@/lib/lake/lake-paths";
import { loadManifest, type Manifest } from "@/lib/lake/manifest";
import type { Lake, LakePartition } from "@/lib/lake/types";
import { fail, type Result, succeed } from "@/lib/result";

export { eventsGlob } from "@/lib/lake/lake-paths";
export type { Lake, LakePartition } from "@/lib/lake/types";

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

/**
 * What a lake holds, by partition. Cheap to call often: the manifest is read again only when it
 * has changed.
 * @returns `lake-missing` when nothing was ever imported there
 */
export const readLake = async (lake: string): Promise<Result<Lake>> => {
  const root = path.resolve(lake);
  const info = await stat(lakePaths(root).manifest, { bigint: true }).catch(() => null);
  if (info === null) {
    cache.delete(root);
    return fail("lake-missing", `There is no lake at ${lake}; import some logs first.`);
  }
  // Every change makes another file, so the inode tells two changes within one tick apart.
  const stamp = `${info.ino}/${info.mtimeNs}/${info.size}`;
  const known = cache.get(root);
  if (known?.stamp === stamp) return succeed(known.lake);
  let manifest: Manifest | null;
  try {
    manifest = loadManifest(root);
  } catch {
    return fail(
      "lake-missing",
      `${lakePaths(lake).manifest} is damaged, or a newer version of Trailbook wrote it.`,
    );
  }
  if (manifest === null)
    return fail("lake-missing", `There is no lake at ${lake}; import some logs first.`);
  const partitions = partitionsOf(manifest.partitions);
  const total = (key: "events" | "bytes"): number =>
    partitions.reduce((sum, partition) => sum + partition[key], 0);
  const value = {
    epoch: manifest.epoch,
    events: total("events"),
    bytes: total("bytes"),
    partitions,
    warnings: manifest.warnings,
  };
  cache.set(root, { stamp, lake: value });
  return succeed(value);
};
