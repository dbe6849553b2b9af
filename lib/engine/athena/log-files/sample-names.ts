/** Checks on some log files of a folder in S3 whether they are stored and named as CloudTrail does. */
import type { S3Client } from "@aws-sdk/client-s3";
import { listFolders, listObjects, type StoredObject } from "@/lib/engine/athena/aws/list-objects";
import { type Result, succeed } from "@/lib/result";
import type { LogFolder } from "@/queries/layouts";
import { DAY_MS } from "@/queries/scope";

/** What the files of a folder show. */
export type Sample =
  | { readonly kind: "named"; readonly seen: NonNullable<LogFolder["seen"]> }
  /** Files are named in another way; this is one of them. */
  | { readonly kind: "other"; readonly example: string }
  | { readonly kind: "empty" };

const KEYS = 10;
/** The most accounts, and regions of one, that are listed. More would be too many ranges. */
const NOTED = 60;
/** Accounts whose files are checked: the others of an organization are like them. */
const ACCOUNTS = 3;
/** The files of these days are checked first. */
const RECENT_MS = 2 * DAY_MS;

const NAME =
  /(?:^|\/)(\d{12})\/CloudTrail\/([a-z0-9-]+)\/\d{4}\/\d{2}\/\d{2}\/\1_CloudTrail_\2_\d{8}T\d{4}Z_[^/]+$/;

type Looking = {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly nowMs: number;
  readonly signal: AbortSignal;
};

/** A few files of an account and region. */
async function someFiles(
  { s3, bucket, nowMs, signal }: Looking,
  prefix: string,
): Promise<Result<readonly StoredObject[]>> {
  const recent = new Date(nowMs - RECENT_MS).toISOString().slice(0, 10).replaceAll("-", "/");
  const place = { bucket, prefix, maxKeys: KEYS, signal };
  const latest = await listObjects(s3, { ...place, startAfter: `${prefix}${recent}` });
  return !latest.ok || latest.value.length > 0 ? latest : listObjects(s3, place);
}

/** The names of the folders right below one, or only the given one. */
async function namesIn(
  { s3, bucket, signal }: Looking,
  prefix: string,
  only: string | undefined,
  pattern: RegExp,
): Promise<Result<readonly string[]>> {
  if (only !== undefined) return succeed([only]);
  const names = await listFolders(s3, { bucket, prefix, maxKeys: NOTED, signal });
  return names.ok ? succeed(names.value.filter((name) => pattern.test(name))) : names;
}

/**
 * Checks a few files of a folder, recent ones where there are some. Fails with a sentence where it
 * may not be listed, or S3 does not answer.
 */
export async function sampleNames(
  s3: S3Client,
  { base, account, region }: LogFolder,
  nowMs: number,
  signal: AbortSignal,
): Promise<Result<Sample>> {
  const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/(.*)$/.exec(base) ?? [];
  const looking = { s3, bucket, nowMs, signal };
  const accounts = await namesIn(looking, prefix, account, /^\d{12}$/);
  if (!accounts.ok) return accounts;
  const seen = new Set<string>();
  let files = 0;
  for (const each of accounts.value.slice(0, ACCOUNTS)) {
    const inAccount = `${prefix}${each}/CloudTrail/`;
    const regions = await namesIn(looking, inAccount, region, /^[a-z0-9-]+$/);
    if (!regions.ok) return regions;
    for (const name of regions.value) seen.add(name);
    const [first] = regions.value;
    const some = first ? await someFiles(looking, `${inAccount}${first}/`) : succeed([]);
    if (!some.ok) return some;
    // An empty object may stand for the folder itself.
    const stranger = some.value.find(({ key }) => !key.endsWith("/") && !NAME.test(key));
    if (stranger) return succeed({ kind: "other", example: stranger.key });
    files += some.value.length;
  }
  if (files === 0) return succeed({ kind: "empty" });
  return succeed({ kind: "named", seen: { accounts: accounts.value, regions: [...seen].sort() } });
}
