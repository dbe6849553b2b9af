/** Checks whether a file or folder can be written, without writing it. */
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import path from "node:path";

/** The reasons of failed writes, as the end of a sentence. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EISDIR: "it is a folder",
  ENOTFILE: "it is a pipe or a device",
  ENOTDIR: "a part of its path is not a folder",
};

const codeOf = (error: unknown): string | null =>
  error instanceof Error && "code" in error ? String(error.code) : null;

/** Whether an error says that a file does not exist. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

/** Whether an error of Node or of DuckDB says that a disk is full. */
export function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Error &&
    /ENOSPC|No space left on device|failed to offload data block/.test(error.message)
  );
}

/** What an error of the file system says, as the end of a sentence. */
export function fileReason(error: unknown): string {
  const code = isDiskFull(error) ? "ENOSPC" : codeOf(error);
  return (code === null ? undefined : REASONS[code]) ?? code ?? String(error);
}

/**
 * Why a path cannot be written, as the end of a sentence; null if it can. For a path that does not
 * exist, the nearest existing folder above it is checked.
 */
export async function whyNotWritable(file: string): Promise<string | null> {
  try {
    await access(file, constants.W_OK);
    return null;
  } catch (error) {
    const parent = path.dirname(file);
    if (!isMissing(error) || parent === file) return fileReason(error);
    return whyNotWritable(parent);
  }
}
