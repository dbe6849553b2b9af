/**
 * Sizes of folders of log files, by listing them: in parallel, each once, and cached for as long as
 * they are reliable.
 */
import type { S3Client } from "@aws-sdk/client-s3";
import {
  listObjects,
  type Place,
  type StoredObject,
  type Total,
} from "@/lib/engine/athena/aws/list-objects";
import { fail, type Result, succeed } from "@/lib/result";
import { DAY_MS, HOUR_MS } from "@/queries/scope";

/** A folder of log files, which grows until shortly after `endMs`. */
export type Folder = Place & {
  readonly endMs: number;
  /** Its table reads objects that were restored from an archive. */
  readonly readsRestored: boolean;
};

/** Files of one minute of delivery, or all files whose names do not show it. */
export type FileGroup = Total & {
  /** Files beside these that are archived, so that Athena skips them. */
  readonly archived: number;
  /** `s3://bucket/` and what the keys have in common. */
  readonly path: string;
};

/** All files in a folder. */
export type FolderFiles = Total & {
  readonly archived: number;
  readonly groups: readonly FileGroup[];
};

export type FolderSizes = {
  /** The files in a folder; the failure is a sentence for a person. */
  readonly filesIn: (folder: Folder) => Promise<Result<FolderFiles>>;
};

type Kept = { readonly files: Promise<Result<FolderFiles>>; readonly untilMs: number };

/** Listings that are under way at once. S3 takes 5,500 a second under one prefix. */
const AT_ONCE = 16;
/** A folder that may still grow is listed again after this long. */
const OPEN_MS = 60_000;
/** A closed folder does not grow, except by very late deliveries, which count a day later. */
const CLOSED_MS = DAY_MS;
/** No listing of one folder takes longer. */
const LONGEST_MS = 20_000;
/** A bucket that may not be listed is not tried folder by folder. */
const FAILED_MS = 30_000;
/** Folders that are remembered; a year of three accounts in seventeen regions is 18,600. */
const MOST_KEPT = 50_000;

/** A name up to its minute: `<account>_CloudTrail_<region>_<yyyyMMdd>T<HHmm>`. */
const TO_MINUTE = /^.*\/\d{12}_CloudTrail_[a-z0-9-]+_\d{8}T\d{4}(?=Z_)/;

type Files = Omit<FileGroup, "path">;
const NO_FILES: Files = { objects: 0, bytes: 0, archived: 0 };

/** Adds groups of files up. */
export function sumOf(groups: readonly Files[]): Files {
  return groups.reduce(
    (sum, { objects, bytes, archived }) => ({
      objects: sum.objects + objects,
      bytes: sum.bytes + bytes,
      archived: sum.archived + archived,
    }),
    NO_FILES,
  );
}

function filesOf({ bucket, prefix }: Place, objects: readonly StoredObject[]): FolderFiles {
  const groups = new Map<string, FileGroup>();
  for (const { key, sizeBytes, isArchived } of objects) {
    const path = `s3://${bucket}/${TO_MINUTE.exec(key)?.[0] ?? prefix}`;
    const before = groups.get(path) ?? { path, ...NO_FILES };
    const file = isArchived
      ? { ...NO_FILES, archived: 1 }
      : { ...NO_FILES, objects: 1, bytes: sizeBytes };
    groups.set(path, { path, ...sumOf([before, file]) });
  }
  const all = [...groups.values()];
  return { ...sumOf(all), groups: all };
}

/** Runs a number of actions at once; others wait. */
function createTurns(atOnce: number): <T>(act: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (act) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await act();
    } finally {
      // The latest first: the sizes of a run that is about to start pass those of a long offer.
      const next = waiting.pop();
      if (next) next();
      else free += 1;
    }
  };
}

/**
 * Opens an empty cache of folder sizes.
 * @param deliveryLagMs how long after its end a folder may still grow
 * @param now the time, milliseconds since the epoch
 */
export function createFolderSizes(
  s3: S3Client,
  deliveryLagMs: number,
  now: () => number,
): FolderSizes {
  const kept = new Map<string, Kept>();
  const failed = new Map<string, { readonly failure: Result<never>; readonly untilMs: number }>();
  const inTurn = createTurns(AT_ONCE);

  const list = async (folder: Folder): Promise<Result<FolderFiles>> => {
    const before = failed.get(folder.bucket);
    if (before && before.untilMs > now()) return before.failure;
    const { bucket, prefix, readsRestored } = folder;
    const signal = AbortSignal.timeout(LONGEST_MS);
    const listed = await listObjects(s3, { bucket, prefix, readsRestored, signal });
    if (listed.ok) return succeed(filesOf(folder, listed.value));
    if (listed.failure.code === "cancelled")
      return fail("over-limit", "The folders of logs are too large to be listed in time.");
    failed.set(bucket, { failure: listed, untilMs: now() + FAILED_MS });
    return listed;
  };

  return {
    filesIn(folder) {
      const name = `${folder.bucket}/${folder.prefix}${folder.readsRestored ? " restored" : ""}`;
      const known = kept.get(name);
      if (known && known.untilMs > now()) return known.files;
      const isClosed = now() > folder.endMs + Math.max(deliveryLagMs, HOUR_MS);
      const files = inTurn(() => list(folder));
      const entry = { files, untilMs: now() + (isClosed ? CLOSED_MS : OPEN_MS) };
      kept.delete(name);
      kept.set(name, entry);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      void files.then(({ ok }) => {
        // A failure has no size: the next request tries again.
        if (!ok && kept.get(name) === entry) kept.delete(name);
      });
      return files;
    },
  };
}
