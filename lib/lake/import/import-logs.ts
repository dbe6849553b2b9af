/** The import of a folder into a lake. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { openTables } from "@/lib/lake/copy/drop-duplicates";
import { openDuck } from "@/lib/lake/copy/duck";
import type { WrittenBatch } from "@/lib/lake/copy/write-batch";
import { type FoundLogs, findLogs, type LogFile } from "@/lib/lake/find/find-logs";
import { isUrlPath } from "@/lib/lake/log-path";
import { type Batch, intoBatches } from "@/lib/lake/plan/plan-batches";
import { commitBatch, recover } from "@/lib/lake/store/commit";
import { takeLock } from "@/lib/lake/store/import-lock";
import { eachBatch } from "@/lib/lake/store/journal";
import { eventsGlob, lakePaths } from "@/lib/lake/store/lake-paths";
import { createManifest, loadManifest, readManifest } from "@/lib/lake/store/manifest";
import type { ImportProgress, ImportReport } from "@/lib/lake/types";
import { fail, type Result, succeed } from "@/lib/result";
import { fileReason, isDiskFull } from "@/lib/writable";
import { importBatches } from "./import-batches";
import { openReport } from "./import-report";
import { startProgress } from "./progress";

/** What to import, and where to. */
export type ImportOptions = {
  /** A folder with a copy of an S3 trail or with loose log files. */
  readonly from: string;
  /** The lake's folder; it is created if need be. */
  readonly lake: string;
  /** What DuckDB may use; the process as a whole needs some 500 MB more. */
  readonly memoryLimitMb?: number;
  /** About how much text is committed at a time, in bytes (decompressed). */
  readonly batchBytes?: number;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
};

const MEMORY_MB = 1000;

/** Recognises a file that was imported before, in little memory. */
const fingerprint = (file: string, size: number, mtimeMs: number): string =>
  createHash("md5").update(`${file}\0${size}\0${mtimeMs}`).digest("base64");

function importedFiles(lake: string): Set<string> {
  const known = new Set<string>();
  eachBatch(lake, ({ from, sources }) => {
    for (const [name, size, mtimeMs] of sources)
      known.add(fingerprint(isUrlPath(name) ? name : path.join(from, name), size, mtimeMs));
  });
  return known;
}

async function importFiles(
  { from, lake, memoryLimitMb = MEMORY_MB, batchBytes, onProgress, signal }: ImportOptions,
  found: FoundLogs,
): Promise<Result<ImportReport>> {
  const manifest = readManifest(lake);
  if (!manifest.ok) return manifest;
  const firstNumber = recover(lake);
  if (loadManifest(lake) === null) createManifest(lake);
  const known = importedFiles(lake);
  const files = found.files.filter(
    ({ path: file, size, mtimeMs }) =>
      known.size === 0 || !known.has(fingerprint(file, size, mtimeMs)),
  );
  const report = openReport(found, found.files.length - files.length);
  const progress = startProgress(files, onProgress);
  const deferred: LogFile[] = [];
  const commit = async (batch: Batch, number: number, written: WrittenBatch): Promise<void> => {
    const counted = report.count(batch, written);
    deferred.push(...counted.deferred);
    progress.wrote(written.parquet.reduce((sum, { events }) => sum + events, 0));
    if (counted.taken.length === 0) return;
    const sources = counted.taken.map(({ name, size, mtimeMs }): [string, number, number] => [
      name,
      size,
      mtimeMs,
    ]);
    const { parquet } = written;
    const warnings = [...counted.warnings];
    await commitBatch(lake, { batch: number, parquet, from, sources, warnings });
  };
  if (files.length > 0) {
    const scratch = path.join(lakePaths(lake).staging, "scratch");
    mkdirSync(scratch, { recursive: true });
    const duck = await openDuck(memoryLimitMb, scratch);
    try {
      const holdsEvents = Object.keys(loadManifest(lake)?.partitions ?? {}).length > 0;
      await openTables(duck, holdsEvents ? eventsGlob(lake) : null);
      const onRead = { files: progress.read, bytes: progress.reading };
      const all = { duck, lake, onRead, commit, signal };
      const batches = intoBatches(files, batchBytes);
      const isWhole = await importBatches(batches, { ...all, firstNumber, keepDamaged: false });
      // Of two copies of an event the first is kept, so damaged files come after all others.
      const last = intoBatches(deferred, batchBytes);
      const lastNumber = firstNumber + batches.length;
      const ofDamaged = { ...all, firstNumber: lastNumber, keepDamaged: true };
      if (!isWhole || !(await importBatches(last, ofDamaged)))
        return fail("cancelled", "The import was cancelled.");
    } finally {
      duck.close();
    }
  }
  progress.end();
  return succeed(report.close(progress.elapsedMs()));
}

/** Whether Node or DuckDB says that a file of the lake could not be written. */
const isNotWritten = (error: unknown): boolean =>
  isDiskFull(error) ||
  (error instanceof Error &&
    /EDQUOT|EROFS|EACCES|EPERM|ENOTDIR|Read-only file/.test(error.message));

/**
 * Imports the logs under a folder into a lake. It can be run again, also after it was killed:
 * imported files are not read again, and an event is imported once, by its id.
 * @returns `no-logs`, `lake-busy`, `lake-damaged`, `bad-input`, `engine-failed` (a full or read-only disk) or
 * `cancelled`; what was committed before stays in the lake
 */
export async function importLogs(options: ImportOptions): Promise<Result<ImportReport>> {
  const from = path.resolve(options.from);
  const lake = path.resolve(options.lake);
  if (/[*?[\]{}]/.test(lake))
    return fail("bad-input", `The folder of a lake must not have any of * ? [ ] { } in its path.`);
  const found = await findLogs(from, lake);
  if (!found.ok) return found;
  const isNew = !existsSync(lake);
  try {
    mkdirSync(lake, { recursive: true });
    const lock = takeLock(lake);
    if (!lock.ok) return lock;
    try {
      return await importFiles({ ...options, from, lake }, found.value);
    } finally {
      rmSync(lakePaths(lake).staging, { recursive: true, force: true });
      lock.value();
    }
  } catch (error) {
    if (!isNotWritten(error)) throw error;
    if (isNew && existsSync(lake) && !existsSync(lakePaths(lake).manifest))
      rmSync(lake, { recursive: true });
    return fail(
      "engine-failed",
      `The lake at ${lake} cannot be written: ${fileReason(error)}. What was imported before is kept; import again once this is solved.`,
    );
  }
}
