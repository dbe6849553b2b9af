/** Writes what `npm test` counts; Vitest's own JSON leaves out why a test was skipped. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Reporter, TestModule } from "vitest/node";
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
  // A file that fails to load, or a hook that throws, leaves no failed test, but must count as a failure.
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
      ...leftOut(modules),
    ],
  };
}

/** Files that only a full run takes, and that this run did not: one skip each. */
function leftOut(modules: readonly TestModule[]): Tally["skips"] {
  const run = new Set(modules.map(({ moduleId }) => moduleId));
  return ["components", "lib", "queries", "e2e/contract"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, name))
      .filter((file) => file.endsWith(".full.test.ts") && !run.has(resolve(file)))
      .map((file) => ({ name: file, reason: "in npm test -- --full only" })),
  );
}
