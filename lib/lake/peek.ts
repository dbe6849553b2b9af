import { closeSync, openSync, readSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";
import type { LogFile } from "@/lib/lake/find-logs";

/** What the first bytes of a file say about how it can be read. */
export type Peek = {
  /** True when DuckDB can read the file as it stands: `{"Records": [` in sound gzip or plain text. */
  readonly plain: boolean;
  /** True when no line ends where the text begins: such a file is most likely one line as a whole. */
  readonly oneLine: boolean;
  /** The decompressed size in bytes, or an estimate of it when `plain` is false. */
  readonly rawBytes: number;
  /** The same for files with the same text, and hardly ever for others; null where it is not known. */
  readonly text: string | null;
};

/** Larger files go to the exact path, which reads them as a stream. */
const MAX_PLAIN_BYTES = 32 << 20;
const HEAD_BYTES = 256;
const INFLATED_BYTES = 1024;
/** Deflate cannot do better, so a size beyond it is not the size of this file. */
const MAX_RATIO = 1032;
const RECORDS = /^\uFEFF?\s*\{\s*"Records"\s*:\s*\[/;
const LINE_END = /[\r\n]\s*\S/;
const GLOB = /[*?[\]{}\\]/;

/** The end of a gzip file: a checksum of its text, and the text's size. */
const TAIL_BYTES = 8;

const readAt = (file: number, position: number, length: number): Buffer => {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, readSync(file, buffer, 0, length, Math.max(position, 0)));
};

const openOrNull = (file: string): number | null => {
  try {
    return openSync(file, "r");
  } catch {
    return null;
  }
};

const inflateHead = (head: Buffer): string => {
  try {
    return gunzipSync(head, {
      finishFlush: constants.Z_SYNC_FLUSH,
      chunkSize: INFLATED_BYTES,
    }).toString("utf8");
  } catch {
    return "";
  }
};

/**
 * Looks at the head and the tail of a file. An unreadable file is simply not `plain`. Reading so
 * few bytes at once takes a quarter of the time of waiting for them.
 */
export const peekAt = (log: LogFile): Peek => {
  const ratio = /\.gz$/i.test(log.path) ? 12 : 1;
  const estimate = { plain: false, oneLine: false, rawBytes: log.size * ratio, text: null };
  const file = openOrNull(log.path);
  if (file === null) return estimate;
  try {
    const head = readAt(file, 0, HEAD_BYTES);
    const zipped = head[0] === 0x1f && head[1] === 0x8b;
    // DuckDB goes by the name of a file and takes some characters in it for a pattern.
    if (zipped !== /\.gz$/i.test(log.path) || GLOB.test(log.path)) return estimate;
    const begin = zipped ? inflateHead(head) : head.toString("utf8");
    if (!RECORDS.test(begin)) return estimate;
    const oneLine = !LINE_END.test(begin);
    if (!zipped)
      return { plain: log.size <= MAX_PLAIN_BYTES, oneLine, rawBytes: log.size, text: null };
    const tail = readAt(file, log.size - TAIL_BYTES, TAIL_BYTES);
    const rawBytes = tail.length === TAIL_BYTES ? tail.readUInt32LE(4) : 0;
    // A truncated file ends in arbitrary bytes; only a stream reader can tell what is wrong.
    const credible = rawBytes * 1.05 + 64 >= log.size && rawBytes <= log.size * MAX_RATIO;
    if (!credible || rawBytes > MAX_PLAIN_BYTES) return estimate;
    return { plain: true, oneLine, rawBytes, text: tail.toString("latin1") };
  } catch {
    return estimate;
  } finally {
    closeSync(file);
  }
};
