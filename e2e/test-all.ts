/**
 * `npm test`: every check there is, and one verdict at the end, under the names of what failed.
 * `--only lint,types,unit,build,browser` runs some of the groups; `--full` adds what a release needs.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { GROUPS, type Group, lanesFor, type Phase } from "./phases";
import { type Outcome, runLanes } from "./run-phases";
import { sum, verdict } from "./tally";

const { full, groups } = readArguments();
// Each tool sets NODE_ENV to what it needs; one from outside would bend a build or a test.
Reflect.deleteProperty(process.env, "NODE_ENV");
process.env.TRAILBOOK_RUNS = full ? "full" : "quick";
// Tests leave lakes in the folder for temporary files: theirs goes when they are done.
const scratch = mkdtempSync(join(tmpdir(), "trailbook-tests-"));
process.env.TMPDIR = scratch;
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));

const startedAt = performance.now();
const outcomes: Outcome[] = [];
for (const lanes of lanesFor(full)) {
  const chosen = lanes.map((lane) => lane.filter(({ group }: Phase) => groups.includes(group)));
  outcomes.push(...(await runLanes(chosen, outcomes)));
}
summarise(outcomes, (performance.now() - startedAt) / 1000);

function readArguments(): { readonly full: boolean; readonly groups: readonly Group[] } {
  const { values } = parseArgs({
    options: { only: { type: "string" }, full: { type: "boolean", default: false } },
  });
  const { full } = values;
  if (values.only === undefined) {
    return { full, groups: GROUPS.filter((group) => full || group !== "judge") };
  }
  const asked = values.only.split(",");
  const unknown = asked.filter((name) => !GROUPS.some((group) => group === name));
  if (unknown.length > 0) {
    console.error(`--only knows ${GROUPS.join(", ")}; not ${unknown.join(", ")}`);
    process.exit(2);
  }
  return { full, groups: GROUPS.filter((group) => asked.includes(group)) };
}

function summarise(all: readonly Outcome[], totalSeconds: number): void {
  const total = sum(all.map(({ tally }) => tally));
  const width = Math.max(...all.map(({ phase }) => phase.name.length), "total".length) + 1;
  const line = (name: string, cells: readonly (string | number)[]) =>
    console.log(name.padEnd(width) + cells.map((cell) => String(cell).padStart(9)).join(""));
  console.log();
  line("phase", ["passed", "failed", "skipped", "seconds"]);
  for (const { phase, tally, seconds } of all) {
    line(phase.name, [tally.passed, tally.failed, tally.skips.length, seconds.toFixed(1)]);
  }
  // Less than the sum: phases run side by side.
  line("total", [total.passed, total.failed, total.skips.length, totalSeconds.toFixed(1)]);
  for (const [title, named] of [
    ["skipped", total.skips],
    ["failed", total.failures],
  ] as const) {
    if (named.length > 0) console.log(`\n${title}:`);
    for (const { name, reason } of named) console.log(`  ${name}: ${reason}`);
  }
  console.log(`\n${verdict(total)}`);
  if (total.failed > 0) process.exitCode = 1;
}
