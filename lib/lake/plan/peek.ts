/** Looks at the ends of a log file to plan how it is read. */
import { closeSync, openSync } from "node:fs";
import { isGzip } from "@/lib/lake/find/file-format";
import type { LogFile } from "@/lib/lake/find/find-logs";
import { readAt } from "@/lib/lake/find/read-head";
import { openablePath } from "@/lib/lake/log-path";
import { MOST_SPOOLED_BYTES } from "./spool";

/** What the first and the last bytes of a file say about how it can be read. */
export type Peek = {
  /** False when only the exact path can read the file. */
  readonly plain: boolean;
  /** The size of its text in bytes; an estimate when `plain` is false. */
  readonly rawBytes: number;
  /** The same for files with the same text, and hardly ever for others; null where it is not known. */
  readonly text: string | null;
};

/** The end of a gzip file: a checksum of its text, and the text's size. */
const TAIL_BYTES = 8;
/** Deflate cannot do better, so a size beyond it is not the size of this file. */
const MAX_RATIO = 1032;
const USUAL_RATIO = 12;

function look(file: number, size: number): Peek {
  if (!isGzip(readAt(file, 0, 2)))
    return { plain: size <= MOST_SPOOLED_BYTES, rawBytes: size, text: null };
  const tail = readAt(file, size - TAIL_BYTES, TAIL_BYTES);
  const rawBytes = tail.length === TAIL_BYTES ? tail.readUInt32LE(4) : 0;
  // A truncated file ends in arbitrary bytes; only reading it as a stream shows what is wrong.
  const isCredible = rawBytes * 1.05 + 64 >= size && rawBytes <= size * MAX_RATIO;
  // One without text is read for the reason why it has no events.
  if (!isCredible || rawBytes === 0 || rawBytes > MOST_SPOOLED_BYTES)
    return { plain: false, rawBytes: size * USUAL_RATIO, text: null };
  return { plain: true, rawBytes, text: tail.toString("latin1") };
}

/**
 * Looks at both ends of a file. One that cannot be read is simply not `plain`. Reading so few bytes
 * at once takes a quarter of the time of waiting for them.
 */
export function peekAt({ path, size }: LogFile): Peek {
  let file: number;
  try {
    file = openSync(openablePath(path), "r");
  } catch {
    return { plain: false, rawBytes: size, text: null };
  }
  try {
    return look(file, size);
  } catch {
    return { plain: false, rawBytes: size, text: null };
  } finally {
    closeSync(file);
  }
}
