/** The folders of S3 that a plan selects: accounts × regions × days. */
import type { S3Client } from "@aws-sdk/client-s3";
import { listFolders } from "@/lib/engine/athena/aws/list-objects";
import type { Planned } from "@/lib/engine/source-facts";
import { fail, type Result, succeed } from "@/lib/result";
import { heldOf, holdsDay } from "@/queries/coverage";
import type { FoundSource } from "@/queries/gather-sources";
import type { LogFolder } from "@/queries/layouts";
import { type PartitionPlan, selector } from "@/queries/partitions";
import { DAY_MS, HOUR_MS } from "@/queries/scope";
import type { Folder } from "./folder-sizes";

/** A folder of one account, region and day of delivery. */
export type PlannedFolder = Folder & { readonly day: string };

/** Names of the folders right below a prefix, which ends with `/`. */
export type FoldersIn = (bucket: string, prefix: string) => Promise<Result<readonly string[]>>;

/** A query's plan, and its source. */
export type PlannedOn = Planned & { readonly source: FoundSource };

/** More would take longer to list than a person waits. */
const MOST_FOLDERS = 2_000;

const TOO_MANY = fail(
  "over-limit",
  `More than ${MOST_FOLDERS.toLocaleString("en-US")} folders of logs would have to be listed to estimate the scan size.`,
);

const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/** The folders of a trail change rarely: a new account, a new region. */
const FOLDERS_MS = HOUR_MS / 6;

/** Lists folders on S3, and caches them for ten minutes. */
export function createFolderNames(s3: S3Client, now: () => number): FoldersIn {
  type Kept = { readonly names: ReturnType<FoldersIn>; readonly untilMs: number };
  const kept = new Map<string, Kept>();
  return (bucket, prefix) => {
    const place = `${bucket}/${prefix}`;
    const known = kept.get(place);
    if (known && known.untilMs > now()) return known.names;
    const names = listFolders(s3, { bucket, prefix, maxKeys: MOST_FOLDERS });
    kept.set(place, { names, untilMs: now() + FOLDERS_MS });
    void names.then(({ ok }) => {
      if (!ok) kept.delete(place);
    });
    return names;
  };
}

/** The values of a place that a plan names; null where it means all. */
const namedIn = ({ places }: PartitionPlan, means: "account" | "region") =>
  places.find(({ column }) => column.means === means)?.values ?? null;

const orNull = (names: readonly string[] | null) => (names?.length ? names : null);

type Trail = { readonly bucket: string; readonly prefix: string };

/** A folder of each account and region, up to where the date begins. */
async function trailsIn(
  folder: LogFolder,
  { plan, scope, source }: PlannedOn,
  foldersIn: FoldersIn,
): Promise<Result<readonly (Trail & { account: string; region: string })[]>> {
  const [, bucket = "", base = ""] = /^s3:\/\/([^/]+)\/(.*)$/.exec(folder.base) ?? [];
  const isOfTable = source.source.layout.tablePerAccount === true;
  const known =
    folder.account === undefined
      ? (namedIn(plan, "account") ?? orNull(source.accounts))
      : [folder.account];
  const found = known === null ? await foldersIn(bucket, base) : succeed(known);
  if (!found.ok) return found;
  const { covers } = source;
  const accounts = heldOf(found.value, covers.accounts).filter(
    (account) =>
      ACCOUNT.test(account) &&
      !(isOfTable && scope.accounts.length > 0 && !scope.accounts.includes(account)),
  );
  const trails: (Trail & { account: string; region: string })[] = [];
  for (const account of accounts) {
    const inAccount = `${base}${account}/CloudTrail/`;
    const regions =
      folder.region === undefined
        ? (namedIn(plan, "region") ?? orNull(source.regions))
        : [folder.region];
    const all = regions === null ? await foldersIn(bucket, inAccount) : succeed(regions);
    if (!all.ok) return all;
    for (const region of heldOf(all.value, covers.regions)) {
      if (!REGION.test(region)) continue;
      trails.push({ bucket, prefix: `${inAccount}${region}/`, account, region });
    }
    if (trails.length * plan.days.length > MOST_FOLDERS) return TOO_MANY;
  }
  return succeed(trails);
}

/**
 * Names the folders. Accounts and regions that neither the scope nor the table names are looked up.
 * Fails where the table's files are not in CloudTrail's folders, or where there are too many.
 */
export async function plannedFolders(
  planned: PlannedOn,
  foldersIn: FoldersIn,
  nowMs: number,
): Promise<Result<readonly PlannedFolder[]>> {
  const { plan, source } = planned;
  const { covers, readsRestored } = source;
  if (source.locations.length === 0)
    return fail(
      "not-found",
      "The table's location is not one of CloudTrail's folders, so the scan size cannot be estimated.",
    );
  const isSelected = selector(plan);
  const folders: PlannedFolder[] = [];
  for (const location of source.locations) {
    const trails = await trailsIn(location, planned, foldersIn);
    if (!trails.ok) return trails;
    for (const { bucket, prefix, account, region } of trails.value) {
      for (const day of plan.days) {
        const ms = Date.parse(`${day}T00:00:00Z`);
        if (!isSelected({ account, region, ms }) || !holdsDay(covers, ms, nowMs)) continue;
        const inDay = `${prefix}${day.replaceAll("-", "/")}/`;
        folders.push({ bucket, prefix: inDay, day, endMs: ms + DAY_MS, readsRestored });
      }
    }
    if (folders.length > MOST_FOLDERS) return TOO_MANY;
  }
  return succeed(folders);
}
