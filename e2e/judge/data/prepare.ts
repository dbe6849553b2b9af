/** Makes what is judged, once for each version of the code that shapes it: logs, lake, files, tables. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEMO_ORGANISATION } from "@/lib/demo/world";
import { importLogs } from "@/lib/lake/import/import-logs";
import { allLayouts, type Judged } from "../sources";
import { connectTrino, type Trino } from "../trino";
import { PLACES } from "../windows";
import { writeJsonLines } from "./json-lines";
import { type LogDay, logDays } from "./log-days";
import { writeLogs } from "./logs";
import { tableOf, tableStatements } from "./tables";

const HOME = join(process.cwd(), ".trailbook/judge");

/** The catalogue that start.sh sets up. */
const CATALOG = "hive";
const SHAPED_BY = [
  "lib/demo",
  "lib/lake",
  "queries/layouts.ts",
  "e2e/judge/data",
  "e2e/judge/windows.ts",
];
const STATEMENTS_AT_ONCE = 4;

export type Prepared = { readonly judged: Judged; readonly lake: string; readonly trino: Trino };

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const each of SHAPED_BY) {
    const names = each.endsWith(".ts")
      ? [each]
      : readdirSync(each, { recursive: true, encoding: "utf8" }).map((name) => `${each}/${name}`);
    for (const name of names.filter((file) => /(?<!\.test)\.ts$/.test(file)).sort())
      hash.update(name).update(readFileSync(name));
  }
  return hash.digest("hex").slice(0, 12);
}

/** Removes what earlier versions of the code made. */
function removeOlder(version: string): void {
  for (const name of readdirSync(HOME))
    if (name !== version) rmSync(join(HOME, name), { recursive: true });
}

/** Runs a step once; what an interrupted run left is made again. */
async function once(folder: string, make: () => Promise<void>): Promise<void> {
  const done = `${folder}.done`;
  if (existsSync(done)) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await make();
  writeFileSync(done, "");
}

const say = (text: string) => console.error(`judge: ${text}`);

async function runAll(trino: Trino, statements: readonly string[]): Promise<void> {
  const queue = [...statements];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await trino.must(next);
  };
  await Promise.all(Array.from({ length: STATEMENTS_AT_ONCE }, work));
}

/** The last thing that is made in a schema: with it, the schema is whole. */
const MADE = "made";

async function makeTables(trino: Trino, schema: string, root: string, days: readonly LogDay[]) {
  const { rows } = await trino.must(
    `select 1 from information_schema.tables where table_schema = '${schema}' and table_name = '${MADE}'`,
  );
  if (rows.length > 0) return;
  await trino.must(`drop schema if exists ${schema} cascade`);
  await trino.must(`create schema ${schema}`);
  for (const layout of allLayouts) {
    say(`making the tables of the layout ${layout.name}`);
    const statements = tableStatements(schema, layout, root, PLACES, days);
    for (const group of statements) await runAll(trino, group);
  }
  await trino.must(`create view ${MADE} as select 1 as made`);
}

/** Fails with a sentence where Trino does not see the files that were written for it. */
async function checkFiles(trino: Trino, files: string): Promise<void> {
  for (const layout of allLayouts) {
    for (const place of PLACES) {
      const { rows } = await trino.must(`select count(*) from ${tableOf(layout, place)}`);
      if (Number(rows[0]?.[0] ?? 0) > 0) continue;
      throw new Error(
        `Trino finds no events in ${files}: TRAILBOOK_TRINO_FILES must name the folder that its catalogue knows as local:///.`,
      );
    }
  }
}

/**
 * Makes the logs, the lake, Trino's files and tables. `files` is the folder on this machine that
 * Trino's catalogue knows as `local:///`.
 */
export async function prepare(address: string, files: string): Promise<Prepared> {
  const version = fingerprint();
  const schema = `judge_${version}`;
  const home = join(HOME, version);
  const [logs, lake, served] = [join(home, "logs"), join(home, "lake"), join(files, schema)];
  const trino = connectTrino(address, CATALOG, schema);
  // Before the minutes of work.
  await trino.must("select 1");
  mkdirSync(home, { recursive: true });
  removeOlder(version);
  await once(logs, async () => {
    say("writing the logs");
    await writeLogs(logs);
  });
  await once(lake, async () => {
    say("importing them");
    const imported = await importLogs({ from: logs, lake });
    if (!imported.ok) throw new Error(imported.failure.message);
  });
  await once(served, async () => {
    say(`writing them for Trino into ${served}`);
    await writeJsonLines(logs, lake, served);
  });
  const days = logDays(join(served, "AWSLogs", DEMO_ORGANISATION));
  const root = `local:///${schema}/AWSLogs/${DEMO_ORGANISATION}/`;
  await makeTables(trino, schema, root, days);
  await checkFiles(trino, files);
  const distinct = (values: readonly string[]) => [...new Set(values)].sort();
  const accounts = distinct(days.map(({ account }) => account));
  const regions = distinct(days.map(({ region }) => region));
  return { judged: { schema, root, accounts, regions }, lake, trino };
}
