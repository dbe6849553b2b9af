/** Recognises files that are not logs by their first bytes. */
import { Buffer } from "node:buffer";

/** The number of first bytes that is enough to know a format. */
export const HEAD_BYTES = 512;

const UNPACK = "unpack it first";
const TAR_MARK_AT = 257;

/** How a file of a format begins, and what is said of it, as the end of a sentence. */
const FORMATS: readonly (readonly [begin: Buffer, problem: string])[] = [
  [Buffer.from("PK\x03\x04"), `is a zip archive; ${UNPACK}`],
  [Buffer.from("PK\x05\x06"), `is an empty zip archive`],
  [Buffer.from("7z\xbc\xaf", "latin1"), `is a 7z archive; ${UNPACK}`],
  [Buffer.from("Rar!"), `is a rar archive; ${UNPACK}`],
  [Buffer.from("BZh"), `is compressed with bzip2; ${UNPACK}`],
  [Buffer.from("\xfd7zXZ", "latin1"), `is compressed with xz; ${UNPACK}`],
  [Buffer.from("\x28\xb5\x2f\xfd", "latin1"), `is compressed with zstd; ${UNPACK}`],
  [Buffer.from("\xff\x06\x00\x00sNaPpY", "latin1"), `is compressed with snappy; ${UNPACK}`],
  [Buffer.from("PAR1"), "is a Parquet file; import the logs that it was made from"],
  [Buffer.from("ORC"), "is an ORC file; import the logs that it was made from"],
  [Buffer.from("Obj\x01"), "is an Avro file; import the logs that it was made from"],
];

const CSV =
  "is a CSV file, which lacks a part of each event; download the event history as JSON instead";
const CSV_HEAD = /^\s*"?(event ?(id|name|time|source|version)|user ?identity|user ?name)"?\s*,/i;
/** Export tasks of CloudWatch Logs write a time before each event. */
const BEGINS_LIKE_JSON = /^\s*(?:\d{4}-\d\d-\d\dT\S+\s+)?[{["]/;

/** Whether bytes are the start of a gzip file. */
export function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

function binaryProblem(head: Buffer): string | null {
  const known = FORMATS.find(([begin]) => head.subarray(0, begin.length).equals(begin));
  if (known !== undefined) return known[1];
  const mark = head.toString("latin1", TAR_MARK_AT, TAR_MARK_AT + 5);
  return mark === "ustar" ? `is a tar archive; ${UNPACK}` : null;
}

/**
 * Why a content cannot be a log, as the end of a sentence; null where it may be one.
 * @param head the first bytes, uncompressed
 */
export function contentProblem(head: Buffer): string | null {
  return (
    binaryProblem(head) ??
    (CSV_HEAD.test(head.toString("utf8").replace(/^\uFEFF/, "")) ? CSV : null)
  );
}

/** The same for a file whose name does not say that it is a log: it has to look like JSON or gzip. */
export function strangerProblem(name: string, head: Buffer): string | null {
  if (head.length === 0) return "is empty";
  if (isGzip(head)) return null;
  const known = contentProblem(head);
  if (known !== null) return known;
  if (/\.csv$/i.test(name)) return CSV;
  const text = head.toString("utf8").replace(/^\uFEFF/, "");
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return isUtf16 || BEGINS_LIKE_JSON.test(text) ? null : "is neither JSON nor gzip";
}
