import type { LogFile } from "@/lib/lake/find-logs";

/** Log files that one statement reads. */
export type Group = {
  readonly files: readonly LogFile[];
  /** The decompressed size of the largest, in bytes. */
  readonly objectBytes: number;
  /** True when all of them seem to be a line of JSON each. */
  readonly oneLine: boolean;
};

/** A log file, its decompressed size, and whether it seems to be one line. */
export type Sized = {
  readonly file: LogFile;
  readonly rawBytes: number;
  readonly oneLine: boolean;
};

/** About 100,000 events: a few large row groups, and little memory while they are written. */
const CHUNK_BYTES = 128 << 20;

/** Cuts files into groups of about 128 MB of text, in their order. */
export const chunks = (files: readonly Sized[]): Group[] => {
  const out: { files: LogFile[]; objectBytes: number; oneLine: boolean; bytes: number }[] = [];
  for (const { file, rawBytes, oneLine } of files) {
    let chunk = out.at(-1);
    if (chunk === undefined || chunk.bytes + rawBytes > CHUNK_BYTES) {
      chunk = { files: [], objectBytes: 0, oneLine: true, bytes: 0 };
      out.push(chunk);
    }
    chunk.files.push(file);
    chunk.bytes += rawBytes;
    chunk.objectBytes = Math.max(chunk.objectBytes, rawBytes);
    chunk.oneLine &&= oneLine;
  }
  return out;
};
