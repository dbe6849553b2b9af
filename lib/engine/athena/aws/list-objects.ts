/** Lists the objects under a prefix of a bucket: names and sizes, no object is opened. */
import {
  type ListObjectsV2Output,
  paginateListObjectsV2,
  type S3Client,
  type _Object as S3Object,
} from "@aws-sdk/client-s3";
import { type Trouble, troubleOf } from "@/lib/engine/athena/errors/trouble";
import { fail, type Result, succeed } from "@/lib/result";

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
  /** Only this many of the first keys; by default all of them. */
  readonly maxKeys?: number;
  /** Objects that are restored from an archive, for now, do not count as archived. */
  readonly readsRestored?: boolean;
  /** Stops the listing, which then fails as `cancelled`. */
  readonly signal?: AbortSignal;
};

/** How many objects there are, and their bytes together. */
export type Total = { readonly objects: number; readonly bytes: number };

/** The most that S3 gives at once. */
const PAGE_KEYS = 1000;

/** The reason in words about logs; the engine's sentences are about results. */
function sentence({ kind, isDenied, message }: Trouble, bucket: string): string {
  if (isDenied)
    return `This server is not allowed to list the bucket ${bucket}: an administrator must grant it s3:ListBucket there.`;
  if (/bucket .*does not exist/.test(message))
    return `There is no bucket ${bucket}, where the table says that its logs are.`;
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

/** The pages of a listing, each requested when the one before has been read. */
async function* pagesOf(
  s3: S3Client,
  { bucket, prefix, startAfter, maxKeys = Number.POSITIVE_INFINITY, ...more }: ListOptions,
  delimiter?: string,
): AsyncGenerator<Result<ListObjectsV2Output>> {
  const { readsRestored = false, signal } = more;
  const stopped = fail("cancelled", "The listing was stopped.");
  const pages = paginateListObjectsV2(
    { client: s3, pageSize: Math.min(maxKeys, PAGE_KEYS) },
    {
      Bucket: bucket,
      Prefix: prefix,
      Delimiter: delimiter,
      // Ignored where the bucket's owner pays; Athena needs it too (RequesterPaysEnabled).
      RequestPayer: "requester",
      StartAfter: startAfter,
      ...(readsRestored ? { OptionalObjectAttributes: ["RestoreStatus" as const] } : {}),
    },
    signal === undefined ? {} : { abortSignal: signal },
  );
  let left = maxKeys;
  try {
    for await (const page of pages) {
      if (signal?.aborted) return yield stopped;
      // A page of a proxy, for one: it must not pass for an empty folder.
      if (page.KeyCount === undefined)
        return yield fail("engine-failed", `The listing of the bucket ${bucket} cannot be read.`);
      yield succeed(page);
      left -= page.KeyCount;
      if (left <= 0) return;
    }
  } catch (error) {
    if (signal?.aborted) return yield stopped;
    const context = { action: "s3:ListBucket", region: await s3.config.region(), workgroup: "" };
    yield fail("engine-failed", sentence(troubleOf(error, context), bucket));
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
  return succeed(objects.slice(0, options.maxKeys));
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
  return succeed(names.slice(0, options.maxKeys));
}
