import path from "node:path";
import type { LogFile } from "@/lib/lake/find/find-logs";
import type { Group } from "@/lib/lake/plan/group";
import { literal, ODD_ROW, rowsOf, TABLE_COLUMNS } from "@/lib/lake/record/record-sql";
import { type Duck, inLanes } from "./duck";
import type { Sink } from "./record-sink";
import { withoutDamaged } from "./without-damaged";

/* The table `rest` holds the events of a batch whose partition is found out row by row. */

/** Empties the table for a new batch. */
export function openRest(duck: Duck): Promise<number> {
  return duck.run(`CREATE OR REPLACE TABLE rest(${TABLE_COLUMNS}, exact BOOLEAN, folder VARCHAR)`);
}

function setFolders(duck: Duck): Promise<number> {
  const own = (column: string, pattern: string): string =>
    `CASE WHEN regexp_full_match(${column}, '${pattern}') THEN ${column} END`;
  return duck.run(`UPDATE rest SET folder =
      'account=' || coalesce(s.account, ${own("recipientaccountid", "[0-9]{12}")}, 'unknown')
      || '/region=' || coalesce(s.region, ${own("awsregion", "[a-z0-9-]{1,40}")}, 'unknown')
      || '/year=' || substr(eventtime, 1, 4) || '/month=' || substr(eventtime, 6, 2)
      || '/day=' || substr(eventtime, 9, 2)
    FROM source s WHERE s.file = sourcefile AND folder IS NULL`);
}

/**
 * Loads files that belong to several partitions.
 * @param staging where their texts are written for the time of a statement
 * @returns the logs that only the exact path can read
 */
export async function loadMixed(
  duck: Duck,
  mixed: readonly Group[],
  staging: string,
  onFiles: (files: readonly LogFile[]) => void,
): Promise<LogFile[]> {
  const found = new Set<LogFile>();
  const load = async (group: Group, index: number): Promise<void> => {
    await withoutDamaged(
      group,
      path.join(staging, `mixed-${index}.json`),
      (spool) => duck.run(`INSERT INTO rest ${rowsOf(spool, ", false, NULL")}`),
      (file) => found.add(file),
    );
    onFiles(group.filter((file) => !found.has(file)));
  };
  await inLanes(mixed, load);
  const oddFiles = `SELECT DISTINCT sourcefile FROM rest WHERE NOT exact AND (${ODD_ROW})`;
  const names = new Set((await duck.rows(oddFiles)).map(([file]) => file));
  if (names.size > 0) await duck.run(`DELETE FROM rest WHERE sourcefile IN (${oddFiles})`);
  await setFolders(duck);
  for (const group of mixed) for (const file of group) if (names.has(file.path)) found.add(file);
  return [...found];
}

/** Loads what the exact path has written. */
export async function loadExact(duck: Duck, sink: Sink): Promise<void> {
  if (sink.size() === 0) return;
  const texts = { path: sink.path, objectBytes: sink.largest(), oneLine: false };
  await duck.run(`INSERT INTO rest ${rowsOf(texts, ", true, NULL")}`);
  await setFolders(duck);
}

/** Writes the rows of the table, each partition to a separate file. Returns whether there are any. */
export async function writeRest(
  duck: Duck,
  staging: string,
  pattern: string,
  options: string,
): Promise<boolean> {
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
}
