/** Reads a log as a stream of JSON values. */
import { createReadStream, statSync } from "node:fs";
import { contentProblem, HEAD_BYTES } from "@/lib/lake/find/file-format";
import { refusal } from "@/lib/lake/find/folder-entries";
import { openablePath } from "@/lib/lake/log-path";
import { type OnFault, type StoredLog, unpack } from "./gunzip";
import { splitLines } from "./split-lines";
import { type OnValue, ValueSplitter } from "./split-values";

export type { StoredLog } from "./gunzip";

/** How a text is cut into values: by its brackets, or at the ends of its lines. */
export type Mode = "values" | "lines";

/** What is wrong with a log without any text, as the end of a sentence. */
export const EMPTY = "is empty";

/** Records above this size are reported and skipped; AWS itself stops far below. */
const MAX_RECORD_BYTES = 64 << 20;
const CHUNK_BYTES = 1 << 20;

const MARKS: readonly (readonly [mark: Buffer, encoding: string])[] = [
  [Buffer.from([0xef, 0xbb, 0xbf]), "utf-8"],
  [Buffer.from([0xff, 0xfe]), "utf-16le"],
  [Buffer.from([0xfe, 0xff]), "utf-16be"],
];

/** A log file on this machine, opened when it is read. Throws where it is not a regular file any more. */
export async function* openLog(
  file: string,
  onBytes: (count: number) => void = () => undefined,
): StoredLog {
  const path = openablePath(file);
  // A named pipe would wait for a writer without end.
  if (!statSync(path).isFile()) throw Object.assign(new Error(file), { code: "ENOENT" });
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    onBytes(chunk.length);
    yield chunk;
  }
}

/** The same bytes in chunks of about a megabyte: a large value is put together from few of them. */
async function* inChunks(content: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of content) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes < CHUNK_BYTES) continue;
    yield Buffer.concat(pieces);
    pieces = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(pieces);
}

/** The text in UTF-8 without a byte order mark. PowerShell writes UTF-16. */
async function* inUtf8(content: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const first = await content.next();
  if (first.done) return;
  const [mark, encoding] = MARKS.find(([bytes]) =>
    first.value.subarray(0, bytes.length).equals(bytes),
  ) ?? [Buffer.alloc(0), "utf-8"];
  const start = first.value.subarray(mark.length);
  if (encoding === "utf-8") {
    yield start;
    yield* content;
    return;
  }
  const decoder = new TextDecoder(encoding);
  yield Buffer.from(decoder.decode(start, { stream: true }));
  for await (const chunk of content) yield Buffer.from(decoder.decode(chunk, { stream: true }));
}

/** A value, null where it was too large to be kept, and its number or that of its line. */
type Found = { readonly bytes: Buffer | null; readonly ordinal: number };

/** Why a file cannot be read, as the end of a sentence. Anything but the file system's reasons is a bug. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error && "code" in error)) throw error;
  return refusal(error, "read");
}

/**
 * Reads a log of any size, value by value, as far as it can be read.
 * @param onFault is given what is wrong with its compression
 * @returns what else is wrong with the log as a whole, as the end of a sentence, or null
 */
export async function* readValues(
  log: StoredLog,
  mode: Mode,
  onFault: OnFault,
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
      : new ValueSplitter(take, MAX_RECORD_BYTES);
  let isFirst = true;
  try {
    for await (const chunk of inUtf8(inChunks(unpack(log, onFault)))) {
      const problem = isFirst ? contentProblem(chunk.subarray(0, HEAD_BYTES)) : null;
      if (problem !== null) return problem;
      isFirst = false;
      splitter.push(chunk);
      yield* found.splice(0);
    }
  } catch (error) {
    return problemOf(error);
  }
  if (isFirst) return EMPTY;
  const problem = splitter.end();
  yield* found.splice(0);
  return problem === null ? null : `is broken JSON: it ${problem}`;
}
