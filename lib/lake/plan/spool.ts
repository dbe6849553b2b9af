/** Gathers the texts of many logs in one file, which DuckDB reads in half the time of the logs themselves. */
import { closeSync, openSync, writeFileSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { LogFile } from "@/lib/lake/find/find-logs";
import { soundText } from "@/lib/lake/read/sound-text";
import { SOURCE_KEY } from "@/lib/lake/record/record-sql";

/** Larger logs go to the exact path, which reads them as a stream. */
export const MOST_SPOOLED_BYTES = 32 << 20;

/** A file of texts, one after the other. */
export type Spool = {
  readonly path: string;
  /** The logs in it, in the order of their texts. */
  readonly files: readonly LogFile[];
  /** The size of the largest text. */
  readonly objectBytes: number;
  /** Each text is one line. */
  readonly oneLine: boolean;
};

const RECORDS = /^(?:\xEF\xBB\xBF)?\s*\{\s*(?="Records"\s*:\s*\[)/;
const RECORDS_WITHIN = 256;
const WRITE_BYTES = 1 << 20;
/** So much text is read before other work has its turn. */
const TURN_BYTES = 4 << 20;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const END_OF_LINE = Buffer.from("\n");

function hasLineEnd(text: Buffer): boolean {
  let end = text.length;
  while (end > 0 && (text[end - 1] ?? 0) <= 0x20) end--;
  const within = text.subarray(0, end);
  return within.includes(LINE_FEED) || within.includes(CARRIAGE_RETURN);
}

/** A log's text from the key `Records` on; null where it does not begin with that. */
function fromRecords(text: Buffer): Buffer | null {
  const begin = RECORDS.exec(text.toString("latin1", 0, RECORDS_WITHIN));
  return begin === null ? null : text.subarray(begin[0].length);
}

/**
 * Writes the texts of logs to a file, each with the path of its log as the first member.
 * @param onOdd is given each log that is not of the form `{"Records": [...]}` or is damaged
 */
export async function spoolLogs(
  files: readonly LogFile[],
  path: string,
  onOdd: (file: LogFile) => void,
): Promise<Spool> {
  const out = openSync(path, "w");
  const taken: LogFile[] = [];
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let sinceTurn = 0;
  let objectBytes = 0;
  let oneLine = true;
  const write = (): void => {
    writeFileSync(out, Buffer.concat(pending));
    pending = [];
    pendingBytes = 0;
  };
  try {
    for (const file of files) {
      const text = soundText(file.path, MOST_SPOOLED_BYTES);
      const records = text === null ? null : fromRecords(text);
      sinceTurn += text?.length ?? 0;
      if (records === null) onOdd(file);
      else {
        const source = Buffer.from(`{"${SOURCE_KEY}":${JSON.stringify(file.path)},`);
        const bytes = source.length + records.length + END_OF_LINE.length;
        pending.push(source, records, END_OF_LINE);
        pendingBytes += bytes;
        objectBytes = Math.max(objectBytes, bytes);
        oneLine &&= !hasLineEnd(records);
        taken.push(file);
        if (pendingBytes >= WRITE_BYTES) write();
      }
      if (sinceTurn < TURN_BYTES) continue;
      sinceTurn = 0;
      await nextTurn();
    }
    write();
  } finally {
    closeSync(out);
  }
  return { path, files: taken, objectBytes, oneLine };
}
