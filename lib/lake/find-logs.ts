import { readdirSync, type Stats, statSync } from "node:fs";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { isLogName, type LogPlace, placeOf } from "@/lib/lake/log-path";
import { fail, type Result, succeed } from "@/lib/result";

/** A log file as found on disk. */
export type LogFile = {
  /** Absolute. */
  readonly path: string;
  /** Relative to the imported folder. */
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly place: LogPlace;
};

/** The log files under a folder, and how many digest and insight files were passed over. */
export type FoundLogs = {
  readonly files: readonly LogFile[];
  readonly digest: number;
  readonly insight: number;
};

const orderKey = (file: LogFile): string =>
  `${file.place.day ?? "~"}/${file.place.account ?? "~"}/${file.place.region ?? "~"}/${file.name}`;

/** Sorts by day first, so that a partition is complete within few batches. */
const inOrder = (files: readonly LogFile[]): LogFile[] =>
  files
    .map((file) => ({ key: orderKey(file), file }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ file }) => file);

const statOrNull = (file: string): Stats | null => {
  try {
    return statSync(file);
  } catch {
    return null;
  }
};

/**
 * Lists the log files under `from`, in the order in which they are imported.
 * @param from an absolute path
 * @param except a folder that is not looked into: the lake itself may lie under `from`
 * @returns `no-logs` when there is no such folder or nothing in it to import
 */
export const findLogs = async (from: string, except: string): Promise<Result<FoundLogs>> => {
  const root = statOrNull(from);
  if (root === null) return fail("no-logs", `There is no folder at ${from}.`);
  if (!root.isDirectory())
    return fail("no-logs", `${from} is a file; give the folder that holds the logs.`);
  const files: LogFile[] = [];
  const passed = { digest: 0, insight: 0 };
  const folders = [from];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    // To wait for each entry takes five times as long as to list a folder at once.
    await nextTurn();
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (full !== except) folders.push(full);
        continue;
      }
      if (!isLogName(entry.name)) continue;
      const place = placeOf(full);
      if (place.kind !== "events") {
        passed[place.kind]++;
        continue;
      }
      const info = statOrNull(full);
      if (info === null || !info.isFile()) continue;
      const { size, mtimeMs } = info;
      files.push({ path: full, name: path.relative(from, full), size, mtimeMs, place });
    }
  }
  if (files.length > 0) return succeed({ files: inOrder(files), ...passed });
  const left = passed.digest + passed.insight > 0 ? "only digest and insight files" : "no logs";
  return fail("no-logs", `There are ${left} under ${from}: nothing to import.`);
};
