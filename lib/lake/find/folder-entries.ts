/** The entries of a folder, of any name and type. */
import { type Dirent, lstatSync, readdirSync, type Stats, statSync } from "node:fs";
import path from "node:path";
import { isUrlPath, openablePath, pathText } from "@/lib/lake/log-path";

/** What a path leads to, null where that is missing. */
export function statOrNull(file: string): Stats | null {
  try {
    return statSync(openablePath(file));
  } catch {
    return null;
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);

/** Why the file system refuses something, as the end of a sentence. */
export function refusal(error: unknown, reading: string): string {
  const code = codeOf(error);
  if (code === "ENOENT") return "is gone";
  if (code === "EACCES" || code === "EPERM")
    return `cannot be ${reading}: this user has no permission`;
  return `cannot be ${reading} (${code})`;
}

type Kind = "folder" | "file" | "link" | "named pipe" | "socket" | "device";
export type Entry = { readonly path: string; readonly kind: Kind };

/** What an entry is. */
export function kindOf(
  entry: Pick<Dirent | Stats, `is${string}` & keyof Dirent & keyof Stats>,
): Kind {
  if (entry.isDirectory()) return "folder";
  if (entry.isFile()) return "file";
  if (entry.isSymbolicLink()) return "link";
  if (entry.isFIFO()) return "named pipe";
  return entry.isSocket() ? "socket" : "device";
}

/** Lists a folder. Throws where it cannot be listed. Names are read as bytes only where one of them is not UTF-8: that takes twice as long. */
export function entriesOf(folder: string): Entry[] {
  const open = openablePath(folder);
  const entries = readdirSync(open, { withFileTypes: true });
  const isText = !isUrlPath(folder) && entries.every(({ name }) => !name.includes("\uFFFD"));
  if (isText)
    return entries.map((entry) => ({ path: path.join(folder, entry.name), kind: kindOf(entry) }));
  const above = Buffer.concat([Buffer.from(open), Buffer.from(path.sep)]);
  return readdirSync(open, { encoding: "buffer" }).map((name) => {
    const full = Buffer.concat([above, name]);
    return { path: pathText(full), kind: kindOf(lstatSync(full)) };
  });
}

/** Names a folder by what it is and not by how it was reached. */
export function identityOf(folder: string): string {
  const { dev, ino } = statSync(openablePath(folder), { bigint: true });
  return `${dev}/${ino}`;
}
