/** Writes what `npm test` counts; Vitest's own JSON leaves out why a test was skipped. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Reporter, TestModule } from "vitest/node";
import { isFullRun } from "../lib/full-run.fixture";
import { firstLines, unitReportOf } from "./reports";
import type { Tally } from "./tally";

const FILE = process.env.TRAILBOOK_UNIT_REPORT ?? unitReportOf("unit");

export default class UnitReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, JSON.stringify(count(modules)));
  }
}

function count(modules: readonly TestModule[]): Tally {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const results = tests.map((test) => ({ name: test.fullName, result: test.result() }));
  // A file that fails to load, or a hook that throws, leaves no failed test and must count all the same.
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  const broken = suites.filter((suite) => suite.errors().length > 0);
  const failures = [
    ...results.flatMap(({ name, result }) =>
      result.state === "failed" ? [{ name, errors: result.errors }] : [],
    ),
    ...broken.map((suite) => ({
      name: suite.type === "module" ? suite.moduleId : suite.fullName,
      errors: suite.errors(),
    })),
  ];
  return {
    passed: results.filter(({ result }) => result.state === "passed").length,
    failed: failures.length,
    failures: failures.map(({ name, errors }) => ({
      name,
      reason: firstLines(errors[0]?.message ?? ""),
    })),
    skips: [
      ...results.flatMap(({ name, result }) =>
        result.state === "skipped" ? [{ name, reason: result.note ?? "no reason given" }] : [],
      ),
      ...(isFullRun ? [] : leftOut()),
    ],
  };
}

/** Files that only a full run takes, one skip each. */
function leftOut(): Tally["skips"] {
  return ["app", "components", "lib", "queries", "e2e/contract"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".full.test.ts"))
      .map((name) => ({ name: join(folder, name), reason: "in npm test -- --full only" })),
  );
}
