/** The scan estimate of a query on Athena: lists exactly the folders that it selects. */
import type { S3Client } from "@aws-sdk/client-s3";
import type { Reads } from "@/lib/api/answers";
import type { Place } from "@/lib/engine/athena/aws/list-objects";
import { fail, type Result, succeed } from "@/lib/result";
import { withTimeLimit } from "@/lib/time-limit";
import { holdsDay } from "@/queries/coverage";
import { isSkipped, type PathPlan } from "@/queries/path-ranges";
import { createFolderSizes, type FolderFiles, sumOf } from "./folder-sizes";
import { createFolderNames, type PlannedOn, plannedFolders } from "./planned-folders";

export type ReadsOf = (planned: PlannedOn) => Promise<Result<Reads>>;

/** The longest time of all listings for one query; those under way continue for the next request. */
const LONGEST_MS = 20_000;

/** The files in a folder that a query opens: ranges of `"$path"` may leave some of them out. */
function unskipped({ bucket, prefix }: Place, files: FolderFiles, paths: PathPlan | null) {
  // A range belongs to one folder, and most folders have none.
  const folder = `s3://${bucket}/${prefix}`;
  const here = (paths?.skipped ?? []).filter(({ from }) => from.startsWith(folder));
  if (paths === null || here.length === 0) return files;
  return sumOf(files.groups.filter(({ path }) => !isSkipped({ ...paths, skipped: here }, path)));
}

/** How long the failure of a slow listing is kept before it is tried again. */
const TOO_SLOW_MS = 30_000;

const TOO_SLOW = fail(
  "over-limit",
  `Listing the folders of logs takes longer than ${LONGEST_MS / 1000} seconds.`,
);

/** Partitions that were added by hand may be elsewhere, so this need not mean nothing to read. */
const NO_FILES = fail("no-logs", "No files were found in the folders of these days.");

/** Opens the scan estimates of a backend. `now` is the time, milliseconds since the epoch. */
export function createReads(
  s3: S3Client,
  deliveryLagMs: number,
  now: () => number = Date.now,
): ReadsOf {
  const sizes = createFolderSizes(s3, deliveryLagMs, now);
  const foldersIn = createFolderNames(s3, now);

  const estimate: ReadsOf = async (planned) => {
    const { plan, paths, scope, source } = planned;
    const nowMs = now();
    const folders = await plannedFolders(planned, foldersIn, nowMs);
    if (!folders.ok) return folders;
    let [partitions, partitionsOfOtherHours, objects, bytes, archived] = [0, 0, 0, 0, 0];
    const daysRead = new Set<string>();
    const upToNow = folders.value.filter(({ day }) => Date.parse(day) <= nowMs);
    const listed = await Promise.all(
      upToNow.map(async (folder) => ({ folder, files: await sizes.filesIn(folder) })),
    );
    for (const { folder, files } of listed) {
      if (!files.ok) return files;
      if (files.value.objects + files.value.archived > 0) daysRead.add(folder.day);
      const read = unskipped(folder, files.value, paths);
      if (read.objects > 0) partitions += 1;
      else if (files.value.objects > 0) partitionsOfOtherHours += 1;
      objects += read.objects;
      bytes += read.bytes;
      archived += read.archived;
    }
    // A day that is read for late deliveries, or is in the future, may be empty.
    const lastMs = Math.min(scope.toMs, nowMs);
    const daysWithoutData = plan.days.filter(
      (day) =>
        Date.parse(day) < lastMs &&
        !daysRead.has(day) &&
        holdsDay(source.covers, Date.parse(day), nowMs),
    );
    if (daysRead.size === 0 && !source.locations.every(({ isProjected }) => isProjected))
      return NO_FILES;
    const files = { objects, bytes, archived };
    const read = { ...files, partitions, partitionsOfOtherHours, daysWithoutData };
    return succeed({ ...read, ofPartitions: null });
  };

  const running = new Map<string, { readonly reads: Promise<Result<Reads>>; untilMs: number }>();
  return (planned) => {
    const { plan, paths, scope, source } = planned;
    const key = JSON.stringify([source.source.table, plan, paths, scope.accounts]);
    const known = running.get(key);
    // The same request waits for the same estimate.
    if (known && known.untilMs > now()) return known.reads;
    const reads = withTimeLimit(LONGEST_MS, estimate(planned)).then((found) => found ?? TOO_SLOW);
    const entry = { reads, untilMs: Number.POSITIVE_INFINITY };
    running.set(key, entry);
    void reads.then((found) => {
      if (found === TOO_SLOW) entry.untilMs = now() + TOO_SLOW_MS;
      else running.delete(key);
    });
    return reads;
  };
}
