/** Writes a batch to the staging folder, by the fast or the exact path. */
import { mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { LogFile } from "@/lib/lake/find/find-logs";
import type { Batch, BatchPlan } from "@/lib/lake/plan/plan-batches";
import type { BatchEntry } from "@/lib/lake/store/batch-entry";
import { batchName } from "@/lib/lake/store/lake-paths";
import { literal } from "@/queries/literal";
import { type Copied, copyDirect, PARQUET, type Staged } from "./copy-direct";
import { dropDuplicates, takeIds } from "./drop-duplicates";
import type { Duck } from "./duck";
import { openSink } from "./record-sink";
import { loadExact, loadMixed, openRest, writeRest } from "./rest-table";
import { type Rewritten, rewriteLog } from "./rewrite-log";
import { isAboutTheMachine } from "./without-damaged";

/** What a batch in the staging folder consists of, and what was left out of it. */
export type WrittenBatch = {
  readonly parquet: BatchEntry["parquet"];
  readonly duplicates: number;
  /** What the exact path made of the files that needed it. */
  readonly rewritten: ReadonlyMap<LogFile, Rewritten>;
};

/** Reports what has been read, for the progress bar. */
export type OnRead = {
  readonly files: (files: readonly LogFile[]) => void;
  readonly bytes: (file: LogFile, count: number) => void;
};

async function nameSources(duck: Duck, batch: Batch): Promise<void> {
  await duck.run(
    "create or replace table source(file varchar, ord integer, account varchar, region varchar)",
  );
  const rows = batch.map(({ path: file, place }, ord) => [file, ord, place.account, place.region]);
  await duck.append("source", rows);
}

/** How the exact path reads files. */
type Exact = {
  readonly scratch: string;
  /** Take what damaged files hold; otherwise they are deferred. */
  readonly keepDamaged: boolean;
  readonly onRead: OnRead;
};

function refused(error: unknown): Rewritten {
  const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
  const failure = {
    reason: `The file cannot be read by DuckDB (${why}).`,
    group: "The file cannot be read by DuckDB.",
  };
  const none = { events: 0, leftOut: 0, warning: null, isDeferred: false, skips: [] };
  return { kind: "events", failure, ...none };
}

/** Rewrites files and loads their events. A file that DuckDB refuses does not affect others. */
async function rewriteAll(
  duck: Duck,
  files: readonly LogFile[],
  exact: Exact,
): Promise<[LogFile, Rewritten][]> {
  if (files.length === 0) return [];
  const { scratch, keepDamaged, onRead } = exact;
  const results: [LogFile, Rewritten][] = [];
  const sink = openSink(scratch);
  for (const file of files) {
    const onBytes = (count: number): void => onRead.bytes(file, count);
    results.push([file, await rewriteLog(file, sink, { keepDamaged, onBytes })]);
    onRead.files([file]);
  }
  sink.close();
  try {
    await loadExact(duck, sink);
    return results;
  } catch (error) {
    if (isAboutTheMachine(error)) throw error;
    const [only] = files;
    if (files.length === 1 && only !== undefined) return [[only, refused(error)]];
  }
  const half = Math.ceil(files.length / 2);
  const first = await rewriteAll(duck, files.slice(0, half), exact);
  return [...first, ...(await rewriteAll(duck, files.slice(half), exact))];
}

type Written = Pick<Staged, "file" | "folder" | "events">;

/** The files that the table `rest` was written to. */
async function listRest(duck: Duck, staging: string): Promise<Written[]> {
  const names = readdirSync(staging, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => /-r\d+\.parquet$/.test(name));
  const list = files.map((name) => literal(path.join(staging, name))).join(", ");
  const rows = await duck.rows(
    `select file_name, num_rows::integer from parquet_file_metadata([${list}])`,
  );
  return rows.map(([file, events]) => {
    const folder = path.relative(staging, path.dirname(String(file)));
    return { file: String(file), folder, events: Number(events) };
  });
}

/** Where and how a batch is made. */
export type BatchPlace = {
  readonly staging: string;
  readonly number: number;
  /** Take what damaged files hold; otherwise they are deferred. */
  readonly keepDamaged: boolean;
};

/** The first and longest part of a batch: writes straight to Parquet files. */
export function copyBatch(
  duck: Duck,
  plan: BatchPlan,
  { staging, number }: BatchPlace,
  onRead: OnRead,
): Promise<Copied> {
  mkdirSync(staging, { recursive: true });
  return copyDirect(duck, plan.direct, staging, batchName(number), onRead.files);
}

/**
 * The second part: everything that goes through a table, and the duplicates, of events that the
 * lake has already as well. One batch at a time; the next one may be copied meanwhile. Nothing in
 * the lake changes.
 */
export async function finishBatch(
  duck: Duck,
  batch: Batch,
  plan: BatchPlan,
  copied: Copied,
  { staging, number, keepDamaged }: BatchPlace,
  onRead: OnRead,
): Promise<WrittenBatch> {
  await nameSources(duck, batch);
  await openRest(duck);
  const rewritten = new Map<LogFile, Rewritten>();
  const rewrite = async (files: readonly LogFile[]): Promise<void> => {
    const exact = { scratch: path.join(staging, "exact.json"), keepDamaged, onRead };
    for (const [file, result] of await rewriteAll(duck, files, exact)) rewritten.set(file, result);
  };
  const direct = await takeIds(duck, copied.staged);
  const moved = batch.filter((file) => direct.odd.has(file.path) && !copied.odd.has(file));
  const mixed = [...plan.mixed, ...plan.copies];
  const oddMixed = await loadMixed(duck, mixed, staging, onRead.files);
  const oddMoved = moved.length === 0 ? [] : await loadMixed(duck, [moved], staging, onRead.files);
  await rewrite([...plan.exact, ...copied.odd, ...oddMixed, ...oddMoved]);
  const kept = await dropDuplicates(duck, direct.staged);
  const hasRest = await writeRest(duck, staging, `${batchName(number)}-r{i}`, PARQUET);
  const files = [...kept.staged, ...(hasRest ? await listRest(duck, staging) : [])];
  const parquet = files.map(({ file, folder, events }) => ({
    path: path.join(folder, path.basename(file)),
    bytes: statSync(file).size,
    events,
  }));
  return { parquet, duplicates: kept.duplicates, rewritten };
}
