/** The rule files of a folder and of the folders inside it. */
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { RefusedRule } from "@/lib/api/rules";
import { formatBytes, formatCount } from "@/lib/text/format";
import { fileReason } from "@/lib/writable";

export const MOST_RULES = 5_000;
const MOST_ENTRIES = 50_000;
const MOST_BYTES = 256 * 1024;
const RULE_FILE = /\.ya?ml$/i;

/** A file; its version changes with its content. */
export type RuleFile = { readonly name: string; readonly path: string; readonly version: string };

export type Listing = {
  /** In the order of their names, from the folder on. */
  readonly files: readonly RuleFile[];
  readonly refused: readonly RefusedRule[];
};

/** Links are followed, and a folder is read once: a link to a folder above it ends there. */
async function walk(folder: string, onFile: (file: string) => boolean): Promise<readonly string[]> {
  const problems: string[] = [];
  const seen = new Set<string>();
  const waiting = [folder];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    try {
      const real = await realpath(next);
      if (seen.has(real)) continue;
      seen.add(real);
      const entries = await readdir(next, { withFileTypes: true });
      for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
        // Editors and version control keep theirs in such folders.
        if (entry.name.startsWith(".")) continue;
        const file = path.join(next, entry.name);
        const isFolder = entry.isSymbolicLink()
          ? await stat(file).then(
              (found) => found.isDirectory(),
              () => false,
            )
          : entry.isDirectory();
        if (isFolder) waiting.push(file);
        else if (RULE_FILE.test(entry.name) && !onFile(file)) return problems;
      }
    } catch (error) {
      const reason = fileReason(error);
      problems.push(
        `${next} cannot be read: ${reason === "ENOENT" ? "there is no such folder" : reason}.`,
      );
    }
  }
  return problems;
}

/** Lists the rule files of a folder. Never fails: what cannot be read is refused with its reason. */
export async function listRuleFiles(folder: string): Promise<Listing> {
  const found: string[] = [];
  const problems = await walk(folder, (file) => found.push(file) < MOST_ENTRIES);
  const files: RuleFile[] = [];
  const refused: RefusedRule[] = problems.map((reason) => ({ file: ".", reason }));
  for (const file of found) {
    const name = path.relative(folder, file);
    try {
      const { size, mtimeMs, ino } = await stat(file);
      if (size > MOST_BYTES)
        refused.push({
          file: name,
          reason: `The file has ${formatBytes(size)}; at most ${formatBytes(MOST_BYTES)} are read.`,
        });
      else files.push({ name, path: file, version: `${ino} ${size} ${mtimeMs}` });
    } catch (error) {
      refused.push({ file: name, reason: `The file cannot be read: ${fileReason(error)}.` });
    }
  }
  if (found.length >= MOST_ENTRIES)
    refused.push({
      file: ".",
      reason: `The folder has more than ${formatCount(MOST_ENTRIES)} rule files; the rest was left out.`,
    });
  files.sort((one, other) => (one.name < other.name ? -1 : 1));
  return { files, refused };
}
