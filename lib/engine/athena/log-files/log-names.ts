/**
 * Which sources' log files are named for their delivery, so that hours can be read of a day. What
 * was seen is remembered for a week: the SQL of a question depends on it, and links should go on to
 * meet their runs.
 */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import type { FoundSource } from "@/queries/gather-sources";
import type { LogFolder } from "@/queries/layouts";
import { DAY_MS } from "@/queries/scope";
import { sampleNames } from "./sample-names";

const FILE = "log-names.json";
const REMEMBERED_MS = 7 * DAY_MS;
/** Somebody waits for the server to start. */
const PATIENCE_MS = 10_000;
/** Folders that are looked at at once. */
const AT_ONCE = 8;

const Names = z.array(z.string()).readonly();

/** What a look at one folder told: who has logs there, or in a sentence why the names tell nothing. */
const Seen = z.object({
  told: z.union([z.object({ accounts: Names, regions: Names }), z.string()]),
  atMs: z.number(),
});
type Seen = z.infer<typeof Seen>;
const Memory = z.record(z.string(), Seen);
type Memory = z.infer<typeof Memory>;

const keyOf = ({ base, account = "*", region = "*" }: LogFolder): string =>
  `${base} ${account} ${region}`;

/** What an earlier process saw; nothing where there is no file that can be read. */
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
  const whole = path.join(dataDir, FILE);
  // Another process may read at any time.
  const part = `${whole}.${process.pid}`;
  await writeFile(part, JSON.stringify(memory, null, 2));
  await rename(part, whole);
}

/** Looks at a folder. */
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
  const told =
    value.kind === "named"
      ? value.seen
      : `Its log files have other names than CloudTrail's: ${value.example}.`;
  return { told, atMs: nowMs };
}

/** What is known of folders, from before or by a look; what was seen anew is remembered. */
async function lookAtAll(
  s3: S3Client,
  folders: readonly LogFolder[],
  dataDir: string,
  nowMs: number,
): Promise<(folder: LogFolder) => Seen["told"]> {
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
  // In a folder that cannot be written, the next start looks again.
  if (Object.keys(seen).length > 0)
    await remember(dataDir, { ...before, ...seen }).catch(() => undefined);
  return (folder) => {
    const key = keyOf(folder);
    return (seen[key] ?? before[key])?.told ?? failed[key] ?? "";
  };
}

const WHOLE_DAYS = "Questions about hours read whole days of it.";
const NO_FOLDER = "Its location is not told in the form of CloudTrail's folders.";

/** Accounts and regions with logs in a source's folders that its table does not list, in a sentence. */
function unlistedIn(
  { covers }: FoundSource,
  seen: readonly NonNullable<LogFolder["seen"]>[],
): readonly string[] {
  const missing = (["account", "region"] as const).flatMap((one) => {
    const held = covers[`${one}s`];
    const found = [...new Set(seen.flatMap((each) => each[`${one}s`]))];
    const names = held === null ? [] : found.filter((name) => !held.includes(name));
    return names.length === 0 ? [] : [`${one} ${names.join(", ")}`];
  });
  return missing.length === 0
    ? []
    : [
        `There are logs in its folders that are not in this table, of ${missing.join(" and ")}: add these to the lists of its projection.`,
      ];
}

/**
 * Gives the sources the folders whose files were seen to be named so. Where a source has none, a
 * warning says why its questions read whole days.
 */
export async function withLogFolders(
  sources: readonly FoundSource[],
  s3: S3Client,
  dataDir: string,
  nowMs: number,
): Promise<readonly FoundSource[]> {
  const all = sources.flatMap(({ locations }) => locations);
  const toldOf = await lookAtAll(s3, all, dataDir, nowMs);
  return sources.map((found) => {
    const { locations, source } = found;
    const logFolders = locations.flatMap((folder) => {
      const told = toldOf(folder);
      return typeof told === "string" ? [] : [{ ...folder, seen: told }];
    });
    const unlisted = unlistedIn(
      found,
      logFolders.map(({ seen }) => seen),
    );
    const warnings = [...found.warnings, ...unlisted];
    if (logFolders.length > 0) return { ...found, source: { ...source, logFolders }, warnings };
    const [first] = locations;
    const problem = first ? toldOf(first) : NO_FOLDER;
    return { ...found, warnings: [...found.warnings, `${WHOLE_DAYS} ${problem}`] };
  });
}
