/**
 * `npm test`: every check there is, in order, and one verdict at the end, under the names of what failed.
 * `--only lint,types,unit,build,browser` runs some of the groups.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BROWSER_REPORT, readBrowserReport, readUnitReport, UNIT_REPORT } from "./reports";
import { FAILED, PASSED, sum, type Tally, verdict } from "./tally";

const GROUPS = ["lint", "types", "unit", "build", "browser"] as const;
type Group = (typeof GROUPS)[number];

type Phase = {
  readonly group: Group;
  readonly name: string;
  readonly commands: readonly string[];
  /** A runner that counts its own tests; other phases count as one check. */
  readonly report?: { readonly file: string; readonly read: () => Tally };
  readonly needs?: Group;
};

type Outcome = { readonly phase: Phase; readonly tally: Tally; readonly seconds: number };

const PHASES: readonly Phase[] = [
  { group: "lint", name: "format and lint", commands: ["biome check ."] },
  { group: "lint", name: "arrows", commands: ["depcruise app components lib queries e2e"] },
  { group: "lint", name: "unused", commands: ["knip"] },
  { group: "lint", name: "file sizes", commands: ["tsx e2e/check-sizes.ts"] },
  // A fresh clone lacks the types that Next writes for itself.
  { group: "types", name: "types", commands: ["next typegen", "tsc --noEmit"] },
  {
    group: "unit",
    name: "unit tests",
    commands: ["vitest run --reporter=default --reporter=./e2e/unit-reporter.ts"],
    report: { file: UNIT_REPORT, read: readUnitReport },
  },
  { group: "build", name: "build", commands: ["next build"] },
  {
    group: "browser",
    name: "browser tests",
    commands: ["playwright test -c e2e/playwright.config.ts"],
    report: { file: BROWSER_REPORT, read: readBrowserReport },
    needs: "build",
  },
];

// Each tool sets NODE_ENV to what it needs; one from outside would bend a build or a test.
Reflect.deleteProperty(process.env, "NODE_ENV");
const chosen = chosenGroups();
const outcomes: Outcome[] = [];
for (const phase of PHASES.filter(({ group }) => chosen.includes(group))) {
  outcomes.push(run(phase, outcomes));
}
summarise(outcomes);

function chosenGroups(): readonly Group[] {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  if (values.only === undefined) return GROUPS;
  const asked = values.only.split(",");
  const unknown = asked.filter((name) => !GROUPS.some((group) => group === name));
  if (unknown.length > 0) {
    console.error(`--only knows ${GROUPS.join(", ")}; not ${unknown.join(", ")}`);
    process.exit(2);
  }
  return GROUPS.filter((group) => asked.includes(group));
}

function run(phase: Phase, before: readonly Outcome[]): Outcome {
  const broken = before.find(
    ({ phase: { group }, tally }) => group === phase.needs && tally.failed > 0,
  );
  if (broken) {
    const reason = `not run, ${broken.phase.name} failed`;
    console.log(`\n▸ ${phase.name}: ${reason}`);
    return {
      phase,
      tally: { ...PASSED, passed: 0, skips: [{ name: phase.name, reason }] },
      seconds: 0,
    };
  }
  console.log(`\n▸ ${phase.name}: ${phase.commands.join(" && ")}`);
  const startedAt = performance.now();
  // A report of an earlier run must never be taken for this one's.
  if (phase.report) rmSync(phase.report.file, { force: true });
  const succeeded = phase.commands.every(succeeds);
  const tally = count(phase, succeeded);
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(
    `${tally.failed > 0 ? "✗" : "✓"} ${phase.name}: ${verdict(tally)}, ${seconds.toFixed(1)} s`,
  );
  return { phase, tally, seconds };
}

function succeeds(command: string): boolean {
  const [tool = "", ...args] = command.split(" ");
  const { status, error } = spawnSync(join("node_modules", ".bin", tool), args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    shell: process.platform === "win32",
  });
  if (error) console.error(error.message);
  return status === 0;
}

function count({ name, report }: Phase, succeeded: boolean): Tally {
  if (!report) return succeeded ? PASSED : FAILED;
  try {
    const tally = report.read();
    // A runner can fail without a failing test (a server that never came up), or find no test at all.
    const hollow = tally.failed === 0 && (!succeeded || tally.passed === 0);
    return hollow ? { ...tally, failed: 1 } : tally;
  } catch (error) {
    console.error(
      `${name} left no readable report: ${error instanceof Error ? error.message : error}`,
    );
    return FAILED;
  }
}

function summarise(all: readonly Outcome[]): void {
  const total = sum(all.map(({ tally }) => tally));
  console.log(
    `\n${"phase".padEnd(18)}${["passed", "failed", "skipped", "seconds"].map(right).join("")}`,
  );
  for (const { phase, tally, seconds } of all) {
    const cells = [tally.passed, tally.failed, tally.skips.length, seconds.toFixed(1)];
    console.log(`${phase.name.padEnd(18)}${cells.map(right).join("")}`);
  }
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

function right(cell: string | number): string {
  return String(cell).padStart(9);
}
