/** DuckDB's errors in a sentence for a person, with what to do where there is something. */
import { oldLakeSentence } from "./old-lake";

const SPILL_FULL = /failed to offload data block|No space left on device/;
/** Whether a line says that what exceeds the memory did not fit on the disk. */
export function isSpillFull(line: string): boolean {
  return SPILL_FULL.test(line);
}

const NO_SPILL = /^IO Error: Failed to create directory "/;
/** Missing, too small, truncated or overwritten: the texts differ, and all name the file. */
const BAD_FILE = /^(?:IO|Invalid Input) Error: .*["']([^"']+\.parquet)["']/;

/**
 * What the first line of an error means.
 * @param spillDir where DuckDB writes what exceeds its memory
 */
export function errorSentence(line: string, spillDir: string): string {
  if (isSpillFull(line))
    return `The query needs more memory than it has, and the disk of ${spillDir} is full: free some space, choose a shorter time range, or raise TRAILBOOK_MEMORY_MB.`;
  if (NO_SPILL.test(line))
    return `The query needs more memory than it has, and ${spillDir} cannot be written: choose a shorter time range, or raise TRAILBOOK_MEMORY_MB.`;
  if (line.startsWith("Out of Memory Error"))
    return "The query needs more memory than TRAILBOOK_MEMORY_MB allows: choose a shorter time range, or raise it.";
  const old = oldLakeSentence(line);
  if (old !== null) return old;
  const [, file] = BAD_FILE.exec(line) ?? [];
  if (file !== undefined)
    return `The lake's file ${file} is missing or damaged: restore it, or import the logs into a new folder.`;
  return `The local engine could not answer. ${line}`;
}
