/** What the path of a log file says about it. */
import { Buffer, isUtf8 } from "node:buffer";
import path from "node:path";

/** Objects that CloudTrail delivers beside events. */
export const LEFT_OUT = ["digest", "insight", "aggregated"] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** What the path of a log file says about its content. */
export type LogPlace = {
  readonly kind: "events" | LeftOut;
  readonly account: string | null;
  readonly region: string | null;
  /** The day of delivery, `yyyyMMdd`. */
  readonly day: string | null;
  /** The minute of delivery, `HHmm`. */
  readonly minute: string | null;
};

const LOG_NAME = /\.(json|jsonl|ndjson)(\.gz)?$|^[^.]+\.gz$/i;
const DELIVERED = /(?:^|\/)(\d{12})_CloudTrail(-[A-Za-z]+)?_([a-z0-9-]+?)_(?:.*_)?(\d{8})T(\d{4})/;
const FOLDER =
  /(?:^|\/)(\d{12})\/CloudTrail(-[A-Za-z]+)?\/([a-z0-9-]+)\/(\d{4})\/(\d{2})\/(\d{2})\//;

/** Whether a file of this name is taken for a log without a look into it. */
export function isLogName(name: string): boolean {
  return LOG_NAME.test(name);
}

const kindOf = (suffix: string | undefined): LogPlace["kind"] =>
  LEFT_OUT.find((kind) => suffix?.toLowerCase() === `-${kind}`) ?? "events";

/** Reads account, region, day and kind from a path in the layout of an S3 trail. */
export function placeOf(file: string): LogPlace {
  const normal = file.split(path.sep).join("/");
  const folder = FOLDER.exec(normal);
  const name = DELIVERED.exec(normal.slice(normal.lastIndexOf("/")));
  // A copy may keep CloudTrail's folders and not its file names, or the reverse.
  const kind = folder?.[2] ?? name?.[2];
  return {
    kind: kindOf(kind),
    account: folder?.[1] ?? name?.[1] ?? null,
    region: folder?.[3] ?? name?.[3] ?? null,
    day: folder ? `${folder[4]}${folder[5]}${folder[6]}` : (name?.[4] ?? null),
    minute: name?.[5] ?? null,
  };
}

/** How the path of a file begins whose name is not UTF-8. No absolute path begins like this. */
const URL_PREFIX = "file://";
/** Bytes that stand for themselves in such a path: those of ASCII that are visible, but `%`. */
const isPlain = (byte: number): boolean => byte > 0x20 && byte < 0x7f && byte !== 0x25;

/** An absolute path as text. One that is not UTF-8 becomes a file URL, so that no two are the same. */
export function pathText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const parts = [...bytes].map((byte) =>
    isPlain(byte)
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  );
  return URL_PREFIX + parts.join("");
}

/** Whether `pathText` made this of a path that is not UTF-8. */
export function isUrlPath(text: string): boolean {
  return text.startsWith(URL_PREFIX);
}

/** The path to open a file by, from the text that `pathText` made of it. */
export function openablePath(text: string): string | Buffer {
  if (!isUrlPath(text)) return text;
  const latin1 = text
    .slice(URL_PREFIX.length)
    .replace(/%([\dA-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(latin1, "latin1");
}
