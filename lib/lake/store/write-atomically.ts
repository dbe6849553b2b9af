/** Files that are replaced in one step. */
import { renameSync, rmSync, writeFileSync } from "node:fs";

/** Replaces a file by another content in one step: a reader sees the old or the new, never half. */
export function writeAtomically(file: string, content: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content, { flush: true });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
