/** Removes events that a batch has twice, or that the lake has already. */
import { renameSync, rmSync } from "node:fs";
import * as z from "zod";
import { EVENT_KEY, oddRowOf, RECORD_TYPES } from "@/lib/lake/record/record-sql";
import { literal } from "@/queries/literal";
import { PARQUET, type Staged } from "./copy-direct";
import { allEnded, type Duck } from "./duck";

/** What the table `ids` calls the table `rest`, beside the numbers of staged files. */
const REST = -1;

/** The rows of staged files, with the `serial` and the `day` of the file and their number `n` in it. */
function rowsIn(files: readonly Staged[]): string {
  const list = files.map(({ file }) => literal(file)).join(", ");
  const known = files.map(({ serial, day }, index) => `(${index}, ${serial}, ${literal(day)})`);
  return `(select * exclude (file_row_number, index), file_row_number as n
    from (from read_parquet([${list}], file_row_number = true, hive_partitioning = false)
      select *, file_index as index)
    join (values ${known.join(", ")}) d(index, serial, day) using (index))`;
}

const noteIds = (duck: Duck, files: readonly Staged[]): Promise<number> =>
  duck.run(
    `insert into ids select serial, 0, n, ${EVENT_KEY}, ${oddRowOf("day")} from ${rowsIn(files)}`,
  );

/** Rewrites a Parquet file without some of its rows, or removes it where none are left. */
async function keepRows(duck: Duck, staged: Staged, condition: string): Promise<Staged> {
  const { file } = staged;
  const temporary = `${file}.kept`;
  const events = await duck.run(`copy (
    select * exclude (serial, day, n) from ${rowsIn([staged])} where ${condition}
  ) to ${literal(temporary)} (${PARQUET})`);
  if (events === 0) {
    rmSync(temporary);
    rmSync(file);
  } else renameSync(temporary, file);
  return { ...staged, events };
}

const textList = z.array(z.string());

const holdsEvents = ({ events }: Staged): boolean => events > 0;

/** Makes the types and tables that live as long as an import. `seen` has every event id in the lake. */
export async function openTables(duck: Duck, lakeGlob: string | null): Promise<void> {
  for (const type of RECORD_TYPES) await duck.run(type);
  await duck.run("create table seen(id uuid)");
  if (lakeGlob === null) return;
  const lake = `read_parquet(${literal(lakeGlob)}, hive_partitioning = false)`;
  await duck.run(
    `insert into seen select ${EVENT_KEY} from ${lake} where ${EVENT_KEY} is not null`,
  );
}

/**
 * Notes the ids of staged Parquet files in the table `ids`, and takes the rows of odd logs out
 * of them: of another day than the file's, without an id, not events at all.
 * @returns the files that are left, and the paths of the odd logs
 */
export async function takeIds(
  duck: Duck,
  staged: readonly Staged[],
): Promise<{ staged: readonly Staged[]; odd: Set<string> }> {
  await duck.run(
    "create or replace table ids(serial integer, ord integer, n bigint, id uuid, odd boolean)",
  );
  const withEvents = staged.filter(holdsEvents);
  if (withEvents.length === 0) return { staged: [], odd: new Set() };
  const half = Math.ceil(withEvents.length / 2);
  const halves = [withEvents.slice(0, half), withEvents.slice(half)].filter(
    ({ length }) => length > 0,
  );
  await allEnded(halves.map((files) => noteIds(duck, files)));
  const [[odd] = []] = await duck.rows("select count(*)::integer from ids where odd");
  if (odd === 0) return { staged: withEvents, odd: new Set() };
  // A log is handled in another way as a whole, also where its events of another day are.
  const found =
    await duck.rows(`with rows as materialized (select serial, n, sourcefile from ${rowsIn(withEvents)})
    select serial, list(distinct sourcefile) from rows where sourcefile in (
      select sourcefile from rows join ids using (serial, n) where odd) group by serial`);
  const sourcesOf = new Map(
    found.map(([serial, sources]) => [Number(serial), textList.parse(sources)]),
  );
  const left: Staged[] = [];
  for (const item of withEvents) {
    const sources = sourcesOf.get(item.serial);
    if (sources === undefined) {
      left.push(item);
      continue;
    }
    await duck.run(`delete from ids where serial = ${item.serial}`);
    const names = sources.map(literal).join(", ");
    const kept = await keepRows(duck, item, `sourcefile not in (${names})`);
    if (!holdsEvents(kept)) continue;
    await noteIds(duck, [kept]);
    left.push(kept);
  }
  return { staged: left, odd: new Set([...sourcesOf.values()].flat()) };
}

/**
 * Takes out of the staged files and of the table `rest` every event whose id the lake has, or
 * that is earlier in the batch; the table `source` gives the order of the logs in `rest`. Rows
 * of `rest` give way to staged ones, which cost another file.
 * @returns the Parquet files that are left, and the number of duplicates
 */
export async function dropDuplicates(
  duck: Duck,
  staged: readonly Staged[],
): Promise<{ staged: readonly Staged[]; duplicates: number }> {
  await duck.run(`insert into ids select ${REST}, s.ord, r.rowid, ${EVENT_KEY}, false
    from rest r left join source s on s.file = r.sourcefile`);
  await duck.run(`create or replace table gone as
    with twice as (select id from ids where id is not null group by id having count(*) > 1)
    select serial, n from (
      select serial, n,
        row_number() over (partition by id order by serial = ${REST}, serial, ord, n) as place
      from ids semi join twice using (id)
    ) where place > 1
    union
    select serial, n from ids where id in (select id from seen)`);
  const counts = await duck.rows("select serial, count(*)::integer from gone group by serial");
  const gone = new Map(counts.map(([serial, count]) => [Number(serial), Number(count)]));
  await duck.run(`insert into seen
    select id from ids anti join gone using (serial, n) where id is not null`);
  if (gone.has(REST))
    await duck.run(`delete from rest where rowid in (select n from gone where serial = ${REST})`);
  const left = await allEnded(
    staged.map(async (item) => {
      if (!gone.has(item.serial)) return item;
      const rows = `select n from gone where serial = ${item.serial}`;
      return keepRows(duck, item, `n not in (${rows})`);
    }),
  );
  const duplicates = [...gone.values()].reduce((sum, count) => sum + count, 0);
  return { staged: left.filter(holdsEvents), duplicates };
}
