import { mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { BatchEntry } from "@/lib/lake/batch-entry";
import { type Copied, copyDirect, PARQUET, type Staged } from "@/lib/lake/copy-direct";
import { dropDuplicates, takeIds } from "@/lib/lake/drop-duplicates";
import type { Duck } from "@/lib/lake/duck";
import type { LogFile } from "@/lib/lake/find-logs";
import type { Group } from "@/lib/lake/group";
import { batchName } from "@/lib/lake/lake-paths";
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
  const rows = batch.map(({ path: file, place }, ord) => [file, ord, place.account, place.region]);
  await duck.append("source", rows);
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

type Written = Pick<Staged, "file" | "folder" | "events">;

/** The files that the table `rest` was written to. */
const listRest = async (duck: Duck, staging: string): Promise<Written[]> => {
  const names = readdirSync(staging, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => /-r\d+\.parquet$/.test(name));
  const list = files.map((name) => literal(path.join(staging, name))).join(", ");
  const rows = await duck.rows(
    `SELECT file_name, num_rows::INTEGER FROM parquet_file_metadata([${list}])`,
  );
  return rows.map(([file, events]) => {
    const folder = path.relative(staging, path.dirname(String(file)));
    return { file: String(file), folder, events: Number(events) };
  });
};

/** Where a batch is made, and its number. */
export type BatchPlace = { readonly staging: string; readonly number: number };

/** The first and longest part of a batch: writes what goes straight to Parquet files. */
export const copyBatch = (
  duck: Duck,
  plan: BatchPlan,
  { staging, number }: BatchPlace,
  onFiles: OnFiles,
): Promise<Copied> => {
  mkdirSync(staging, { recursive: true });
  return copyDirect(duck, plan.direct, staging, batchName(number), onFiles);
};

/**
 * The second part: everything that goes through a table, and the duplicates, of events that the
 * lake has already as well. One batch at a time; the next one may be copied meanwhile. Nothing in
 * the lake changes.
 */
export const finishBatch = async (
  duck: Duck,
  batch: Batch,
  plan: BatchPlan,
  copied: Copied,
  { staging, number }: BatchPlace,
  onFiles: OnFiles,
): Promise<WrittenBatch> => {
  await nameSources(duck, batch);
  await openRest(duck);
  const done = ({ files }: Group): void => onFiles(files);
  const unseen = (): void => undefined;
  const rewritten = new Map<LogFile, Rewritten>();
  let part = 0;
  const rewrite = async (files: readonly LogFile[], tell: OnFiles): Promise<void> => {
    const scratch = path.join(staging, `exact-${part++}.json`);
    for (const [file, result] of await rewriteAll(duck, files, scratch, tell))
      rewritten.set(file, result);
  };
  const direct = await takeIds(duck, copied.staged);
  const moved = batch.filter(({ path: file }) => direct.odd.has(file));
  const mixed = [...plan.mixed, ...plan.copies];
  const oddMixed = await loadMixed(duck, mixed, done);
  const objectBytes = Math.max(0, ...plan.direct.map((task) => task.objectBytes));
  const oddMoved =
    moved.length === 0
      ? []
      : await loadMixed(duck, [{ files: moved, objectBytes, oneLine: false }], unseen);
  await rewrite(plan.exact, onFiles);
  await rewrite([...copied.odd, ...oddMixed, ...oddMoved], unseen);
  const kept = await dropDuplicates(duck, direct.staged);
  const hasRest = await writeRest(duck, staging, `${batchName(number)}-r{i}`, PARQUET);
  const files = [...kept.staged, ...(hasRest ? await listRest(duck, staging) : [])];
  const parquet = files.map(({ file, folder, events }) => ({
    path: path.join(folder, path.basename(file)),
    bytes: statSync(file).size,
    events,
  }));
  return { parquet, duplicates: kept.duplicates, rewritten };
};
