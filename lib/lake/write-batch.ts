import { mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { BatchEntry } from "@/lib/lake/batch-entry";
import { copyDirect, PARQUET } from "@/lib/lake/copy-direct";
import { dropDuplicates, takeIds } from "@/lib/lake/drop-duplicates";
import type { Duck } from "@/lib/lake/duck";
import type { LogFile } from "@/lib/lake/find-logs";
import { batchName } from "@/lib/lake/lake-paths";
import type { Group } from "@/lib/lake/over-sound";
import type { Batch, BatchPlan } from "@/lib/lake/plan-batches";
import { openSink } from "@/lib/lake/record-sink";
import { literal } from "@/lib/lake/record-sql";
import { loadExact, loadMixed, openRest, writeRest } from "@/lib/lake/rest-table";
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
): Promise<[LogFile, Rewritten][]> => {
  if (files.length === 0) return [];
  const results: [LogFile, Rewritten][] = [];
  const sink = openSink(scratch);
  for (const file of files) {
    results.push([file, await rewriteLog(file, sink)]);
    onFiles([file]);
  }
  sink.close();
  await loadExact(duck, sink);
  return results;
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
  const done = ({ files }: Group): void => onFiles(files);
  const unseen = (): void => undefined;
  const rewrite = (files: readonly LogFile[], part: number, tell: OnFiles) =>
    rewriteAll(duck, files, path.join(staging, `exact-${part}.json`), tell);
  const oddMixed = await loadMixed(duck, plan.mixed, done);
  const rewritten = new Map([
    ...(await rewrite(plan.exact, 0, onFiles)),
    ...(await rewrite(oddMixed, 1, unseen)),
  ]);
  const copied = await copyDirect(duck, plan.direct, staging, name, done);
  const direct = await takeIds(duck, copied.staged);
  const moved = batch.filter(({ path: file }) => direct.odd.has(file));
  const objectBytes = Math.max(0, ...plan.direct.map((group) => group.objectBytes));
  const oddMoved =
    moved.length === 0 ? [] : await loadMixed(duck, [{ files: moved, objectBytes }], unseen);
  for (const [file, result] of await rewrite([...copied.odd, ...oddMoved], 2, unseen))
    rewritten.set(file, result);
  const kept = await dropDuplicates(duck, direct.staged);
  await writeRest(duck, staging, `${name}-r{i}`, PARQUET);
  const wanted = new Set(kept.staged.map(({ file }) => file));
  const parquet = await listParquet(duck, staging, wanted);
  return { parquet, duplicates: kept.duplicates, rewritten };
};
