import { allEnded, type Duck } from "@/lib/lake/duck";
import type { LogFile } from "@/lib/lake/find-logs";
import type { Group } from "@/lib/lake/group";
import { overSound, rowsOf } from "@/lib/lake/over-sound";
import type { Sink } from "@/lib/lake/record-sink";
import {
  literal,
  ODD_ROW,
  recordsOf,
  SELECT_COLUMNS,
  sourceFile,
  TABLE_COLUMNS,
} from "@/lib/lake/record-sql";

/* The table `rest` holds the events of a batch whose partition is found out row by row. */

/** Empties the table for a new batch. */
export const openRest = (duck: Duck): Promise<number> =>
  duck.run(`CREATE OR REPLACE TABLE rest(${TABLE_COLUMNS}, exact BOOLEAN, folder VARCHAR)`);

const setFolders = (duck: Duck): Promise<number> => {
  const own = (column: string, pattern: string): string =>
    `CASE WHEN regexp_full_match(${column}, '${pattern}') THEN ${column} END`;
  return duck.run(`UPDATE rest SET folder =
      'account=' || coalesce(s.account, ${own("recipientaccountid", "[0-9]{12}")}, 'unknown')
      || '/region=' || coalesce(s.region, ${own("awsregion", "[a-z0-9-]{1,40}")}, 'unknown')
      || '/year=' || substr(eventtime, 1, 4) || '/month=' || substr(eventtime, 6, 2)
      || '/day=' || substr(eventtime, 9, 2)
    FROM source s WHERE s.file = sourcefile AND folder IS NULL`);
};

/**
 * Loads files that belong to several partitions.
 * @returns the logs that only the exact path can read
 */
export const loadMixed = async (
  duck: Duck,
  mixed: readonly Group[],
  onDone: (group: Group) => void,
): Promise<LogFile[]> => {
  const odd: LogFile[] = [];
  const insert = (group: Group): Promise<number> =>
    duck.run(`INSERT INTO rest ${rowsOf(group, ", false, NULL")}`);
  const load = async (group: Group): Promise<void> => {
    await overSound(group, insert, (file) => odd.push(file));
    onDone(group);
  };
  await allEnded(mixed.map(load));
  const oddFiles = `SELECT DISTINCT sourcefile FROM rest WHERE NOT exact AND (${ODD_ROW})`;
  const names = new Set((await duck.rows(oddFiles)).map(([file]) => file));
  if (names.size > 0) await duck.run(`DELETE FROM rest WHERE sourcefile IN (${oddFiles})`);
  await setFolders(duck);
  const files = mixed.flatMap((group) => group.files);
  return [...odd, ...files.filter(({ path: file }) => names.has(file))];
};

/** Loads what the exact path has written. */
export const loadExact = async (duck: Duck, sink: Sink): Promise<void> => {
  if (sink.size() === 0) return;
  const rows = recordsOf([sink.path], sink.largest() + 1024, { rewritten: true });
  await duck.run(
    `INSERT INTO rest SELECT ${SELECT_COLUMNS}, ${sourceFile(true)}, true, NULL FROM ${rows}`,
  );
  await setFolders(duck);
};

/** Writes the rows of the table, each partition to a file of its own. Returns whether there are any. */
export const writeRest = async (
  duck: Duck,
  staging: string,
  pattern: string,
  options: string,
): Promise<boolean> => {
  const [[count] = []] = await duck.rows("SELECT count(*)::INTEGER FROM rest");
  if (count === 0) return false;
  const part = (index: number): string => `split_part(split_part(folder, '/', ${index}), '=', 2)`;
  await duck.run(`COPY (
    SELECT * EXCLUDE (exact, folder), ${part(1)} AS account, ${part(2)} AS region,
      ${part(3)} AS year, ${part(4)} AS month, ${part(5)} AS day
    FROM rest
  ) TO ${literal(staging)} (${options}, PARTITION_BY (account, region, year, month, day),
    FILENAME_PATTERN '${pattern}', OVERWRITE_OR_IGNORE)`);
  return true;
};
