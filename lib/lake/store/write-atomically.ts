import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";

/** Replaces a file by another content in one step: a reader sees the old or the new, never half. */
export const writeAtomically = (file: string, content: string): void => {
  const temporary = `${file}.tmp`;
  const fd = openSync(temporary, "w");
  try {
    const bytes = Buffer.from(content);
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(temporary, file);
};
