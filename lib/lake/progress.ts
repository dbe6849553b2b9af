import type { LogFile } from "@/lib/lake/find-logs";
import type { ImportProgress } from "@/lib/lake/types";

const EVERY_MS = 200;

/** Counts what has been read and tells it on, at most five times a second. */
export const startProgress = (
  files: readonly LogFile[],
  onProgress: ((progress: ImportProgress) => void) | undefined,
) => {
  const started = performance.now();
  const total = { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
  const done = { files: 0, bytes: 0, events: 0 };
  let told = Number.NEGATIVE_INFINITY;
  const elapsedMs = (): number => Math.round(performance.now() - started);
  const tell = (): void => {
    const elapsed = elapsedMs();
    told = performance.now();
    const share = total.bytes === 0 ? 1 : done.bytes / total.bytes;
    onProgress?.({
      files: { done: done.files, total: total.files },
      bytes: { done: done.bytes, total: total.bytes },
      events: done.events,
      elapsedMs: elapsed,
      remainingMs: share === 0 ? null : Math.round((elapsed * (1 - share)) / share),
    });
  };
  return {
    elapsedMs,
    read: (some: readonly LogFile[]): void => {
      done.files += some.length;
      for (const { size } of some) done.bytes += size;
      if (performance.now() - told >= EVERY_MS) tell();
    },
    wrote: (events: number): void => {
      done.events += events;
    },
    end: tell,
  };
};
