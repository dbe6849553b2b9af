/**
 * `npm run judge [-- --only key-night,fields]`: runs the compiled SQL on a real Trino and compares
 * its rows with the lake's. TRAILBOOK_TRINO names the Trino; without it nothing is judged.
 */
import { resolve } from "node:path";
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

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

/** A case that throws has failed. */
const verdictOf = (each: Case): Promise<Verdict> =>
  each.run().catch((error: unknown) => ({ rows: 0, difference: reasonOf(error) }));

async function runGroup(engines: Engines, group: Group): Promise<Tally> {
  const tally = { passed: 0, failed: 0, withRows: 0 };
  const startedAt = performance.now();
  const report = (name: string, { rows, difference }: Verdict) => {
    if (rows > 0) tally.withRows += 1;
    if (difference === null) tally.passed += 1;
    else tally.failed += 1;
    if (difference !== null) console.log(`✗ ${group.name}: ${name}\n  ${difference}`);
  };
  try {
    const queue = [...(await group.cases(engines))];
    const work = async () => {
      for (let each = queue.shift(); each !== undefined; each = queue.shift())
        report(each.name, await verdictOf(each));
    };
    await Promise.all(Array.from({ length: CASES_AT_ONCE }, work));
  } catch (error) {
    report("its cases could not be made", { rows: 0, difference: reasonOf(error) });
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const { passed, failed, withRows } = tally;
  console.log(
    `${group.name.padEnd(16)} ${passed} passed, ${failed} failed, ${withRows} with rows, ${seconds} s`,
  );
  return tally;
}

/** Runs the groups; whether every case passed. */
async function judge(address: string, files: string, chosen: readonly Group[]): Promise<boolean> {
  const total: Tally = { passed: 0, failed: 0, withRows: 0 };
  try {
    const { judged, lake, trino } = await prepare(address, files);
    const engines: Engines = { judged, trino, lake: await openLakeRows(lake) };
    for (const group of chosen) {
      const { passed, failed, withRows } = await runGroup(engines, group);
      total.passed += passed;
      total.failed += failed;
      total.withRows += withRows;
    }
    console.log(`\n${total.withRows} with rows`);
  } catch (error) {
    console.log(`✗ Nothing could be judged on ${address}: ${reasonOf(error)}`);
    total.failed += 1;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0;
}

const chosen = chosenGroups();
const address = process.env.TRAILBOOK_TRINO;
if (!address) {
  console.log("Skipped: TRAILBOOK_TRINO names no Trino to judge the SQL on (docs/judge.md).");
} else {
  const files = process.env.TRAILBOOK_TRINO_FILES || ".trailbook/trino/files";
  process.exit((await judge(address, resolve(files), chosen)) ? 0 : 1);
}
