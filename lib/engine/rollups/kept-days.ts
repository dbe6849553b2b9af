/**
 * The kept roll-ups of days, as Parquet files in the data folder. The name of a file says what it
 * holds, and how long it is: one of other data, of another version or truncated is not found.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { whyNotWritable } from "@/lib/writable";

/** The roll-ups of the same accounts, regions and columns. */
export type KeptPlace = {
  readonly dataDir: string;
  /** What is rolled up: the tables, accounts and regions. */
  readonly of: readonly string[];
  /** What the columns are made of. */
  readonly meaning: readonly string[];
};

/** Days, `yyyy-MM-dd`, with the version of the data that they have now. */
export type DayStamps = ReadonlyMap<string, string>;

const hashOf = (texts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 16);

/** Where a data folder has its roll-ups. */
export function rollupsFolder(dataDir: string): string {
  return path.join(dataDir, "rollups");
}

/** The roll-ups of a place in all versions are in one folder, each version in its own below. */
function folderOf({ dataDir, of, meaning }: KeptPlace) {
  const all = path.join(rollupsFolder(dataDir), hashOf(of));
  return { all, version: hashOf(meaning) };
}

const NAME = /^(\d{4}-\d{2}-\d{2})[.]([0-9a-f]{16})[.](\d+)[.]parquet$/;

/** The letters that a Parquet file begins and ends with. */
const PARQUET = "PAR1";

/** Whether a file is as long as its name says, and ends as a Parquet file does. */
async function isWhole(file: string, bytes: number): Promise<boolean> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return false;
  try {
    if ((await handle.stat()).size !== bytes) return false;
    const end = Buffer.alloc(PARQUET.length);
    await handle.read(end, 0, end.length, bytes - end.length);
    return end.toString("latin1") === PARQUET;
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

/** The kept roll-ups of these days: their files by the day. Days without one are not in it. */
export async function findKept(
  place: KeptPlace,
  stamps: DayStamps,
): Promise<ReadonlyMap<string, string>> {
  const { all, version } = folderOf(place);
  const folder = path.join(all, version);
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (name): Promise<readonly (readonly [string, string])[]> => {
      const [, day = "", stamp, bytes] = NAME.exec(name) ?? [];
      const wanted = stamps.get(day);
      if (wanted === undefined || stamp !== hashOf([wanted])) return [];
      const file = path.join(folder, name);
      return (await isWhole(file, Number(bytes))) ? [[day, file]] : [];
    }),
  );
  return new Map(found.flat());
}

/** A path with these characters would be read as a pattern. */
const PATTERN = /[*?[\]{}]/;

/** Whether roll-ups can be kept there. */
export async function canKeep(place: KeptPlace): Promise<boolean> {
  const { all } = folderOf(place);
  return !PATTERN.test(all) && (await whyNotWritable(all)) === null;
}

/**
 * Keeps the roll-ups of days in the place of what was kept of them before; `write` writes that of a
 * day to a file. A file appears whole or not at all. Throws where it cannot be written.
 */
export async function keepDays(
  place: KeptPlace,
  stamps: DayStamps,
  write: (day: string, file: string) => Promise<void>,
): Promise<void> {
  const { all, version } = folderOf(place);
  const folder = path.join(all, version);
  await mkdir(folder, { recursive: true });
  const before = await readdir(folder);
  for (const [day, stamp] of stamps) {
    const temporary = path.join(folder, `${randomUUID()}.making`);
    try {
      await write(day, temporary);
      const handle = await open(temporary, "r+");
      const { size } = await handle
        .datasync()
        .then(() => handle.stat())
        .finally(() => handle.close());
      const name = `${day}.${hashOf([stamp])}.${size}.parquet`;
      await rename(temporary, path.join(folder, name));
      const outdated = before.filter((each) => each.startsWith(`${day}.`) && each !== name);
      for (const each of outdated) await rm(path.join(folder, each), { force: true });
    } finally {
      await rm(temporary, { force: true });
    }
  }
  for (const other of await readdir(all))
    if (other !== version) await rm(path.join(all, other), { recursive: true, force: true });
}
