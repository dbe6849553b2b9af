import type { LogFile } from "@/lib/lake/find-logs";
import type { Group } from "@/lib/lake/group";
import { recordsOf, sourceFile } from "@/lib/lake/record-sql";

/** The file that a message of DuckDB complains about. */
const culprit = (error: unknown, files: readonly LogFile[]): LogFile | undefined => {
  const message = error instanceof Error ? error.message : "";
  return files.find(({ path: file }) => message.includes(`"${file}"`));
};

/** A full disk is no reason to look for a bad file. */
const isAboutTheMachine = (error: unknown): boolean =>
  error instanceof Error && /No space left|Read-only file|INTERRUPT/i.test(error.message);

/**
 * Runs a statement over a group of files. A file on which DuckDB fails is taken out and told to
 * `onOdd`, and the others are tried again: in halves if DuckDB does not say which file it was.
 */
export const overSound = async (
  group: Group,
  statement: (group: Group) => Promise<unknown>,
  onOdd: (file: LogFile) => void,
): Promise<void> => {
  if (group.files.length === 0) return;
  try {
    await statement(group);
  } catch (error) {
    if (isAboutTheMachine(error)) throw error;
    const odd = group.files.length === 1 ? group.files[0] : culprit(error, group.files);
    if (odd !== undefined) onOdd(odd);
    const others = group.files.filter((file) => file !== odd);
    // Halving after each find keeps the work small where many files are odd.
    const half = Math.ceil(others.length / 2);
    for (const files of [others.slice(0, half), others.slice(half)])
      await overSound({ ...group, files }, statement, onOdd);
  }
};

/** A query for the rows of a group, in the columns of the table and `more` ones. */
export const rowsOf = (group: Group, more = ""): string => {
  const files = group.files.map(({ path: file }) => file);
  return `SELECT unnest(r), ${sourceFile(false)}${more} FROM ${recordsOf(files, group.objectBytes + 1024, { ...group, named: true })}`;
};
