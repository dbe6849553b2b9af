import { renameSync, rmSync } from "node:fs";
import * as z from "zod";
import { EVENT_KEY, literal, oddRowOf, RECORD_TYPES } from "@/lib/lake/record/record-sql";
import { PARQUET, type Staged } from "./copy-direct";
import { allEnded, type Duck } from "./duck";

/** What the table `ids` calls the table `rest`, beside the numbers of staged files. */
const REST = -1;

/** The rows of staged files, with the `serial` and the `day` of the file and their number `n` in it. */
function rowsIn(files: readonly Staged[]): string {
  const list = files.map(({ file }) => literal(file)).join(", ");
  const known = files.map(({ serial, day }, index) => `(${index}, ${serial}, ${literal(day)})`);
  return `(SELECT * EXCLUDE (file_row_number, index), file_row_number AS n
    FROM (FROM read_parquet([${list}], file_row_number = true, hive_partitioning = false)
      SELECT *, file_index AS index)
    JOIN (VALUES ${known.join(", ")}) d(index, serial, day) USING (index))`;
}

const noteIds = (duck: Duck, files: readonly Staged[]): Promise<number> =>
  duck.run(
    `INSERT INTO ids SELECT serial, 0, n, ${EVENT_KEY}, ${oddRowOf("day")} FROM ${rowsIn(files)}`,
  );

/** Rewrites a Parquet file without some of its rows, or removes it where none are left. */
async function keepRows(duck: Duck, staged: Staged, condition: string): Promise<Staged> {
  const { file } = staged;
  const temporary = `${file}.kept`;
  const events = await duck.run(`COPY (
    SELECT * EXCLUDE (serial, day, n) FROM ${rowsIn([staged])} WHERE ${condition}
  ) TO ${literal(temporary)} (${PARQUET})`);
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
  await duck.run("CREATE TABLE seen(id UUID)");
  if (lakeGlob === null) return;
  const lake = `read_parquet(${literal(lakeGlob)}, hive_partitioning = false)`;
  await duck.run(
    `INSERT INTO seen SELECT ${EVENT_KEY} FROM ${lake} WHERE ${EVENT_KEY} IS NOT NULL`,
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
    "CREATE OR REPLACE TABLE ids(serial INTEGER, ord INTEGER, n BIGINT, id UUID, odd BOOLEAN)",
  );
  const withEvents = staged.filter(holdsEvents);
  if (withEvents.length === 0) return { staged: [], odd: new Set() };
  const half = Math.ceil(withEvents.length / 2);
  const halves = [withEvents.slice(0, half), withEvents.slice(half)].filter(
    ({ length }) => length > 0,
  );
  await allEnded(halves.map((files) => noteIds(duck, files)));
  const [[odd] = []] = await duck.rows("SELECT count(*)::INTEGER FROM ids WHERE odd");
  if (odd === 0) return { staged: withEvents, odd: new Set() };
  // A log is handled in another way as a whole, also where its events of another day are.
  const found =
    await duck.rows(`WITH rows AS MATERIALIZED (SELECT serial, n, sourcefile FROM ${rowsIn(withEvents)})
    SELECT serial, list(DISTINCT sourcefile) FROM rows WHERE sourcefile IN (
      SELECT sourcefile FROM rows JOIN ids USING (serial, n) WHERE odd) GROUP BY serial`);
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
    await duck.run(`DELETE FROM ids WHERE serial = ${item.serial}`);
    const names = sources.map(literal).join(", ");
    const kept = await keepRows(duck, item, `sourcefile NOT IN (${names})`);
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
  await duck.run(`INSERT INTO ids SELECT ${REST}, s.ord, r.rowid, ${EVENT_KEY}, false
    FROM rest r LEFT JOIN source s ON s.file = r.sourcefile`);
  await duck.run(`CREATE OR REPLACE TABLE gone AS
    WITH twice AS (SELECT id FROM ids WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1)
    SELECT serial, n FROM (
      SELECT serial, n,
        row_number() OVER (PARTITION BY id ORDER BY serial = ${REST}, serial, ord, n) AS place
      FROM ids SEMI JOIN twice USING (id)
    ) WHERE place > 1
    UNION
    SELECT serial, n FROM ids WHERE id IN (SELECT id FROM seen)`);
  const counts = await duck.rows("SELECT serial, count(*)::INTEGER FROM gone GROUP BY serial");
  const gone = new Map(counts.map(([serial, count]) => [Number(serial), Number(count)]));
  await duck.run(`INSERT INTO seen
    SELECT id FROM ids ANTI JOIN gone USING (serial, n) WHERE id IS NOT NULL`);
  if (gone.has(REST))
    await duck.run(`DELETE FROM rest WHERE rowid IN (SELECT n FROM gone WHERE serial = ${REST})`);
  const left = await allEnded(
    staged.map(async (item) => {
      if (!gone.has(item.serial)) return item;
      const rows = `SELECT n FROM gone WHERE serial = ${item.serial}`;
      return keepRows(duck, item, `n NOT IN (${rows})`);
    }),
  );
  const duplicates = [...gone.values()].reduce((sum, count) => sum + count, 0);
  return { staged: left.filter(holdsEvents), duplicates };
}
