import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Direct } from "@/lib/lake/direct-groups";
import { allEnded, type Duck, LANES } from "@/lib/lake/duck";
import type { LogFile } from "@/lib/lake/find-logs";
import { flushAhead } from "@/lib/lake/flush";
import { overSound, rowsOf } from "@/lib/lake/over-sound";
import { literal } from "@/lib/lake/record-sql";

/** A Parquet file in the staging folder, and the day that all its events must have. */
export type Staged = { readonly file: string; readonly day: string };

/**
 * What was written straight to Parquet files, some of which may hold nothing, and the logs that have
 * to go another way.
 */
export type Copied = { readonly staged: readonly Staged[]; readonly odd: ReadonlySet<LogFile> };

/**
 * Options of every Parquet file in a lake. Over a million events, snappy took 6 % less processor
 * time for the whole import than the lowest level of zstd, for 151 MB instead of 90 MB.
 */
export const PARQUET = "FORMAT parquet, COMPRESSION snappy";

/** A condition that leaves the events of files of two days to one task each. */
const ownEvents = ({ day, before, shared, after }: Direct): string => {
  const isIn = (files: readonly LogFile[]): string =>
    `filename IN (${files.map(({ path: file }) => literal(file)).join(", ")})`;
  // An event without a time is the business of the day that its file was delivered.
  const isOf = (some: string): string =>
    `coalesce(starts_with(r.eventtime, ${literal(some)}), false)`;
  const conditions = [
    ...(shared.length > 0 && before !== null ? [`NOT (${isIn(shared)} AND ${isOf(before)})`] : []),
    ...(after.length > 0 ? [`(NOT ${isIn(after)} OR ${isOf(day)})`] : []),
  ];
  return conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
};

/** Writes the files of one partition each straight to Parquet. All other statements go first. */
export const copyDirect = async (
  duck: Duck,
  direct: readonly Direct[],
  staging: string,
  name: string,
  onFiles: (files: readonly LogFile[]) => void,
): Promise<Copied> => {
  const staged: Staged[] = [];
  const odd = new Set<LogFile>();
  const flush = flushAhead();
  let serial = 0;
  const write = async (task: Direct): Promise<void> => {
    const { folder, day, own, after, objectBytes, oneLine } = task;
    mkdirSync(path.join(staging, folder), { recursive: true });
    await overSound(
      { files: [...own, ...after], objectBytes, oneLine },
      async (group) => {
        const file = path.join(staging, folder, `${name}-${serial++}.parquet`);
        const rows = `${rowsOf(group)}${ownEvents(task)}`;
        await duck.behind.run(`COPY (${rows}) TO ${literal(file)} (${PARQUET})`);
        staged.push({ file, day });
        flush(file);
      },
      (file) => odd.add(file),
    );
    onFiles(own);
  };
  let next = 0;
  const work = async (): Promise<void> => {
    for (let task = direct[next++]; task !== undefined; task = direct[next++]) await write(task);
  };
  await allEnded(Array.from({ length: LANES }, work));
  return { staged, odd };
};
