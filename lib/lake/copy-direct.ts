import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Duck } from "@/lib/lake/duck";
import type { LogFile } from "@/lib/lake/find-logs";
import { type Group, overSound, rowsOf } from "@/lib/lake/over-sound";
import type { Direct } from "@/lib/lake/plan-batches";
import { literal } from "@/lib/lake/record-sql";
import { dropMerged, restRowsFor } from "@/lib/lake/rest-table";

/** A Parquet file in the staging folder, and the day that all its events must have. */
export type Staged = { readonly file: string; readonly day: string };

/**
 * Options of every Parquet file in a lake. Over a million events, snappy took 6 % less processor
 * time for the whole import than the lowest level of zstd, for 151 MB instead of 90 MB.
 */
export const PARQUET = "FORMAT parquet, COMPRESSION snappy";

/**
 * Writes the files that belong to one partition straight to Parquet, two statements at a time,
 * together with the rows of the table `rest` that belong there.
 * @returns the Parquet files and the logs that have to go another way
 */
export const copyDirect = async (
  duck: Duck,
  direct: readonly Direct[],
  staging: string,
  name: string,
  onDone: (group: Group) => void,
): Promise<{ staged: Staged[]; odd: LogFile[] }> => {
  const staged: Staged[] = [];
  const odd: LogFile[] = [];
  /** Partitions whose rows in `rest` have been, or are being, written. */
  const claimed = new Set<string>();
  const merged: Direct[] = [];
  let serial = 0;
  await duck.each(direct, async (task, lane) => {
    const { folder, day } = task;
    let merge = !claimed.has(folder);
    claimed.add(folder);
    mkdirSync(path.join(staging, folder), { recursive: true });
    const copy = async (group: Group): Promise<void> => {
      const file = path.join(staging, folder, `${name}-${serial++}.parquet`);
      const rows = merge ? `${rowsOf(group)} UNION ALL ${restRowsFor(folder)}` : rowsOf(group);
      await lane.run(`COPY (${rows}) TO ${literal(file)} (${PARQUET})`);
      staged.push({ file, day });
      if (merge) merged.push(task);
      merge = false;
    };
    await overSound(task, copy, (file) => odd.push(file));
    onDone(task);
  });
  await dropMerged(
    duck,
    merged.map(({ folder }) => folder),
  );
  return { staged, odd };
};
