/** The lock of a lake: one import at a time. */
import { takeProcessLock } from "@/lib/process-lock";
import type { Result } from "@/lib/result";
import { lakePaths } from "./lake-paths";

/**
 * Takes the lock of a lake, also from a process that has ended.
 * @returns a function that gives the lock back, or `lake-busy`
 */
export function takeLock(lake: string): Result<() => void> {
  return takeProcessLock(lakePaths(lake).lock, {
    what: "import",
    has: `has been writing to ${lake}`,
  });
}
