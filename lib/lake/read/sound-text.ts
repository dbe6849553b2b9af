/** The text of logs that are as CloudTrail writes them. */
import { readFileSync } from "node:fs";
import { crc32, inflateRawSync } from "node:zlib";
import { isGzip } from "@/lib/lake/find/file-format";
import { openablePath } from "@/lib/lake/log-path";
import { gzipHeaderLength, TRAILER_BYTES } from "./gzip-header";

/** What zlib returns with the option `info`: the engine as well. */
type Inflated = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };

const isInflated = (value: unknown): value is Inflated =>
  typeof value === "object" && value !== null && "buffer" in value && "engine" in value;

/** zlib takes no smaller chunk. */
const LEAST_CHUNK = 64;

/**
 * Inflates a gzip file of one sound member with nothing after it. DuckDB reads gzip as well, but
 * does not compare checksums and says nothing of what follows the first member.
 * @returns null for any other file
 */
function inflateSound(stored: Buffer, mostBytes: number): Buffer | null {
  const begin = gzipHeaderLength(stored);
  const end = stored.length - TRAILER_BYTES;
  if (begin === null || begin > end) return null;
  const bytes = stored.readUInt32LE(end + 4);
  if (bytes > mostBytes) return null;
  try {
    // One chunk that holds all of it spares a copy.
    const chunkSize = Math.max(bytes + 1, LEAST_CHUNK);
    const options = { info: true, chunkSize, maxOutputLength: chunkSize };
    const inflated: unknown = inflateRawSync(stored.subarray(begin, end), options);
    if (!isInflated(inflated)) return null;
    const { buffer, engine } = inflated;
    const isWhole = buffer.length === bytes && engine.bytesWritten === end - begin;
    return isWhole && crc32(buffer) === stored.readUInt32LE(end) ? buffer : null;
  } catch {
    return null;
  }
}

/** The text of a file that is sound; null for one that is damaged, too large or cannot be read. */
export function soundText(path: string, mostBytes: number): Buffer | null {
  let stored: Buffer;
  try {
    stored = readFileSync(openablePath(path));
  } catch {
    return null;
  }
  return isGzip(stored) ? inflateSound(stored, mostBytes) : stored;
}
