import type { LogFile } from "@/lib/lake/find-logs";
import { peekAt } from "@/lib/lake/peek";

/** Files that are imported together: in whole, or after a kill not at all. */
export type Batch = readonly LogFile[];

/** Files of one partition that go into one Parquet file without a detour. */
export type Direct = {
  readonly folder: string;
  /** `yyyy-MM-dd` */
  readonly day: string;
  readonly files: readonly LogFile[];
  /** The decompressed size of the largest file, in bytes. */
  readonly objectBytes: number;
};

/** How the files of a batch are to be read. */
export type BatchPlan = {
  readonly direct: readonly Direct[];
  /** Groups of files that DuckDB can read, but that belong to several partitions, or small ones. */
  readonly mixed: readonly { readonly files: readonly LogFile[]; readonly objectBytes: number }[];
  /** Files that only the exact path can read. */
  readonly exact: readonly LogFile[];
};

/** Text in a batch, unless told otherwise: what a kill loses, and what each commit costs. */
const BATCH_BYTES = 512 << 20;
const BATCH_FILES = 20_000;
/** About 100,000 events: a few large row groups, and little memory while they are written. */
const CHUNK_BYTES = 128 << 20;
/** Below this a Parquet file of its own statement costs more than the detour over a table. */
const DIRECT_BYTES = 1 << 20;
const PEEKS = 8;

const estimate = ({ path, size }: LogFile): number => size * (path.endsWith(".gz") ? 10 : 1);
const dayOf = ({ place }: LogFile): string => place.day ?? "";

/** Cuts sorted files into batches of about `target` bytes of text, at the end of a day if it can. */
export const intoBatches = (files: readonly LogFile[], target = BATCH_BYTES): Batch[] => {
  const batches: LogFile[][] = [];
  let batch: LogFile[] = [];
  let bytes = 0;
  for (const file of files) {
    const last = batch.at(-1);
    const full = bytes >= target || batch.length >= BATCH_FILES;
    const over = bytes >= 1.5 * target || batch.length >= 2 * BATCH_FILES;
    if (last !== undefined && (over || (full && dayOf(last) !== dayOf(file)))) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(file);
    bytes += estimate(file);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
};

type Peeked = { readonly file: LogFile; readonly rawBytes: number };

const chunks = (files: readonly Peeked[]): { files: LogFile[]; objectBytes: number }[] => {
  const out: { files: LogFile[]; objectBytes: number; bytes: number }[] = [];
  for (const { file, rawBytes } of files) {
    let chunk = out.at(-1);
    if (chunk === undefined || chunk.bytes + rawBytes > CHUNK_BYTES) {
      chunk = { files: [], objectBytes: 0, bytes: 0 };
      out.push(chunk);
    }
    chunk.files.push(file);
    chunk.bytes += rawBytes;
    chunk.objectBytes = Math.max(chunk.objectBytes, rawBytes);
  }
  return out;
};

/** The folder of a partition, relative to the events folder. The parts must be harmless. */
const partitionFolder = (account: string, region: string, day: string): string => {
  const [year, month, date] = day.split("-");
  return `account=${account}/region=${region}/year=${year}/month=${month}/day=${date}`;
};

const isoDay = (day: string): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;

/** Looks into the files of a batch and decides how each is read. */
export const planBatch = async (batch: Batch): Promise<BatchPlan> => {
  const groups = new Map<string, { day: string; files: Peeked[] }>();
  const mixed: Peeked[] = [];
  const exact: LogFile[] = [];
  for (let from = 0; from < batch.length; from += PEEKS) {
    const some = batch.slice(from, from + PEEKS);
    const peeks = await Promise.all(some.map(async (file) => ({ file, ...(await peekAt(file)) })));
    for (const { file, plain, rawBytes } of peeks) {
      const { account, region, day, nearMidnight } = file.place;
      if (!plain) exact.push(file);
      else if (account === null || region === null || day === null || nearMidnight)
        mixed.push({ file, rawBytes });
      else {
        const folder = partitionFolder(account, region, isoDay(day));
        const group = groups.get(folder) ?? { day: isoDay(day), files: [] };
        group.files.push({ file, rawBytes });
        groups.set(folder, group);
      }
    }
  }
  const direct: Direct[] = [];
  for (const [folder, { day, files }] of groups) {
    const bytes = files.reduce((sum, { rawBytes }) => sum + rawBytes, 0);
    if (bytes < DIRECT_BYTES) mixed.push(...files);
    else direct.push(...chunks(files).map((chunk) => ({ folder, day, ...chunk })));
  }
  return { direct, mixed: chunks(mixed), exact };
};
