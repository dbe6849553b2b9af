/** The types of the lake that other rooms use. */
import type { LeftOut } from "./log-path";

/** How far an import has come. `bytes` are as stored on disk (compressed). */
export type ImportProgress = {
  readonly files: { readonly done: number; readonly total: number };
  readonly bytes: { readonly done: number; readonly total: number };
  /** Events written to the lake so far. */
  readonly events: number;
  readonly elapsedMs: number;
  /** An estimate from the bytes done so far; null until there is something to estimate from. */
  readonly remainingMs: number | null;
};

/** A file, or a part of a file, that was not imported, with one sentence for a person. */
export type Skip = { readonly file: string; readonly reason: string };

/** How often there was a reason, and the first few files. */
export type ReasonCount = {
  readonly reason: string;
  readonly count: number;
  readonly files: readonly string[];
};

/** What one import did. `bytes` are the compressed bytes of the files that were taken. */
export type ImportReport = {
  readonly files: number;
  readonly events: number;
  readonly bytes: number;
  /** Events left out because their event id is in the lake already. */
  readonly duplicates: number;
  /** Files recognised by path, size and modification time from an earlier import. */
  readonly alreadyImported: number;
  /** Files of objects that are not events. */
  readonly leftOut: Readonly<Record<LeftOut, number>>;
  /** Objects of these kinds in files that hold events as well. */
  readonly leftOutRecords: number;
  /** The first thousand skips, paths relative to the imported folder. */
  readonly skipped: readonly Skip[];
  /** How many skips there were, listed or not. */
  readonly skippedTotal: number;
  /** All skips by their reason. */
  readonly skippedReasons: readonly ReasonCount[];
  /** The first thousand files that are damaged or altered, of which events went in nevertheless. */
  readonly warnings: readonly Skip[];
  readonly warningsTotal: number;
  readonly warningReasons: readonly ReasonCount[];
  readonly elapsedMs: number;
};

/** A Parquet file of the lake. `path` is relative to the folder of its events. */
export type LakeFile = { readonly path: string; readonly bytes: number; readonly events: number };

/** One account's events of one region and one UTC day. `bytes` is the size of its files. */
export type LakePartition = {
  readonly account: string;
  readonly region: string;
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly bytes: number;
  readonly events: number;
  readonly files: number;
  /** The files that count. Others beside them belong to an incomplete batch. */
  readonly parquet: readonly LakeFile[];
};

/** The content of a lake. `dataVersion` changes with the content. */
export type Lake = {
  readonly dataVersion: string;
  readonly events: number;
  readonly bytes: number;
  readonly partitions: readonly LakePartition[];
  /** What is wrong with log files, a sentence each, by the path in the column `sourcefile`. */
  readonly warnings: Readonly<Record<string, string>>;
};
