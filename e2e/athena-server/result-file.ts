/** A result on disk: the file that S3 serves is also what pages are read from. */
import { open, rm } from "node:fs/promises";
import { csvLine, parseCsv, type TextRow } from "./csv";

/** Rows between two marks; a page reads from the mark before it. */
const MARK_EVERY = 500;
const CHUNK = 1 << 20;

export type ResultFile = {
  readonly path: string;
  /** Lines, the header included. */
  readonly lines: number;
  readonly bytes: number;
  /** Byte offsets of lines at a fixed distance. */
  readonly marks: readonly number[];
};

/** Writes a header and rows as they arrive. An unfinished file is removed. */
export async function writeResult(
  path: string,
  header: readonly string[],
  batches: AsyncIterable<readonly TextRow[]>,
): Promise<ResultFile> {
  const file = await open(path, "w");
  const marks: number[] = [];
  let lines = 0;
  let bytes = 0;
  let pending = "";
  const flush = async () => {
    await file.write(pending);
    pending = "";
  };
  const add = (row: TextRow) => {
    if (lines % MARK_EVERY === 0) marks.push(bytes);
    const text = csvLine(row);
    pending += text;
    bytes += Buffer.byteLength(text);
    lines += 1;
  };
  try {
    add(header);
    for await (const rows of batches) {
      for (const row of rows) add(row);
      if (pending.length > CHUNK) await flush();
    }
    await flush();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return { path, lines, bytes, marks };
}

/** Lines `from` to `to` (exclusive), the header being line 0. */
export async function readLines(
  { path, marks, bytes, lines }: ResultFile,
  from: number,
  to: number,
): Promise<readonly TextRow[]> {
  const end = Math.min(to, lines);
  if (from >= end) return [];
  const first = Math.floor(from / MARK_EVERY);
  const start = marks[first] ?? 0;
  const stop = marks[Math.ceil(end / MARK_EVERY)] ?? bytes;
  const file = await open(path, "r");
  try {
    const buffer = Buffer.alloc(stop - start);
    await file.read(buffer, 0, buffer.length, start);
    const skipped = from - first * MARK_EVERY;
    return parseCsv(buffer.toString("utf8")).slice(skipped, skipped + end - from);
  } finally {
    await file.close();
  }
}
