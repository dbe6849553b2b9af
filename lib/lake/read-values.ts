import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type OnValue, splitValues } from "@/lib/lake/split-values";

/** How a text is cut into values: by its brackets, or at the ends of its lines. */
export type Mode = "values" | "lines";

/** Records above this size are reported and passed over; AWS itself stops far below. */
export const MAX_RECORD_BYTES = 64 << 20;
const CHUNK = 1 << 20;

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** The content of a file, decompressed if its first bytes say that it is compressed. */
async function* contentOf(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file);
  const magic = Buffer.alloc(2);
  await handle.read(magic, 0, 2, 0);
  await handle.close();
  const source = createReadStream(file, { highWaterMark: CHUNK });
  const zipped = magic[0] === 0x1f && magic[1] === 0x8b;
  const stream: Readable = zipped ? source.pipe(createGunzip({ chunkSize: CHUNK })) : source;
  // A failure of the file does not travel through a pipe by itself.
  source.on("error", (error) => stream.destroy(error));
  let first = true;
  try {
    for await (const piece of stream) {
      const chunk = Buffer.from(piece);
      yield first && chunk.subarray(0, 3).equals(BOM) ? chunk.subarray(3) : chunk;
      first = false;
    }
  } finally {
    stream.destroy();
    source.destroy();
  }
}

const splitLines = (onValue: OnValue, limit: number): ReturnType<typeof splitValues> => {
  let rest: Buffer[] = [];
  let held = 0;
  const emit = (): void => {
    const line = rest.length === 1 && rest[0] ? rest[0] : Buffer.concat(rest);
    if (held > limit) onValue(null);
    else if (line.some((byte) => byte > 0x20)) onValue(line);
    rest = [];
    held = 0;
  };
  const add = (piece: Buffer): void => {
    held += piece.length;
    if (held > limit) rest = [];
    else rest.push(piece);
  };
  return {
    push: (chunk) => {
      let from = 0;
      for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
        add(chunk.subarray(from, to));
        emit();
        from = to + 1;
      }
      if (from < chunk.length) add(chunk.subarray(from));
    },
    end: () => {
      if (held > 0) emit();
      return null;
    },
  };
};

/** A value in the middle of a text; null where it was too large to be kept. */
type Found = { readonly bytes: Buffer | null };

const problemOf = (error: unknown): string => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "Z_BUF_ERROR") return "is a truncated gzip file";
  if (code.startsWith("Z_")) return "is a damaged gzip file";
  if (code === "ENOENT") return "is gone";
  if (code === "EACCES" || code === "EPERM") return "may not be read by this user";
  if (code === "") throw error;
  return `cannot be read (${code})`;
};

/**
 * Reads a file of logs of any size, value by value.
 * @returns what is wrong with the file as a whole, as the end of a sentence, or null
 */
export async function* readValues(file: string, mode: Mode): AsyncGenerator<Found, string | null> {
  const found: Found[] = [];
  const take: OnValue = (bytes) => found.push({ bytes });
  const split = mode === "lines" ? splitLines : splitValues;
  const splitter = split(take, MAX_RECORD_BYTES);
  try {
    for await (const chunk of contentOf(file)) {
      splitter.push(chunk);
      yield* found.splice(0);
    }
  } catch (error) {
    return problemOf(error);
  }
  const problem = splitter.end();
  yield* found.splice(0);
  return problem === null ? null : `is broken JSON: it ${problem}`;
}
