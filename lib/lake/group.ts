import type { LogFile } from "@/lib/lake/find-logs";

/** Log files that one statement reads, and the decompressed size of the largest. */
export type Group = { readonly files: readonly LogFile[]; readonly objectBytes: number };

/** A log file and its decompressed size. */
export type Sized = { readonly file: LogFile; readonly rawBytes: number };

/** About 100,000 events: a few large row groups, and little memory while they are written. */
const CHUNK_BYTES = 128 << 20;

/** Cuts files into groups of about 128 MB of text, in their order. */
export const chunks = (files: readonly Sized[]): Group[] => {
  const out: { files: LogFile[]; objectBytes: number; bytes: number }[] = [];
  for (const { file, rawBytes } of files) {
    let chunk = out.at(-1);
    if (chunk === undefined || chunk.bytes + rawBytes > CHUNK_BYTES) {
      chunk = { files: [], objectBytes: 0, bytes: 0 };
      out.push(chunk);
    }
    chunk.files.push(file);
    chunk.bytes += rawBytes;
    chunk.objectBytes = Math.max(chunk.objectBytes, rawBytes);
  }
  return out;
};
