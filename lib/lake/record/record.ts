/** The text of one event, from the log that it came from. */
import { openLog, readValues, type StoredLog } from "@/lib/lake/read/read-values";
import { fail, type Result, succeed } from "@/lib/result";
import { endOfValue } from "./json-spans";
import { contentOf, lookup } from "./unwrap";

/** Escapes, and the members in which tools write base64. */
const MAY_HIDE = ["\\u", '"data"', '"Data"'];

/** The text of the event with an id in a value of a log; null where there is none. */
function eventIn(value: string, eventId: string): string | null {
  // Whether it is an event is for the import to say: other engines have other rows.
  for (const { text, start } of contentOf(value)) {
    if (text[start] !== "{") continue;
    const id = lookup(text, start, true)("eventID");
    if (id !== undefined && JSON.parse(text.slice(id.start, id.end)) === eventId)
      return text.slice(start, endOfValue(text, start));
  }
  return null;
}

/**
 * The text of an event exactly as it is in a log; null where the log does not contain it.
 * @param open is called again for each way of splitting the log into values
 */
export async function recordIn(open: () => StoredLog, eventId: string): Promise<string | null> {
  const marks = [eventId, ...MAY_HIDE].map((text) => Buffer.from(text));
  for (const mode of ["values", "lines"] as const) {
    for await (const { bytes } of readValues(open(), mode, () => undefined)) {
      // Parsing is slow: only values that hold the id, or what may hide it, are parsed.
      if (bytes === null || !marks.some((mark) => bytes.includes(mark))) continue;
      const event = eventIn(bytes.toString("utf8"), eventId);
      if (event !== null) return event;
    }
  }
  return null;
}

/**
 * The text of an event exactly as it is in the log on this machine that it came from.
 * @param sourceFile the path in the lake's column `sourcefile`
 * @returns `not-found` when the file, or the event in it, is no longer there
 */
export async function readRecord(sourceFile: string, eventId: string): Promise<Result<string>> {
  if (sourceFile.includes("\0")) return fail("bad-input", "This is not the path of a log file.");
  const text = await recordIn(() => openLog(sourceFile), eventId);
  return text !== null
    ? succeed(text)
    : fail("not-found", "Its log file is gone, or does not contain it any more.");
}
