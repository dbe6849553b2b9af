/** Copies, finishes and commits the batches of an import in turn. */
import type { Duck } from "@/lib/lake/copy/duck";
import {
  type BatchPlace,
  copyBatch,
  finishBatch,
  type OnRead,
  type WrittenBatch,
} from "@/lib/lake/copy/write-batch";
import { type Batch, type BatchPlan, planBatch } from "@/lib/lake/plan/plan-batches";
import { stagingOf } from "@/lib/lake/store/commit";

/** The parts of an import that batches need. */
export type BatchImport = {
  readonly duck: Duck;
  readonly lake: string;
  /** The number of the first batch. */
  readonly firstNumber: number;
  /** Take what damaged files hold; otherwise they are deferred. */
  readonly keepDamaged: boolean;
  readonly onRead: OnRead;
  /** Is given every batch that is written, in turn. */
  readonly commit: (batch: Batch, number: number, written: WrittenBatch) => Promise<void>;
  readonly signal: AbortSignal | undefined;
};

/**
 * Imports batches one after another. While one is copied, the one before it is finished and
 * committed, and the one after it is inspected: no step alone keeps two processors busy.
 * @returns false when the signal ended it
 */
export async function importBatches(
  batches: readonly Batch[],
  { duck, lake, firstNumber, keepDamaged, onRead, commit, signal }: BatchImport,
): Promise<boolean> {
  const finish = async (
    batch: Batch,
    plan: BatchPlan,
    place: BatchPlace,
    copied: Awaited<ReturnType<typeof copyBatch>>,
  ): Promise<void> => {
    const written = await finishBatch(duck, batch, plan, copied, place, onRead);
    if (!signal?.aborted) await commit(batch, place.number, written);
  };
  const [first] = batches;
  let plan = first && planBatch(first);
  let finished: Promise<void> = Promise.resolve();
  try {
    for (const [index, batch] of batches.entries()) {
      if (plan === undefined) break;
      const current = await plan;
      const following = batches[index + 1];
      plan = following && planBatch(following);
      if (signal?.aborted) return false;
      const number = firstNumber + index;
      const place = { number, keepDamaged, staging: stagingOf(lake, number) };
      const copied = await copyBatch(duck, current, place, onRead);
      await finished;
      if (signal?.aborted) return false;
      finished = finish(batch, current, place, copied);
      // Its failure is thrown where it is awaited; until then it must not count as unhandled.
      finished.catch(() => undefined);
    }
    await finished;
    return !signal?.aborted;
  } finally {
    // Nothing may run when DuckDB is closed.
    await Promise.allSettled([plan, finished]);
  }
}
