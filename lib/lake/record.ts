import { eventText } from "@/lib/lake/canonical-record";
import { membersOf } from "@/lib/lake/json-spans";
import { isLogName } from "@/lib/lake/log-path";
import { openLog, readValues, type StoredLog } from "@/lib/lake/read-values";
import { fail, type Result, succeed } from "@/lib/result";

const idOf = (event: string): unknown => {
  const member = membersOf(event, 0).findLast(({ key }) => key.toLowerCase() === "eventid");
  return member === undefined ? null : JSON.parse(event.slice(member.start, member.end));
};

/**
 * The text of an event exactly as it stands in a log; null where the log does not hold it.
 * @param open is called anew for each way in which the log may be cut into values
 */
export const recordIn = async (open: () => StoredLog, eventId: string): Promise<string | null> => {
  const plain = Buffer.from(eventId);
  for (const mode of ["values", "lines"] as const) {
    for await (const { bytes } of readValues(open(), mode)) {
      // Parsing is dear: only values that hold the id, or escapes that may hide it, are parsed.
      if (bytes === null || !(bytes.includes(plain) || bytes.includes("\\u"))) continue;
      const event = eventText(bytes.toString("utf8"));
      if (event !== null && idOf(event) === eventId) return event;
    }
  }
  return null;
};

/**
 * The text of an event exactly as it stands in the log on this machine that it came from.
 * @param sourceFile the path in the lake's column `sourcefile`
 * @returns `not-found` when the file, or the event in it, is no longer there
 */
export const readRecord = async (sourceFile: string, eventId: string): Promise<Result<string>> => {
  if (!isLogName(sourceFile) || sourceFile.includes("\0"))
    return fail("bad-input", "This is not the path of a log file.");
  const text = await recordIn(() => openLog(sourceFile), eventId);
  return text !== null
    ? succeed(text)
    : fail("not-found", "Its log file is gone, or no longer holds it.");
};
