import path from "node:path";

/** What the path of a log file tells about its content. */
export type LogPlace = {
  readonly kind: "events" | "digest" | "insight";
  readonly account: string | null;
  readonly region: string | null;
  /** The day of delivery, `yyyyMMdd`. */
  readonly day: string | null;
  /** The minute of delivery, `HHmm`. */
  readonly minute: string | null;
};

const LOG_NAME = /\.(json|jsonl|ndjson)(\.gz)?$|^[^.]+\.gz$/i;
const DELIVERED =
  /(?:^|\/)(\d{12})_CloudTrail(-Digest|-Insight)?_([a-z0-9-]+?)_(?:.*_)?(\d{8})T(\d{4})/;
const FOLDER =
  /(?:^|\/)(\d{12})\/CloudTrail(-Digest|-Insight)?\/([a-z0-9-]+)\/(\d{4})\/(\d{2})\/(\d{2})\//;

/** Whether a file of this name may hold events. Names that start with a dot never do. */
export const isLogName = (file: string): boolean => {
  const name = path.basename(file);
  return !name.startsWith(".") && LOG_NAME.test(name);
};

const kindOf = (suffix: string | undefined): LogPlace["kind"] =>
  suffix === "-Digest" ? "digest" : suffix === "-Insight" ? "insight" : "events";

/** Reads account, region, day and kind out of a path in the layout of an S3 trail. */
export const placeOf = (file: string): LogPlace => {
  const normal = file.split(path.sep).join("/");
  const folder = FOLDER.exec(normal);
  const name = DELIVERED.exec(normal.slice(normal.lastIndexOf("/")));
  // Copies without the file name's convention still lie in a telling folder, and the reverse.
  const kind = folder?.[2] ?? name?.[2];
  return {
    kind: kindOf(kind),
    account: folder?.[1] ?? name?.[1] ?? null,
    region: folder?.[3] ?? name?.[3] ?? null,
    day: folder ? `${folder[4]}${folder[5]}${folder[6]}` : (name?.[4] ?? null),
    minute: name?.[5] ?? null,
  };
};
