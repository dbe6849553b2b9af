/** Whether a run found rows and read files, and which files it skipped. */
import type { Estimate } from "@/lib/api/answers";
import type { RunState } from "@/lib/api/run";
import { formatCounted } from "./format";

/** A run without rows, which means something else if there were no logs to search. */
export function endedWithoutRows(state: RunState | null): boolean {
  return state?.state === "done" && state.rowCount === 0;
}

/**
 * Whether the scan behind an answer read no log file. For a reused result, which scans nothing now,
 * that is unknown.
 */
export function hasReadNothing(state: RunState | null): boolean {
  return (
    state?.state === "done" &&
    (state.fromSlice ? state.sliceReadNothing === true : state.scannedBytes === 0 && !state.reused)
  );
}

/** How archived files can be read. */
export const RESTORE =
  "Copy them to another storage class, or restore them and set read_restored_glacier_objects = true on the table.";

/** How many files are archived, a sentence without its stop. */
export function archivedText(archived: number): string {
  return `${formatCounted(archived, "file")} ${archived === 1 ? "is archived; Athena skips it" : "are archived; Athena skips them"}`;
}

/** What a result does not cover, besides days without logs, sentences. For any number of rows. */
export function skippedOf({ reads, notInTable }: Estimate): readonly string[] {
  const archived = reads?.archived ?? 0;
  return [...(archived > 0 ? [`${archivedText(archived)}. ${RESTORE}`] : []), ...notInTable];
}
