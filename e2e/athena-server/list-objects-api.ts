/** ListObjectsV2: a page of a bucket's keys, in their order, as S3 writes it. */
import { createHash } from "node:crypto";
import type { LogObject } from "./log-objects";

/** The most keys that S3 gives at once. */
const MAX_KEYS = 1000;

const LAST_MODIFIED = "2026-01-01T00:00:00.000Z";

const RESTORED =
  "<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress><RestoreExpiryDate>2036-01-01T00:00:00.000Z</RestoreExpiryDate></RestoreStatus>";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => ESCAPES[one] ?? one);

const element = (name: string, content: string | number | null): string =>
  content === null ? "" : `<${name}>${escaped(String(content))}</${name}>`;

function contents({ key, bytes, stored }: LogObject, showsRestored: boolean): string {
  const etag = `"${createHash("md5").update(key).digest("hex")}"`;
  const inside = [
    element("Key", key),
    element("LastModified", LAST_MODIFIED),
    element("ETag", etag),
    element("Size", bytes),
    element("StorageClass", stored.storageClass),
    stored.isRestored === true && showsRestored ? RESTORED : "",
  ];
  return `<Contents>${inside.join("")}</Contents>`;
}

/** A key, or a folder in place of all keys in it. */
type Entry = { readonly object: LogObject } | { readonly folder: string; readonly last: string };

const nameOf = (entry: Entry): string => ("object" in entry ? entry.object.key : entry.folder);
/** The next page begins after all keys of the last entry. */
const endOf = (entry: Entry): string => ("object" in entry ? entry.object.key : entry.last);

function entriesOf(
  objects: readonly LogObject[],
  prefix: string,
  delimiter: string,
): readonly Entry[] {
  const entries: Entry[] = [];
  for (const object of objects) {
    const at = delimiter === "" ? -1 : object.key.indexOf(delimiter, prefix.length);
    const folder = at < 0 ? null : object.key.slice(0, at + delimiter.length);
    const before = entries.at(-1);
    if (folder === null) entries.push({ object });
    else if (before && "folder" in before && before.folder === folder)
      entries[entries.length - 1] = { folder, last: object.key };
    else entries.push({ folder, last: object.key });
  }
  return entries;
}

const tokenOf = (key: string): string => Buffer.from(key).toString("base64");

/**
 * Writes a page of the objects whose keys begin with the prefix.
 * @param objects all objects of the bucket, in the order of their keys
 * @param query the request's parameters
 * @param showsRestored the request includes RestoreStatus
 */
export function listPage(
  bucket: string,
  objects: readonly LogObject[],
  query: URLSearchParams,
  showsRestored: boolean,
): string {
  const prefix = query.get("prefix") ?? "";
  const startAfter = query.get("start-after");
  const token = query.get("continuation-token");
  const delimiter = query.get("delimiter");
  const maxKeys = Math.min(Number(query.get("max-keys") ?? MAX_KEYS), MAX_KEYS);
  const after = token === null ? (startAfter ?? "") : Buffer.from(token, "base64").toString();
  const under = objects.filter(({ key }) => key.startsWith(prefix) && key > after);
  const entries = entriesOf(under, prefix, delimiter ?? "");
  const page = entries.slice(0, maxKeys);
  const last = page.at(-1);
  const isTruncated = entries.length > page.length && last !== undefined;
  const folders = page.filter((entry) => "folder" in entry);
  const inside = [
    element("Name", bucket),
    element("Prefix", prefix),
    element("StartAfter", startAfter),
    element("ContinuationToken", token),
    element("NextContinuationToken", isTruncated ? tokenOf(endOf(last)) : null),
    element("KeyCount", page.length),
    element("MaxKeys", maxKeys),
    element("Delimiter", delimiter),
    element("IsTruncated", String(isTruncated)),
    ...page.flatMap((entry) => ("object" in entry ? [contents(entry.object, showsRestored)] : [])),
    ...folders.map(
      (entry) => `<CommonPrefixes>${element("Prefix", nameOf(entry))}</CommonPrefixes>`,
    ),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inside.join("")}</ListBucketResult>`;
}
