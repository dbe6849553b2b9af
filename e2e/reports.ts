/** Reads the reports of the test runners. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import type { Tally } from "./tally";

/** Where a run of the unit tests writes its report. */
export function unitReportOf(name: string): string {
  return `test-results/${name}.json`;
}
export const BROWSER_REPORT = "test-results/browser.json";

const named = z.array(z.object({ name: z.string(), reason: z.string() }));
const unitReport = z.object({
  passed: z.number(),
  failed: z.number(),
  failures: named,
  skips: named,
});

const annotation = z.object({ type: z.string(), description: z.string().optional() });
const spec = z.object({
  title: z.string(),
  tests: z.array(
    z.object({
      status: z.string(),
      projectName: z.string(),
      annotations: z.array(annotation),
      results: z.array(z.object({ error: z.object({ message: z.string() }).optional() })),
    }),
  ),
});
const suite = z.object({
  title: z.string(),
  specs: z.array(spec),
  get suites() {
    return z.array(suite).optional();
  },
});
const browserReport = z.object({
  suites: z.array(suite),
  errors: z.array(z.object({ message: z.string().optional() })),
});

/** What Vitest counted, as written by unit-reporter.ts. */
export function readUnitReport(file: string): Tally {
  return unitReport.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** What Playwright counted. A test that passed on a second try counts as failed: nothing is retried. */
export function readBrowserReport(): Tally {
  const report = browserReport.parse(JSON.parse(readFileSync(BROWSER_REPORT, "utf8")));
  const tests = report.suites.flatMap((each) => testsOf(each));
  const skipped = tests.filter((test) => test.status === "skipped");
  const failed = tests.filter(({ status }) => status !== "expected" && status !== "skipped");
  const failures = [
    ...failed,
    ...report.errors.map(({ message }) => ({ name: "browser tests", error: message })),
  ];
  return {
    passed: tests.length - skipped.length - failed.length,
    failed: failures.length,
    failures: failures.map(({ name, error = "" }) => ({ name, reason: firstLines(error) })),
    skips: skipped.map(({ name, reason }) => ({ name, reason: reason ?? "no reason given" })),
  };
}

/** The start of an error; the log above has all of it. */
export function firstLines(message: string): string {
  return message.split("\n").slice(0, 6).join("\n    ").slice(0, 600);
}

type BrowserTest = {
  readonly name: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly error: string | undefined;
};

function testsOf(within: z.infer<typeof suite>, above = ""): readonly BrowserTest[] {
  const path = above ? `${above} › ${within.title}` : within.title;
  const own = within.specs.flatMap(({ title, tests }) =>
    tests.map(({ status, projectName, annotations, results }) => ({
      name: `[${projectName}] ${path} › ${title}`,
      status,
      reason: annotations.find(({ type }) => type === "skip" || type === "fixme")?.description,
      error: results.flatMap(({ error }) => error?.message ?? [])[0],
    })),
  );
  return [...own, ...(within.suites ?? []).flatMap((inner) => testsOf(inner, path))];
}
