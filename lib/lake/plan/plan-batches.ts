/** Plans the batches of an import, and how each file is read. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { LogFile } from "@/lib/lake/find/find-logs";
import { type Direct, planDirect } from "./direct-groups";
import { chunks, type Group, type Sized } from "./group";
import { peekAt } from "./peek";

/** Files that are imported together: in whole, or after a kill not at all. */
export type Batch = readonly LogFile[];

/** How the files of a batch are to be read. */
export type BatchPlan = {
  readonly direct: readonly Direct[];
  /** Groups of files that DuckDB can read, but that belong to several partitions, or small ones. */
  readonly mixed: readonly Group[];
  /** The same for files whose text another file before them has. */
  readonly copies: readonly Group[];
  /** Files that only the exact path can read. */
  readonly exact: readonly LogFile[];
};

/** The default size of a batch: a kill loses one batch, and each commit has a cost. */
const BATCH_BYTES = 512 << 20;
const BATCH_FILES = 20_000;
/** The least part of a full batch that is one. */
const REST = 8;
/** Files that are inspected before other work has its turn. */
const PEEKS = 8;

const estimate = ({ path, size }: LogFile): number => size * (path.endsWith(".gz") ? 10 : 1);
const dayOf = ({ place }: LogFile): string => place.day ?? "";

/** Cuts sorted files into batches of about `target` bytes of text, at the end of a day if it can. */
export function intoBatches(files: readonly LogFile[], target = BATCH_BYTES): Batch[] {
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
  const before = batches.at(-1);
  // A small rest is not worth a separate batch.
  if (before !== undefined && bytes < target / REST) before.push(...batch);
  else if (batch.length > 0) batches.push(batch);
  return batches;
}

/** Looks into the files of a batch and decides how each is read. */
export async function planBatch(batch: Batch): Promise<BatchPlan> {
  const placed: Sized[] = [];
  const mixed: Sized[] = [];
  const copies: Sized[] = [];
  const exact: LogFile[] = [];
  const texts = new Set<string>();
  for (const [index, file] of batch.entries()) {
    if (index % PEEKS === 0) await nextTurn();
    const { plain, rawBytes, text } = peekAt(file);
    const sized = { file, rawBytes };
    const { account, region, day, minute } = file.place;
    const isCopy = text !== null && texts.has(text);
    if (text !== null) texts.add(text);
    if (!plain) exact.push(file);
    // Its events are most likely duplicates. Those cost little as long as they are in no Parquet file.
    else if (isCopy) copies.push(sized);
    else if (account === null || region === null || day === null || minute === null)
      mixed.push(sized);
    else placed.push(sized);
  }
  const { direct, others } = planDirect(placed);
  return { direct, mixed: chunks([...mixed, ...others]), copies: chunks(copies), exact };
}
