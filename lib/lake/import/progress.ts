/** The progress of an import. */
import type { LogFile } from "@/lib/lake/find/find-logs";
import type { ImportProgress } from "@/lib/lake/types";

const EVERY_MS = 200;

/** Counts what has been read and reports it, at most five times a second. */
export function startProgress(
  files: readonly LogFile[],
  onProgress: ((progress: ImportProgress) => void) | undefined,
) {
  const started = performance.now();
  const total = { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
  const done = { files: 0, bytes: 0, events: 0 };
  const counted = new Set<LogFile>();
  /** Bytes of files that are being read: a large one takes minutes. */
  const bytesRead = new Map<LogFile, number>();
  let reportedAt = Number.NEGATIVE_INFINITY;
  const elapsedMs = (): number => Math.round(performance.now() - started);
  const report = (): void => {
    const elapsed = elapsedMs();
    reportedAt = performance.now();
    const bytes = [...bytesRead].reduce(
      (sum, [{ size }, read]) => sum + Math.min(size, read),
      done.bytes,
    );
    const share = total.bytes === 0 ? 1 : bytes / total.bytes;
    onProgress?.({
      files: { done: done.files, total: total.files },
      bytes: { done: bytes, total: total.bytes },
      events: done.events,
      elapsedMs: elapsed,
      remainingMs: share === 0 ? null : Math.round((elapsed * (1 - share)) / share),
    });
  };
  const reportSometimes = (): void => {
    if (performance.now() - reportedAt >= EVERY_MS) report();
  };
  return {
    elapsedMs,
    /** Counts files that have been read; one that was counted before does not count again. */
    read: (some: readonly LogFile[]): void => {
      if (some.length === 0) return;
      for (const file of some) {
        bytesRead.delete(file);
        if (counted.has(file)) continue;
        counted.add(file);
        done.files++;
        done.bytes += file.size;
      }
      reportSometimes();
    },
    /** Counts bytes that were read on of a file. */
    reading: (file: LogFile, count: number): void => {
      if (counted.has(file)) return;
      bytesRead.set(file, (bytesRead.get(file) ?? 0) + count);
      reportSometimes();
    },
    wrote: (events: number): void => {
      done.events += events;
    },
    end: report,
  };
}
