/**
 * `npm run judge [-- --only key-night,fields]`: runs the compiled SQL on a real Trino and compares
 * its rows with the lake's. TRAILBOOK_TRINO names the Trino; without it nothing is judged.
 */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Case, Engines, Group, Verdict } from "./cases";
import { prepare } from "./data/prepare";
import { groups } from "./groups";
import { openLakeRows } from "./lake-rows";

/** Statements that Trino runs side by side. */
const CASES_AT_ONCE = 2;

type Tally = { passed: number; failed: number; withRows: number };

function chosenGroups(): readonly Group[] {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  if (values.only === undefined) return groups;
  const names = values.only.split(",").filter((name) => name !== "");
  const unknown = names.filter((name) => !groups.some((group) => group.name === name));
  if (unknown.length > 0 || names.length === 0) {
    const known = groups.map(({ name }) => name).join(", ");
    console.error(`--only takes ${known} (got ${unknown.join(", ") || "nothing"}).`);
    process.exit(2);
  }
  return groups.filter(({ name }) => names.includes(name));
}

/** A case that throws has failed. */
const verdictOf = (each: Case): Promise<Verdict> =>
  each.run().catch((error: unknown) => ({
    rows: 0,
    difference: error instanceof Error ? error.message : String(error),
  }));

async function runCases(group: Group, cases: readonly Case[]): Promise<Tally> {
  const tally = { passed: 0, failed: 0, withRows: 0 };
  const queue = [...cases];
  const work = async () => {
    for (let each = queue.shift(); each !== undefined; each = queue.shift()) {
      const { rows, difference } = await verdictOf(each);
      if (rows > 0) tally.withRows += 1;
      if (difference === null) tally.passed += 1;
      else tally.failed += 1;
      if (difference !== null) console.log(`✗ ${group.name}: ${each.name}\n  ${difference}`);
    }
  };
  await Promise.all(Array.from({ length: CASES_AT_ONCE }, work));
  return tally;
}

/** Runs the groups; whether every case passed. */
async function judge(address: string, files: string, chosen: readonly Group[]): Promise<boolean> {
  const { judged, lake, trino } = await prepare(address, files);
  const engines: Engines = { judged, trino, lake: await openLakeRows(lake) };
  const total: Tally = { passed: 0, failed: 0, withRows: 0 };
  for (const group of chosen) {
    const startedAt = performance.now();
    const tally = await runCases(group, await group.cases(engines));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(
      `${group.name.padEnd(20)} ${tally.passed} passed, ${tally.failed} failed, ${tally.withRows} with rows, ${seconds} s`,
    );
    total.passed += tally.passed;
    total.failed += tally.failed;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0;
}

const chosen = chosenGroups();
const address = process.env.TRAILBOOK_TRINO;
if (!address) {
  console.log("Skipped: TRAILBOOK_TRINO names no Trino to judge the SQL on (docs/judge.md).");
} else {
  const files = process.env.TRAILBOOK_TRINO_FILES ?? join(".trailbook", "trino", "files");
  process.exit((await judge(address, resolve(files), chosen)) ? 0 : 1);
}
