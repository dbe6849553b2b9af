/**
 * The log files behind the lake, as the trail's bucket lists them.
 *
 * A lake keeps events and not the files that brought them, so their sizes are made up, by one rule:
 * the bytes of a partition (what a query that selects it is billed) are shared out among the files
 * that were delivered on its day, by their numbers of events. So a listing of a
 * partition's folder adds up to the byte to what a query of it scans. Where no such file is known,
 * because all of a day's events came the day after, or the lake was made of loose files, the
 * partition is one file. The content of an object is the file on this machine that was imported.
 */
import type { DuckDBConnection } from "@duckdb/node-api";
import { eventsGlob } from "@/lib/lake/store/catalogue";
import type { LakePartition } from "@/lib/lake/types";
import { literal } from "@/queries/literal";
import { LOG_BUCKET, ORGANISATION_PREFIX } from "./catalogue";

/** An object of the trail's bucket. */
export type LogObject = {
  readonly key: string;
  /** As listed and billed; the content has another size. */
  readonly bytes: number;
  readonly partition: LakePartition;
  /** The log on this machine; null for a key in place of a whole partition. */
  readonly file: string | null;
  readonly stored: Stored;
};

/** The storage class of an object, and whether it was restored from an archive for some days. */
export type Stored = { readonly storageClass: string; readonly isRestored?: boolean };

/** How objects are stored whose keys begin so; the last one that fits counts. */
export type Storage = readonly (Stored & { readonly prefix: string })[];

const STANDARD: Stored = { storageClass: "STANDARD" };

/** Whether Athena skips an object. Only tables with that setting read restored ones. */
export function isArchived({ stored: { storageClass } }: Pick<LogObject, "stored">): boolean {
  return storageClass === "GLACIER" || storageClass === "DEEP_ARCHIVE";
}

/** The path that a query knows it by. */
export function pathOf({ key }: Pick<LogObject, "key">): string {
  return `s3://${LOG_BUCKET}/${key}`;
}

type Weighed = Pick<LogObject, "key" | "file"> & { readonly events: number };

const NAME = /(\d{12})_CloudTrail_([a-z0-9-]+)_(\d{4})(\d{2})(\d{2})T\d{4}Z_[^/]*\.json\.gz$/;

const folderOf = ({ account, region, year, month, day }: LakePartition): string =>
  `${ORGANISATION_PREFIX}/${account}/CloudTrail/${region}/${year}/${month}/${day}/`;

/** The key of a file in the bucket, by its name; null where the name is not CloudTrail's. */
function keyOf(file: string): string | null {
  const [name, account, region, year = "", month = "", day = ""] = NAME.exec(file) ?? [];
  if (name === undefined || account === undefined || region === undefined) return null;
  return `${ORGANISATION_PREFIX}/${account}/CloudTrail/${region}/${year}/${month}/${day}/${name}`;
}

/** Every file that brought an event of the lake, with the number of its events, by folder. */
async function filesByFolder(main: DuckDBConnection, lake: string) {
  const counted = await main.runAndReadAll(
    `select sourcefile, count(*) as events from read_parquet(${literal(eventsGlob(lake))}) group by 1 order by 1`,
  );
  const byFolder = new Map<string, Weighed[]>();
  for (const [file, events] of counted.getRows()) {
    const key = keyOf(String(file));
    if (key === null) continue;
    const folder = key.slice(0, key.lastIndexOf("/") + 1);
    const files = byFolder.get(folder) ?? [];
    files.push({ key, file: String(file), events: Number(events) });
    byFolder.set(folder, files);
  }
  return byFolder;
}

/** Shares bytes out by weight; the sum is exact. */
function share(
  files: readonly Weighed[],
  partition: LakePartition,
  bytes: number,
): readonly Omit<LogObject, "stored">[] {
  const events = files.reduce((sum, file) => sum + file.events, 0);
  let before = 0;
  return files.map(({ key, file, events: own }) => {
    const from = Math.round((bytes * before) / events);
    before += own;
    return { key, file, bytes: Math.round((bytes * before) / events) - from, partition };
  });
}

/** Lists the objects of a lake's partitions, in the order of their keys, which is S3's. */
export async function logObjects(
  main: DuckDBConnection,
  lake: string,
  partitions: readonly LakePartition[],
  bytesFactor: number,
  storage: Storage,
): Promise<readonly LogObject[]> {
  if (partitions.length === 0) return [];
  const byFolder = await filesByFolder(main, lake);
  const objects = partitions.flatMap((partition) => {
    const folder = folderOf(partition);
    const { account, region, year, month, day } = partition;
    const whole = `${folder}${account}_CloudTrail_${region}_${year}${month}${day}T2355Z_0000000000000000.json.gz`;
    const files = byFolder.get(folder) ?? [{ key: whole, file: null, events: 1 }];
    return share(files, partition, Math.round(partition.bytes * bytesFactor));
  });
  return objects
    .map((object) => {
      const found = storage.findLast(({ prefix }) => object.key.startsWith(prefix));
      return { ...object, stored: found ?? STANDARD };
    })
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
