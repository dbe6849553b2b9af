/**
 * Which sources' log files are named by their delivery, so that a query can read single hours of a
 * day. The finding is kept for a week: the SQL of a query depends on it, and links should find
 * their runs.
 */
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import { writeAtomically } from "@/lib/lake/store/write-atomically";
import type { FoundSource } from "@/queries/gather-sources";
import type { LogFolder } from "@/queries/layouts";
import { DAY_MS } from "@/queries/scope";
import { sampleNames } from "./sample-names";

const FILE = "log-names.json";
const REMEMBERED_MS = 7 * DAY_MS;
/** The start of the server waits for it. */
const PATIENCE_MS = 10_000;
/** Folders that are checked in parallel. */
const AT_ONCE = 8;

const Names = z.array(z.string()).readonly();

/** The finding for one folder: the accounts and regions there, or why its names are not used. */
const Seen = z.object({
  names: z.union([z.object({ accounts: Names, regions: Names }), z.string()]),
  atMs: z.number(),
});
type Seen = z.infer<typeof Seen>;
const Memory = z.record(z.string(), Seen);
type Memory = z.infer<typeof Memory>;

const keyOf = ({ base, account = "*", region = "*" }: LogFolder): string =>
  `${base} ${account} ${region}`;

/** The findings of earlier processes; none where there is no readable file. */
async function recall(dataDir: string): Promise<Memory> {
  const text = await readFile(path.join(dataDir, FILE), "utf8").catch(() => "{}");
  try {
    return Memory.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

async function remember(dataDir: string, memory: Memory): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  writeAtomically(path.join(dataDir, FILE), JSON.stringify(memory, null, 2));
}

/** Checks a folder. */
async function look(
  s3: S3Client,
  folder: LogFolder,
  nowMs: number,
  signal: AbortSignal,
): Promise<Seen | { readonly failed: string }> {
  const sample = await sampleNames(s3, folder, nowMs, signal);
  if (!sample.ok) return { failed: sample.failure.message };
  const { value } = sample;
  if (value.kind === "empty") return { failed: "There are no log files yet." };
  const names =
    value.kind === "named"
      ? value.seen
      : `Its log files have other names than CloudTrail's: ${value.example}.`;
  return { names, atMs: nowMs };
}

/** The findings for folders, remembered or new. */
async function lookAtAll(
  s3: S3Client,
  folders: readonly LogFolder[],
  dataDir: string,
  nowMs: number,
): Promise<(folder: LogFolder) => Seen["names"]> {
  const before = await recall(dataDir);
  const isFresh = (key: string) => nowMs - (before[key]?.atMs ?? 0) < REMEMBERED_MS;
  const wanted = new Map(folders.map((folder) => [keyOf(folder), folder]));
  const open = [...wanted].filter(([key]) => !isFresh(key));
  const seen: Memory = {};
  const failed: Record<string, string> = {};
  const signal = AbortSignal.timeout(PATIENCE_MS);
  for (let from = 0; from < open.length; from += AT_ONCE) {
    await Promise.all(
      open.slice(from, from + AT_ONCE).map(async ([key, folder]) => {
        const now = await look(s3, folder, nowMs, signal);
        if ("failed" in now) failed[key] = now.failed;
        else seen[key] = now;
      }),
    );
  }
  // Where the folder cannot be written, the next start checks again.
  if (Object.keys(seen).length > 0)
    await remember(dataDir, { ...before, ...seen }).catch(() => undefined);
  return (folder) => {
    const key = keyOf(folder);
    return (seen[key] ?? before[key])?.names ?? failed[key] ?? "";
  };
}

const WHOLE_DAYS = "Queries over hours read whole days of it.";
const NO_FOLDER = "Its location is not one of CloudTrail's folders.";

/** Accounts and regions with logs in a source's folders that its table does not list, in a sentence. */
function unlistedIn(
  { covers }: FoundSource,
  seen: readonly NonNullable<LogFolder["seen"]>[],
): readonly string[] {
  const missing = (["account", "region"] as const).flatMap((one) => {
    const covered = covers[`${one}s`];
    const found = [...new Set(seen.flatMap((each) => each[`${one}s`]))];
    const names = covered === null ? [] : found.filter((name) => !covered.includes(name));
    return names.length === 0 ? [] : [`${one} ${names.join(", ")}`];
  });
  return missing.length === 0
    ? []
    : [
        `There are logs in its folders that are not in this table, of ${missing.join(" and ")}: add these to the lists of its projection.`,
      ];
}

/**
 * Adds to the sources the folders whose files are named by their delivery. Where a source has none,
 * a warning says why its queries read whole days.
 */
export async function withLogFolders(
  sources: readonly FoundSource[],
  s3: S3Client,
  dataDir: string,
  nowMs: number,
): Promise<readonly FoundSource[]> {
  const all = sources.flatMap(({ locations }) => locations);
  const namesOf = await lookAtAll(s3, all, dataDir, nowMs);
  return sources.map((found) => {
    const { locations, source } = found;
    const logFolders = locations.flatMap((folder) => {
      const names = namesOf(folder);
      return typeof names === "string" ? [] : [{ ...folder, seen: names }];
    });
    const unlisted = unlistedIn(
      found,
      logFolders.map(({ seen }) => seen),
    );
    const warnings = [...found.warnings, ...unlisted];
    if (logFolders.length > 0) return { ...found, source: { ...source, logFolders }, warnings };
    const [first] = locations;
    const problem = first ? namesOf(first) : NO_FOLDER;
    return { ...found, warnings: [...found.warnings, `${WHOLE_DAYS} ${problem}`] };
  });
}
