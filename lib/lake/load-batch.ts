import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Duck } from "@/lib/lake/duck";
import type { LogFile } from "@/lib/lake/find-logs";
import type { BatchPlan, Direct } from "@/lib/lake/plan-batches";
import { literal, ODD_ROW, recordsOf, SELECT_COLUMNS, sourceFile } from "@/lib/lake/record-sql";

type Group = { readonly files: readonly LogFile[]; readonly objectBytes: number };

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
const overSound = async (
  group: Group,
  statement: (group: Group) => Promise<void>,
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

const select = (group: Group): string => {
  const files = group.files.map(({ path: file }) => file);
  return `SELECT ${SELECT_COLUMNS}, ${sourceFile(false)} FROM ${recordsOf(files, group.objectBytes + 1024)}`;
};

/** A Parquet file in the staging folder, and the day that all its events must have. */
export type Staged = { readonly file: string; readonly day: string };

/** Options of every Parquet file in a lake. */
export const PARQUET = "FORMAT parquet, COMPRESSION zstd";

/**
 * Writes the files that belong to one partition straight to Parquet, two statements at a time.
 * @returns the Parquet files and the logs that have to go another way
 */
export const copyDirect = async (
  duck: Duck,
  direct: readonly Direct[],
  staging: string,
  name: string,
  onDone: (group: Group) => void,
): Promise<{ staged: Staged[]; odd: LogFile[] }> => {
  const staged: Staged[] = [];
  const odd: LogFile[] = [];
  let next = 0;
  let serial = 0;
  const work = async (lane: Pick<Duck, "run">): Promise<void> => {
    for (let task = direct[next++]; task !== undefined; task = direct[next++]) {
      const { folder, day } = task;
      mkdirSync(path.join(staging, folder), { recursive: true });
      const copy = async (group: Group): Promise<void> => {
        const file = path.join(staging, folder, `${name}-${serial++}.parquet`);
        await lane.run(`COPY (${select(group)}) TO ${literal(file)} (${PARQUET})`);
        staged.push({ file, day });
      };
      await overSound(task, copy, (file) => odd.push(file));
      onDone(task);
    }
  };
  await Promise.all(duck.lanes.map(work));
  return { staged, odd };
};

/**
 * Loads files that belong to several partitions into the table `rest`.
 * @returns the logs that only the exact path can read
 */
export const loadMixed = async (
  duck: Duck,
  mixed: BatchPlan["mixed"],
  onDone: (group: Group) => void,
): Promise<LogFile[]> => {
  const odd: LogFile[] = [];
  for (const group of mixed) {
    const insert = (some: Group): Promise<void> => duck.run(`INSERT INTO rest ${select(some)}`);
    await overSound(group, insert, (file) => odd.push(file));
    onDone(group);
  }
  const rows = await duck.rows(`SELECT DISTINCT sourcefile FROM rest WHERE ${ODD_ROW}`);
  if (rows.length === 0) return odd;
  const names = new Set(rows.map(([file]) => file));
  await duck.run(
    `DELETE FROM rest WHERE sourcefile IN (SELECT DISTINCT sourcefile FROM rest WHERE ${ODD_ROW})`,
  );
  const files = mixed.flatMap((group) => group.files);
  return [...odd, ...files.filter(({ path: file }) => names.has(file))];
};
