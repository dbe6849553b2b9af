import { renameSync, rmSync } from "node:fs";
import { PARQUET, type Staged } from "@/lib/lake/copy-direct";
import { allEnded, type Duck } from "@/lib/lake/duck";
import { EVENT_KEY, literal, oddRowOf, RECORD_TYPES } from "@/lib/lake/record-sql";

const parquetRows = (files: readonly string[]): string =>
  `read_parquet([${files.map(literal).join(", ")}], filename = 'staged', file_row_number = true, hive_partitioning = false)`;

const idsOf = (files: readonly Staged[]): string => {
  const days = files.map(({ file, day }) => `(${literal(file)}, ${literal(day)})`).join(", ");
  const odd = oddRowOf("d.day");
  return `SELECT staged, file_row_number AS n, sourcefile, ${EVENT_KEY} AS id, ${odd} AS odd
    FROM ${parquetRows(files.map(({ file }) => file))}
    JOIN (VALUES ${days}) d(file, day) ON d.file = staged`;
};

/** Rewrites a Parquet file without some of its rows; removes it when none are left. */
const keepRows = async (duck: Duck, file: string, condition: string): Promise<boolean> => {
  const temporary = `${file}.kept`;
  const rows = `SELECT * EXCLUDE (staged, file_row_number) FROM ${parquetRows([file])} WHERE ${condition}`;
  await duck.run(`COPY (${rows}) TO ${literal(temporary)} (${PARQUET})`);
  const [[count] = []] = await duck.rows(
    `SELECT count(*)::INTEGER FROM ${parquetRows([temporary])}`,
  );
  if (count === 0) {
    rmSync(temporary);
    rmSync(file);
    return false;
  }
  renameSync(temporary, file);
  return true;
};

/** Makes the types and tables that live as long as an import. `seen` holds every event id in the lake. */
export const openTables = async (duck: Duck, lakeGlob: string | null): Promise<void> => {
  for (const type of RECORD_TYPES) await duck.run(type);
  await duck.run("CREATE TABLE seen(id UUID)");
  if (lakeGlob === null) return;
  const lake = `read_parquet(${literal(lakeGlob)}, hive_partitioning = false)`;
  await duck.run(
    `INSERT INTO seen SELECT ${EVENT_KEY} FROM ${lake} WHERE ${EVENT_KEY} IS NOT NULL`,
  );
};

/**
 * Notes the ids of staged Parquet files in the table `ids`, and takes the rows of odd logs out
 * of them: of another day than the file's, without an id, not events at all.
 * @returns the files that are left, and the paths of the odd logs
 */
export const takeIds = async (
  duck: Duck,
  staged: readonly Staged[],
): Promise<{ staged: Staged[]; odd: Set<string> }> => {
  await duck.run(
    "CREATE OR REPLACE TABLE ids(staged VARCHAR, n BIGINT, sourcefile VARCHAR, id UUID, odd BOOLEAN)",
  );
  if (staged.length === 0) return { staged: [], odd: new Set() };
  const half = Math.ceil(staged.length / 2);
  const halves = [staged.slice(0, half), staged.slice(half)].filter(({ length }) => length > 0);
  await allEnded(halves.map((files) => duck.run(`INSERT INTO ids ${idsOf(files)}`)));
  // A log goes another way as a whole, also where its events of another day are.
  const found = await duck.rows(`SELECT DISTINCT staged, sourcefile FROM ids
    WHERE sourcefile IN (SELECT sourcefile FROM ids WHERE odd)`);
  const byFile = new Map<string, string[]>();
  for (const [file, source] of found)
    byFile.set(String(file), [...(byFile.get(String(file)) ?? []), String(source)]);
  const left: Staged[] = [];
  for (const item of staged) {
    const sources = byFile.get(item.file);
    if (sources !== undefined) {
      await duck.run(`DELETE FROM ids WHERE staged = ${literal(item.file)}`);
      const kept = `sourcefile NOT IN (${sources.map(literal).join(", ")})`;
      if (!(await keepRows(duck, item.file, kept))) continue;
      await duck.run(`INSERT INTO ids ${idsOf([item])}`);
    }
    left.push(item);
  }
  return { staged: left, odd: new Set(found.map(([, source]) => String(source))) };
};

/**
 * Takes out of the staged files and of the table `rest` every event whose id the lake has, or
 * that stands earlier in the batch; the table `source` gives the order of its logs. Rows of
 * `rest` give way to staged ones, which cost a file written anew.
 * @returns the Parquet files that are left, and the number of duplicates
 */
export const dropDuplicates = async (
  duck: Duck,
  staged: readonly Staged[],
): Promise<{ staged: Staged[]; duplicates: number }> => {
  await duck.run(`INSERT INTO ids SELECT '', rowid, sourcefile, ${EVENT_KEY}, false FROM rest`);
  await duck.run(`CREATE OR REPLACE TABLE gone AS
    WITH twice AS (SELECT id FROM ids WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1)
    SELECT staged, n FROM (
      SELECT i.staged, i.n, row_number() OVER (PARTITION BY i.id ORDER BY i.staged = '', s.ord, i.n) AS place
      FROM ids i SEMI JOIN twice t ON t.id = i.id JOIN source s ON s.file = i.sourcefile
    ) WHERE place > 1
    UNION
    SELECT staged, n FROM ids WHERE id IN (SELECT id FROM seen)`);
  const counts = await duck.rows("SELECT staged, count(*)::INTEGER FROM gone GROUP BY staged");
  const gone = new Map(counts.map(([file, count]) => [String(file), Number(count)]));
  await duck.run(`INSERT INTO seen
    SELECT id FROM ids i ANTI JOIN gone g ON g.staged = i.staged AND g.n = i.n WHERE id IS NOT NULL`);
  if (gone.has(""))
    await duck.run("DELETE FROM rest WHERE rowid IN (SELECT n FROM gone WHERE staged = '')");
  const empty = new Set<Staged>();
  const touched = staged.filter(({ file }) => gone.has(file));
  const rewrite = async (item: Staged): Promise<void> => {
    const rows = `SELECT n FROM gone WHERE staged = ${literal(item.file)}`;
    const some = await keepRows(duck, item.file, `file_row_number NOT IN (${rows})`);
    if (!some) empty.add(item);
  };
  await allEnded(touched.map(rewrite));
  const left = staged.filter((item) => !empty.has(item));
  return { staged: left, duplicates: [...gone.values()].reduce((sum, count) => sum + count, 0) };
};
