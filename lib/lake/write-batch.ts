import { mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { BatchEntry } from "@/lib/lake/batch-entry";
import { dropDuplicates, takeIds } from "@/lib/lake/drop-duplicates";
import type { Duck } from "@/lib/lake/duck";
import type { LogFile } from "@/lib/lake/find-logs";
import { batchName } from "@/lib/lake/lake-paths";
import { copyDirect, loadMixed, PARQUET } from "@/lib/lake/load-batch";
import type { Batch, BatchPlan } from "@/lib/lake/plan-batches";
import { MAX_RECORD_BYTES } from "@/lib/lake/read-values";
import { openSink } from "@/lib/lake/record-sink";
import {
  literal,
  recordsOf,
  SELECT_COLUMNS,
  sourceFile,
  TABLE_COLUMNS,
} from "@/lib/lake/record-sql";
import { type Rewritten, rewriteLog } from "@/lib/lake/rewrite-log";

/** What a batch in the staging folder consists of, and what was left out of it. */
export type WrittenBatch = {
  readonly parquet: BatchEntry["parquet"];
  readonly duplicates: number;
  /** What the exact path made of the files that needed it. */
  readonly rewritten: ReadonlyMap<LogFile, Rewritten>;
};

/** Says that files have been read, for the progress bar. */
export type OnFiles = (files: readonly LogFile[]) => void;

const nameSources = async (duck: Duck, batch: Batch): Promise<void> => {
  await duck.run(
    "CREATE OR REPLACE TABLE source(file VARCHAR, ord INTEGER, account VARCHAR, region VARCHAR)",
  );
  const text = (value: string | null): string => (value === null ? "NULL" : literal(value));
  for (let from = 0; from < batch.length; from += 1000) {
    const rows = batch.slice(from, from + 1000).map(({ path: file, place }, index) => {
      const { account, region } = place;
      return `(${literal(file)}, ${from + index}, ${text(account)}, ${text(region)})`;
    });
    await duck.run(`INSERT INTO source VALUES ${rows.join(", ")}`);
  }
};

const rewriteAll = async (
  duck: Duck,
  files: readonly LogFile[],
  scratch: string,
  onFiles: OnFiles,
): Promise<Map<LogFile, Rewritten>> => {
  const results = new Map<LogFile, Rewritten>();
  if (files.length === 0) return results;
  const sink = openSink(scratch);
  for (const file of files) {
    results.set(file, await rewriteLog(file, sink));
    onFiles([file]);
  }
  sink.close();
  if (sink.size() === 0) return results;
  const objectBytes = Math.min(sink.largest() + 1024, 2 * MAX_RECORD_BYTES);
  await duck.run(
    `INSERT INTO rest SELECT ${SELECT_COLUMNS}, ${sourceFile(true)} FROM ${recordsOf([sink.path], objectBytes, true)}`,
  );
  return results;
};

/** Writes the table `rest`, each event into the partition that its log or itself tells. */
const writeRest = async (duck: Duck, staging: string, name: string): Promise<void> => {
  const own = (column: string, pattern: string): string =>
    `CASE WHEN regexp_full_match(${column}, '${pattern}') THEN ${column} END`;
  await duck.run(`COPY (
    SELECT r.*,
      coalesce(s.account, ${own("r.recipientaccountid", "[0-9]{12}")}, 'unknown') AS account,
      coalesce(s.region, ${own("r.awsregion", "[a-z0-9-]{1,40}")}, 'unknown') AS region,
      substr(r.eventtime, 1, 4) AS year, substr(r.eventtime, 6, 2) AS month,
      substr(r.eventtime, 9, 2) AS day
    FROM rest r JOIN source s ON s.file = r.sourcefile
  ) TO ${literal(staging)} (${PARQUET}, PARTITION_BY (account, region, year, month, day),
    FILENAME_PATTERN '${name}-r{i}', OVERWRITE_OR_IGNORE)`);
};

const listParquet = async (
  duck: Duck,
  staging: string,
  wanted: ReadonlySet<string>,
): Promise<BatchEntry["parquet"]> => {
  const names = readdirSync(staging, { recursive: true, encoding: "utf8" });
  const files = names.filter(
    (file) => /-r\d+\.parquet$/.test(file) || wanted.has(path.join(staging, file)),
  );
  if (files.length === 0) return [];
  const list = files.map((file) => literal(path.join(staging, file))).join(", ");
  const rows = await duck.rows(
    `SELECT file_name, num_rows::INTEGER FROM parquet_file_metadata([${list}])`,
  );
  const events = new Map(rows.map(([file, count]) => [file, Number(count)]));
  return files.map((file) => {
    const full = path.join(staging, file);
    return { path: file, bytes: statSync(full).size, events: events.get(full) ?? 0 };
  });
};

/** Opens the table for events whose partition is found out row by row. */
const openRest = async (duck: Duck): Promise<void> => {
  await duck.run(`CREATE OR REPLACE TABLE rest(${TABLE_COLUMNS})`);
};

/**
 * Reads the files of a batch and writes their events to the staging folder, without those that
 * the lake has already. Nothing in the lake changes.
 */
export const writeBatch = async (
  duck: Duck,
  batch: Batch,
  plan: BatchPlan,
  { staging, number }: { staging: string; number: number },
  onFiles: OnFiles,
): Promise<WrittenBatch> => {
  const name = batchName(number);
  mkdirSync(staging, { recursive: true });
  await nameSources(duck, batch);
  await openRest(duck);
  const done = ({ files }: { files: readonly LogFile[] }): void => onFiles(files);
  const first = await copyDirect(duck, plan.direct, staging, name, done);
  const direct = await takeIds(duck, first.staged);
  const moved = batch.filter(({ path: file }) => direct.odd.has(file));
  const largest = Math.max(0, ...plan.direct.map(({ objectBytes }) => objectBytes));
  const mixed =
    moved.length === 0 ? plan.mixed : [...plan.mixed, { files: moved, objectBytes: largest }];
  const odd = await loadMixed(duck, mixed, (group) => {
    if (group.files !== moved) done(group);
  });
  const exact = [...plan.exact, ...first.odd, ...odd];
  const counted = new Set(plan.exact);
  const rewritten = await rewriteAll(duck, exact, path.join(staging, "exact.json"), (files) =>
    onFiles(files.filter((file) => counted.has(file))),
  );
  const kept = await dropDuplicates(duck, direct.staged);
  await writeRest(duck, staging, name);
  const wanted = new Set(kept.staged.map(({ file }) => file));
  return {
    parquet: await listParquet(duck, staging, wanted),
    duplicates: kept.duplicates,
    rewritten,
  };
};
