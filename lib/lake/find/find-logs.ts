/** Finds the log files under a folder, and names what else is there. */
import type { Stats } from "node:fs";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  isLogName,
  isUrlPath,
  LEFT_OUT,
  type LeftOut,
  type LogPlace,
  placeOf,
} from "@/lib/lake/log-path";
import { fail, type Result, succeed } from "@/lib/result";
import { formatCounted } from "@/lib/text/format";
import { strangerProblem } from "./file-format";
import { type Entry, entriesOf, identityOf, kindOf, refusal, statOrNull } from "./folder-entries";
import { readHead } from "./read-head";
import { openSkips, type Skips } from "./skips";

/** A log file as found on disk. */
export type LogFile = {
  /** Absolute, as in the lake's column `sourcefile`; `openablePath` makes what opens it. */
  readonly path: string;
  /** Relative to the imported folder; the same as `path` where it is not UTF-8. */
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly place: LogPlace;
};

/** The log files under a folder, and what else is there. */
export type FoundLogs = {
  readonly files: readonly LogFile[];
  readonly leftOut: Readonly<Record<LeftOut, number>>;
  readonly skips: Skips;
};

const orderKey = (file: LogFile): string =>
  `${file.place.day ?? "~"}/${file.place.account ?? "~"}/${file.place.region ?? "~"}/${file.name}`;

/** Sorts by day first, so that a partition is complete within few batches. */
const inOrder = (files: readonly LogFile[]): LogFile[] =>
  files
    .map((file) => ({ key: orderKey(file), file }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ file }) => file);

const nameIn = (from: string, full: string): string =>
  isUrlPath(full) ? full : path.relative(from, full);

/** Why a file is not taken for a log, as the end of a sentence; null where it is. */
function problemOfFile(full: string): string | null {
  const name = path.basename(full);
  if (name.startsWith(".")) return "is hidden: its name begins with a dot";
  if (isLogName(name)) return null;
  try {
    return strangerProblem(name, readHead(full));
  } catch (error) {
    return refusal(error, "read");
  }
}

function openWalk(from: string, except: string) {
  const files: LogFile[] = [];
  const leftOut = { digest: 0, insight: 0, aggregated: 0 };
  const skips = openSkips();
  const visited = new Set<string>();
  const lake = statOrNull(except) === null ? null : identityOf(except);
  const folders = [from];
  /** Links to folders are followed last, so that a folder is known by its own path where it has one here. */
  const links: string[] = [];
  const skip = (full: string, what: string, problem: string): void => {
    skips.add(nameIn(from, full), `The ${what} ${problem}.`);
  };

  const seeFile = (full: string, { size, mtimeMs }: Stats): void => {
    const place = placeOf(full);
    const problem = problemOfFile(full);
    if (problem !== null) skip(full, "file", problem);
    else if (place.kind !== "events") leftOut[place.kind]++;
    else files.push({ path: full, name: nameIn(from, full), size, mtimeMs, place });
  };
  const see = ({ path: full, kind }: Entry): void => {
    if (kind === "folder") folders.push(full);
    else if (kind === "file" || kind === "link") {
      const info = statOrNull(full);
      if (info?.isFile()) seeFile(full, info);
      else if (info?.isDirectory()) links.push(full);
      else if (info !== null) skip(full, "entry", `is a ${kindOf(info)}`);
      else skip(full, kind, kind === "link" ? "points to a missing file" : "is gone");
    } else skip(full, "entry", `is a ${kind}`);
  };
  const list = (folder: string): string | null => {
    const identity = identityOf(folder);
    if (identity === lake) return "is the lake itself";
    if (visited.has(identity)) return "leads to a folder that was read before";
    visited.add(identity);
    for (const entry of entriesOf(folder)) see(entry);
    return null;
  };
  const open = (folder: string, what: "folder" | "link"): void => {
    try {
      const problem = list(folder);
      if (problem !== null) skip(folder, what, problem);
    } catch (error) {
      skip(folder, what, refusal(error, "listed"));
    }
  };
  return {
    /** Looks into the next folder. Returns false when there is none. */
    step: (): boolean => {
      const folder = folders.pop();
      const link = folder === undefined ? links.shift() : undefined;
      if (folder !== undefined) open(folder, "folder");
      if (link !== undefined) open(link, "link");
      return folder !== undefined || link !== undefined;
    },
    found: (): FoundLogs => ({ files: inOrder(files), leftOut, skips }),
  };
}

/** One sentence for a folder without logs: what is there instead. */
function nothingIn(from: string, { leftOut, skips }: FoundLogs): string {
  const counts = LEFT_OUT.filter((kind) => leftOut[kind] > 0).map((kind) =>
    formatCounted(leftOut[kind], `${kind} file`),
  );
  const reasons = skips
    .reasons()
    .slice(0, 3)
    .map(({ reason, count }) => `${count} × ${reason.replace(/\.$/, "")}`);
  const there = [...counts, ...reasons];
  return `There are no logs under ${from}: nothing to import${there.length === 0 ? "" : ` (${there.join(", ")})`}.`;
}

/**
 * Lists the log files under `from`, in the order in which they are imported. Every other entry is
 * counted with the reason why it is none.
 * @param from an absolute path
 * @param except a folder that is not searched: the lake itself may be under `from`
 * @returns `no-logs` when there is no such folder or nothing in it to import
 */
export async function findLogs(from: string, except: string): Promise<Result<FoundLogs>> {
  const root = statOrNull(from);
  if (root === null) return fail("no-logs", `There is no folder at ${from}.`);
  if (!root.isDirectory())
    return fail("no-logs", `${from} is a file; give the folder of the logs.`);
  const walk = openWalk(from, except);
  // Waiting for each entry takes five times as long as listing a folder at once.
  while (walk.step()) await nextTurn();
  const found = walk.found();
  return found.files.length > 0 ? succeed(found) : fail("no-logs", nothingIn(from, found));
}
