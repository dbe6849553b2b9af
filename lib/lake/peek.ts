import { type FileHandle, open } from "node:fs/promises";
import { constants, gunzipSync } from "node:zlib";
import type { LogFile } from "@/lib/lake/find-logs";

/** What the first bytes of a file say about how it can be read. */
export type Peek = {
  /** True when DuckDB can read the file as it stands: `{"Records": [` in sound gzip or plain text. */
  readonly plain: boolean;
  /** The decompressed size in bytes, or an estimate of it when `plain` is false. */
  readonly rawBytes: number;
};

/** Larger files go to the exact path, which reads them as a stream. */
const MAX_PLAIN_BYTES = 32 << 20;
const HEAD_BYTES = 1024;
/** Deflate cannot do better, so a size beyond it is not the size of this file. */
const MAX_RATIO = 1032;
const RECORDS = /^\uFEFF?\s*\{\s*"Records"\s*:\s*\[/;
const GLOB = /[*?[\]{}\\]/;

const readAt = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
};

const inflateHead = (head: Buffer): string => {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }).toString("utf8");
  } catch {
    return "";
  }
};

/** Looks at the head and the tail of a file. An unreadable file is simply not `plain`. */
export const peekAt = async (log: LogFile): Promise<Peek> => {
  const estimate = { plain: false, rawBytes: log.size * (/\.gz$/i.test(log.path) ? 12 : 1) };
  const file = await open(log.path).catch(() => null);
  if (file === null) return estimate;
  try {
    const head = await readAt(file, 0, HEAD_BYTES);
    const zipped = head[0] === 0x1f && head[1] === 0x8b;
    // DuckDB goes by the name of a file and takes some characters in it for a pattern.
    if (zipped !== /\.gz$/i.test(log.path) || GLOB.test(log.path)) return estimate;
    if (!RECORDS.test(zipped ? inflateHead(head) : head.toString("utf8"))) return estimate;
    if (!zipped) return { plain: log.size <= MAX_PLAIN_BYTES, rawBytes: log.size };
    const tail = await readAt(file, log.size - 4, 4);
    const rawBytes = tail.length === 4 ? tail.readUInt32LE(0) : 0;
    // A truncated file ends in arbitrary bytes; only a stream reader can tell what is wrong.
    const credible = rawBytes * 1.05 + 64 >= log.size && rawBytes <= log.size * MAX_RATIO;
    return credible && rawBytes <= MAX_PLAIN_BYTES ? { plain: true, rawBytes } : estimate;
  } catch {
    return estimate;
  } finally {
    await file.close();
  }
};
