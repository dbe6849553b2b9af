/** What a query on Athena is about to read, by listings of exactly the folders that it selects. */
import type { S3Client } from "@aws-sdk/client-s3";
import type { Reads } from "@/lib/answers";
import { fail, type Result, succeed } from "@/lib/result";
import { within } from "@/lib/within";
import { isSkipped } from "@/queries/path-ranges";
import { createFolderSizes } from "./folder-sizes";
import { createFolderNames, type PlannedOn, plannedFolders } from "./planned-folders";

export type ReadsOf = (planned: PlannedOn) => Promise<Result<Reads>>;

/** All listings of one question together take no longer; those under way go on for the next who asks. */
const LONGEST_MS = 20_000;

const TOO_SLOW = fail(
  "over-limit",
  `Listing the folders of logs takes longer than ${LONGEST_MS / 1000} seconds.`,
);

/** Partitions that were added by hand may lie elsewhere, so this is not the same as nothing to read. */
const NO_FILES = fail("no-logs", "No files were found in the folders of these days.");

/** Opens the listing of what is read. `now` is the time, milliseconds since the epoch. */
export function createReads(
  s3: S3Client,
  deliveryLagMs: number,
  now: () => number = Date.now,
): ReadsOf {
  const sizes = createFolderSizes(s3, deliveryLagMs, now);
  const foldersIn = createFolderNames(s3, now);

  const tell: ReadsOf = async (planned) => {
    const { plan, paths, scope } = planned;
    const folders = await plannedFolders(planned, foldersIn);
    if (!folders.ok) return folders;
    const nowMs = now();
    let [partitions, objects, bytes] = [0, 0, 0];
    const daysRead = new Set<string>();
    const begun = folders.value.filter(({ day }) => Date.parse(day) <= nowMs);
    const listed = await Promise.all(
      begun.map(async (folder) => ({ day: folder.day, files: await sizes.filesIn(folder) })),
    );
    for (const { day, files } of listed) {
      if (!files.ok) return files;
      if (files.value.length > 0) daysRead.add(day);
      const read = files.value.filter(({ path }) => paths === null || !isSkipped(paths, path));
      partitions += read.length > 0 ? 1 : 0;
      for (const group of read) {
        objects += group.objects;
        bytes += group.bytes;
      }
    }
    // A day that is read for what is delivered late, or has not begun, may well be empty.
    const lastMs = Math.min(scope.toMs, nowMs);
    const daysWithoutData = plan.days.filter(
      (day) => Date.parse(day) < lastMs && !daysRead.has(day),
    );
    if (objects === 0) return NO_FILES;
    return succeed({ partitions, ofPartitions: null, objects, bytes, daysWithoutData });
  };

  return async (planned) => (await within(LONGEST_MS, tell(planned))) ?? TOO_SLOW;
}
