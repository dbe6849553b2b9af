/** What lies under a prefix of a bucket, by ListObjectsV2: names and sizes, no object is opened. */
import {
  ListObjectsV2Command,
  type ListObjectsV2Output,
  type S3Client,
  type _Object as S3Object,
} from "@aws-sdk/client-s3";
import type { Trouble } from "@/lib/engine/athena/errors/trouble";
import { fail, type Result, succeed } from "@/lib/result";
import { attempt } from "./clients";

export type StoredObject = {
  readonly key: string;
  readonly sizeBytes: number;
  /** It is in a storage class that has to be restored before it can be read. */
  readonly isArchived: boolean;
};

export type Place = {
  readonly bucket: string;
  /** As in S3: a text that keys begin with. A folder ends with `/`, or `…/1` finds `…/10` too. */
  readonly prefix: string;
};

export type ListOptions = Place & {
  /** Only keys after this one. */
  readonly startAfter?: string;
  /** The first so many keys; all of them unless told otherwise. */
  readonly maxKeys?: number;
  /** Objects that were restored from an archive, for now, are none. */
  readonly readsRestored?: boolean;
  /** Stops the listing, which then fails as `cancelled`. */
  readonly signal?: AbortSignal;
};

/** How many objects there are, and their bytes together. */
export type Total = { readonly objects: number; readonly bytes: number };

/** The most that S3 gives at once. */
const PAGE_KEYS = 1000;

/** What went wrong, in words about logs: the engine's own are about results. */
function sentence({ kind, isDenied, message }: Trouble, bucket: string): string {
  if (isDenied)
    return `This server may not list the bucket ${bucket}: an administrator has to allow it s3:ListBucket there.`;
  if (/bucket .*does not exist/.test(message))
    return `There is no bucket ${bucket}, where the table says that its logs lie.`;
  if (kind === "throttled")
    return `S3 could not keep up with the listing of the bucket ${bucket}: try again in a minute.`;
  return message;
}

/** Athena skips objects of these classes without an error (Athena User Guide, s3-glacier). */
const ARCHIVES: readonly (string | undefined)[] = ["GLACIER", "DEEP_ARCHIVE"];

const isArchived = (
  { StorageClass: storageClass, RestoreStatus: restored }: S3Object,
  readsRestored = false,
): boolean =>
  ARCHIVES.includes(storageClass) &&
  !(readsRestored && restored?.IsRestoreInProgress === false && restored.RestoreExpiryDate);

/** The pages of a listing, each asked for when the one before has been read. */
async function* pagesOf(
  s3: S3Client,
  { bucket, prefix, startAfter, maxKeys = Number.POSITIVE_INFINITY, ...more }: ListOptions,
  delimiter?: string,
): AsyncGenerator<Result<ListObjectsV2Output>> {
  const { readsRestored = false, signal } = more;
  let left = maxKeys;
  let token: string | undefined;
  while (left > 0) {
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      MaxKeys: Math.min(left, PAGE_KEYS),
      Delimiter: delimiter,
      // Ignored where the bucket's owner pays; Athena needs it too (RequesterPaysEnabled).
      RequestPayer: "requester",
      StartAfter: startAfter,
      ContinuationToken: token,
      ...(readsRestored ? { OptionalObjectAttributes: ["RestoreStatus" as const] } : {}),
    });
    const region = await s3.config.region();
    const context = { action: "s3:ListBucket", region, workgroup: "" };
    const answer = await attempt(context, () =>
      s3.send(command, signal === undefined ? {} : { abortSignal: signal }),
    );
    if (signal?.aborted) {
      yield fail("cancelled", "The listing was stopped.");
      return;
    }
    if (!answer.ok) {
      yield fail("engine-failed", sentence(answer.trouble, bucket));
      return;
    }
    const { KeyCount: keys } = answer.value;
    if (keys === undefined) {
      // A page of a proxy, for one: it must not pass for an empty folder.
      yield fail("engine-failed", `The listing of the bucket ${bucket} cannot be read.`);
      return;
    }
    yield succeed(answer.value);
    left -= keys;
    token = answer.value.IsTruncated === true ? answer.value.NextContinuationToken : undefined;
    if (token === undefined) return;
  }
}

/** The objects under a prefix, in the order of their keys. */
export async function listObjects(
  s3: S3Client,
  options: ListOptions,
): Promise<Result<readonly StoredObject[]>> {
  const objects: StoredObject[] = [];
  for await (const page of pagesOf(s3, options)) {
    if (!page.ok) return page;
    for (const object of page.value.Contents ?? []) {
      const { Key: key, Size: sizeBytes = 0 } = object;
      // A folder that was made by hand is an empty object.
      if (key === undefined || (key.endsWith("/") && sizeBytes === 0)) continue;
      objects.push({ key, sizeBytes, isArchived: isArchived(object, options.readsRestored) });
    }
  }
  return succeed(objects);
}

/** The names of the folders right below a prefix that ends with `/`. */
export async function listFolders(
  s3: S3Client,
  options: ListOptions,
): Promise<Result<readonly string[]>> {
  const names: string[] = [];
  for await (const page of pagesOf(s3, options, "/")) {
    if (!page.ok) return page;
    for (const { Prefix: folder = "" } of page.value.CommonPrefixes ?? [])
      names.push(folder.slice(options.prefix.length, -1));
  }
  return succeed(names);
}

/** Adds up the objects under a prefix. */
export async function sumObjects(s3: S3Client, options: ListOptions): Promise<Result<Total>> {
  let objects = 0;
  let bytes = 0;
  for await (const page of pagesOf(s3, options)) {
    if (!page.ok) return page;
    for (const { Size: size = 0 } of page.value.Contents ?? []) {
      objects += 1;
      bytes += size;
    }
  }
  return succeed({ objects, bytes });
}
