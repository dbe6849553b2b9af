/** Groups of log files that one statement reads. */
import type { LogFile } from "@/lib/lake/find/find-logs";

/** Log files that one statement reads. */
export type Group = readonly LogFile[];

/** A log file and the size of its text. */
export type Sized = { readonly file: LogFile; readonly rawBytes: number };

/** About 100,000 events: a few large row groups, and little memory while they are written. */
const CHUNK_BYTES = 128 << 20;

/** Cuts files into groups of about 128 MB of text, in their order. */
export function chunks(files: readonly Sized[]): Group[] {
  const out: LogFile[][] = [];
  let bytes = 0;
  for (const { file, rawBytes } of files) {
    const chunk = out.at(-1);
    if (chunk === undefined || bytes + rawBytes > CHUNK_BYTES) {
      out.push([file]);
      bytes = 0;
    } else chunk.push(file);
    bytes += rawBytes;
  }
  return out;
}
