/** Counts up what the batches of an import report. */

import type { WrittenBatch } from "@/lib/lake/copy/write-batch";
import type { FoundLogs, LogFile } from "@/lib/lake/find/find-logs";
import { openSkips } from "@/lib/lake/find/skips";
import type { ImportReport } from "@/lib/lake/types";

/** What of a batch counts. */
export type Counted = {
  readonly taken: readonly LogFile[];
  /** Damaged files, to be imported after all others. */
  readonly deferred: readonly LogFile[];
  /** Taken files that are damaged, by their path, with a sentence. */
  readonly warnings: readonly [path: string, warning: string][];
};

/** Starts a report with what was found and skipped. */
export function openReport(found: FoundLogs, alreadyImported: number) {
  const sum = { files: 0, events: 0, bytes: 0, duplicates: 0, leftOutRecords: 0 };
  const leftOut = { ...found.leftOut };
  const { skips } = found;
  const warnings = openSkips();

  /** Counts a file that took the exact path. Returns what becomes of it. */
  const countRewritten = (
    file: LogFile,
    result: NonNullable<ReturnType<WrittenBatch["rewritten"]["get"]>>,
  ): "taken" | "deferred" | "passed over" => {
    if (result.isDeferred) return "deferred";
    const { kind, failure, warning } = result;
    if (kind !== "events") {
      leftOut[kind]++;
      return "passed over";
    }
    if (failure !== null) {
      skips.add(file.name, failure.reason, failure.group);
      return "passed over";
    }
    sum.leftOutRecords += result.leftOut;
    for (const { reason, group } of result.skips) skips.add(file.name, reason, group);
    if (warning !== null) warnings.add(file.name, warning.reason, warning.group);
    return "taken";
  };

  return {
    /** Counts a batch in. */
    count: (files: readonly LogFile[], written: WrittenBatch): Counted => {
      const taken: LogFile[] = [];
      const deferred: LogFile[] = [];
      const warned: [string, string][] = [];
      for (const file of files) {
        const result = written.rewritten.get(file);
        const fate = result === undefined ? "taken" : countRewritten(file, result);
        if (fate === "deferred") deferred.push(file);
        if (fate !== "taken") continue;
        taken.push(file);
        if (result?.warning) warned.push([file.path, result.warning.reason]);
        sum.files++;
        sum.bytes += file.size;
      }
      for (const { events } of written.parquet) sum.events += events;
      sum.duplicates += written.duplicates;
      return { taken, deferred, warnings: warned };
    },
    close: (elapsedMs: number): ImportReport => ({
      ...sum,
      alreadyImported,
      leftOut,
      skipped: skips.listed(),
      skippedTotal: skips.total(),
      skippedReasons: skips.reasons(),
      warnings: warnings.listed(),
      warningsTotal: warnings.total(),
      warningReasons: warnings.reasons(),
      elapsedMs,
    }),
  };
}
