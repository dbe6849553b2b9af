/** The table `rest`: events that are sorted into their partitions by DuckDB. */
import path from "node:path";
import type { LogFile } from "@/lib/lake/find/find-logs";
import type { Group } from "@/lib/lake/plan/group";
import { ODD_ROW, rowsOf, TABLE_COLUMNS } from "@/lib/lake/record/record-sql";
import { literal } from "@/queries/literal";
import { type Duck, inLanes } from "./duck";
import type { Sink } from "./record-sink";
import { withoutDamaged } from "./without-damaged";

/* The table `rest` holds the events of a batch whose partition is found out row by row. */

/** Empties the table for a new batch. */
export function openRest(duck: Duck): Promise<number> {
  return duck.run(`create or replace table rest(${TABLE_COLUMNS}, exact boolean, folder varchar)`);
}

function setFolders(duck: Duck): Promise<number> {
  const own = (column: string, pattern: string): string =>
    `case when regexp_full_match(${column}, '${pattern}') then ${column} end`;
  return duck.run(`update rest set folder =
      'account=' || coalesce(s.account, ${own("recipientaccountid", "[0-9]{12}")}, 'unknown')
      || '/region=' || coalesce(s.region, ${own("awsregion", "[a-z0-9-]{1,40}")}, 'unknown')
      || '/year=' || substr(eventtime, 1, 4) || '/month=' || substr(eventtime, 6, 2)
      || '/day=' || substr(eventtime, 9, 2)
    from source s where s.file = sourcefile and folder is null`);
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
      (spool) => duck.run(`insert into rest ${rowsOf(spool, ", false, null")}`),
      (file) => found.add(file),
    );
    onFiles(group.filter((file) => !found.has(file)));
  };
  await inLanes(mixed, load);
  const oddFiles = `select distinct sourcefile from rest where not exact and (${ODD_ROW})`;
  const names = new Set((await duck.rows(oddFiles)).map(([file]) => file));
  if (names.size > 0) await duck.run(`delete from rest where sourcefile in (${oddFiles})`);
  await setFolders(duck);
  for (const group of mixed) for (const file of group) if (names.has(file.path)) found.add(file);
  return [...found];
}

/** Loads what the exact path has written. */
export async function loadExact(duck: Duck, sink: Sink): Promise<void> {
  if (sink.size() === 0) return;
  const texts = { path: sink.path, objectBytes: sink.largest(), oneLine: false };
  await duck.run(`insert into rest ${rowsOf(texts, ", true, null")}`);
  await setFolders(duck);
}

/** Writes the rows of the table, each partition to a separate file. Returns whether there are any. */
export async function writeRest(
  duck: Duck,
  staging: string,
  pattern: string,
  options: string,
): Promise<boolean> {
  const [[count] = []] = await duck.rows("select count(*)::integer from rest");
  if (count === 0) return false;
  const part = (index: number): string => `split_part(split_part(folder, '/', ${index}), '=', 2)`;
  await duck.run(`copy (
    select * exclude (exact, folder), ${part(1)} as account, ${part(2)} as region,
      ${part(3)} as year, ${part(4)} as month, ${part(5)} as day
    from rest
  ) to ${literal(staging)} (${options}, partition_by (account, region, year, month, day),
    FILENAME_PATTERN '${pattern}', OVERWRITE_OR_IGNORE)`);
  return true;
}
