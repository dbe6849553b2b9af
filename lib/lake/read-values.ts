import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type OnValue, type Splitter, splitValues } from "@/lib/lake/split-values";

/** How a text is cut into values: by its brackets, or at the ends of its lines. */
export type Mode = "values" | "lines";

/** Records above this size are reported and passed over; AWS itself stops far below. */
const MAX_RECORD_BYTES = 64 << 20;
const CHUNK = 1 << 20;

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** The bytes of a log as it is stored, from its start. */
export type StoredLog = AsyncGenerator<Uint8Array>;

/** A log file on this machine, opened when it is read. */
export async function* openLog(file: string): StoredLog {
  yield* createReadStream(file, { highWaterMark: CHUNK });
}

/** No text begins with this byte, and every gzip file does. */
const GZIP = 0x1f;

/** The content of a log, decompressed if its first byte says that it is compressed. */
async function* contentOf(stored: StoredLog): AsyncGenerator<Uint8Array> {
  const first = await stored.next();
  if (first.done === true) return;
  const all = async function* () {
    yield first.value;
    // Whoever stops reading lets go of what is stored.
    yield* stored;
  };
  if (first.value[0] !== GZIP) {
    yield* all();
    return;
  }
  // A failure is told by the reading itself, which then throws.
  yield* pipeline(Readable.from(all()), createGunzip({ chunkSize: CHUNK }), () => undefined);
}

async function* withoutMark(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const piece of content) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    yield isFirst && chunk.subarray(0, BOM.length).equals(BOM) ? chunk.subarray(BOM.length) : chunk;
    isFirst = false;
  }
}

const WRAPPED = /^\s*(\[|\{\s*"Records")/;

/** Hands out each line, or the values in it where a line is a log of its own. */
const splitLines = (onValue: OnValue, limit: number, onLine: () => void): Splitter => {
  let rest: Buffer[] = [];
  let held = 0;
  const emit = (): void => {
    onLine();
    const line = Buffer.concat(rest);
    if (held > limit) onValue(null);
    else if (WRAPPED.test(line.toString("latin1", 0, 64))) {
      const found: Buffer[] = [];
      const inner = splitValues((bytes) => found.push(bytes ?? line), limit);
      inner.push(line);
      // A line that is not whole is handed out as it is, so that it is found to be broken.
      for (const bytes of inner.end() === null ? found : [line]) onValue(bytes);
    } else if (line.some((byte) => byte > 0x20)) onValue(line);
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

/** A value, null where it was too large to be kept, and its number or that of its line. */
type Found = { readonly bytes: Buffer | null; readonly ordinal: number };

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
 * Reads a log of any size, value by value.
 * @returns what is wrong with the log as a whole, as the end of a sentence, or null
 */
export async function* readValues(
  log: StoredLog,
  mode: Mode,
): AsyncGenerator<Found, string | null> {
  const found: Found[] = [];
  let ordinal = 0;
  const next = (): void => {
    ordinal++;
  };
  const take: OnValue = (bytes) => {
    if (mode === "values") next();
    found.push({ bytes, ordinal });
  };
  const splitter =
    mode === "lines"
      ? splitLines(take, MAX_RECORD_BYTES, next)
      : splitValues(take, MAX_RECORD_BYTES);
  try {
    for await (const chunk of withoutMark(contentOf(log))) {
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
