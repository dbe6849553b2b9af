import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./find-browser";
import type { EngineOption } from "./pages/test";
import { ALL_READY, servers } from "./servers";

const root = fileURLToPath(new URL("..", import.meta.url));
const browser = await findBrowser().catch((error: Error) => {
  // Only the sentence, which says what to do; a stack would hide it.
  console.error(`browser: ${error.message}`);
  process.exit(1);
});

/** The full run has every test; the usual one leaves out what rarely breaks alone. */
const isFull = process.env.TRAILBOOK_RUNS === "full";

/**
 * Files whose tests cannot depend on the engine, and why. Athena runs only those of their tests that
 * have the tag `@both`, and in the usual run the one of each file with `@smoke`.
 */
const ONE_ENGINE: Readonly<Record<string, string>> = {
  activity: "ranges are tested without a browser; Athena's prices in athena-cost",
  accessibility: "markup and colours",
  "broken-links": "a link is read before any query",
  catalogue: "the catalogue is code",
  chart: "drawn from rows",
  focus: "moves with the page",
  glance: "on Athena nothing is counted before its price is seen, as athena-home tests",
  headers: "sent by the server for every page",
  "hostile-inputs": "text in fields; hostile text in SQL is tested without a browser",
  inputs: "checked before any query",
  rules: "one statement like a step's",
  "known-answers": "each engine's answers are tested without a browser",
  layout: "sizes and positions",
  scope: "checked before any query",
  "session-chain": "on Athena each hop is a step with its price",
  shell: "theme, search box and shortcuts",
  summary: "a pasted key's time range is all logs on the lake alone",
  table: "drawn from rows",
  "time-zone": "drawn from rows",
};
/** Files that the full run has on both engines; contract tests cover both without a browser. */
const CONTRACTED = [
  "chains",
  "empty",
  "findings",
  "grown-logs",
  "hostile-events",
  "limit",
  "offered-pivots",
  "record",
  "runs",
  "exports",
  "facets",
];
const oneEngine = [...Object.keys(ONE_ENGINE), ...(isFull ? [] : CONTRACTED)].map(
  (name) => `${name}.spec.ts`,
);
const athenaUse = { baseURL: servers.athena, engine: "athena" } as const;

/** Browser tests of the built app: `next build` comes first. */
export default defineConfig<EngineOption>({
  testDir: "specs",
  testMatch: "**/*.spec.ts",
  outputDir: `${root}/test-results/browser`,
  forbidOnly: true,
  ...(isFull ? {} : { grepInvert: /@full/ }),
  retries: 0,
  workers: 2,
  fullyParallel: true,
  // A busy machine with two cores is slow, not wrong.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: [["list"], ["json", { outputFile: `${root}/test-results/browser.json` }]],
  use: {
    browserName: "chromium",
    launchOptions: {
      executablePath: browser.path,
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        // Test machines have none: to imitate one costs a tenth of the time, a process for it a fifth.
        "--disable-gpu",
        "--in-process-gpu",
      ],
    },
    // A trace costs a fifth of the time: TRAILBOOK_TRACE=1 when a failure needs one.
    trace: process.env.TRAILBOOK_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    // Not UTC on purpose: a time that slips into the browser's own zone must show.
    timezoneId: "America/New_York",
    contextOptions: { reducedMotion: "reduce" },
  },
  projects: [
    {
      name: "duckdb",
      use: { baseURL: servers.app, engine: "duckdb" },
      testIgnore: "athena-*.spec.ts",
    },
    { name: "athena", use: athenaUse, testIgnore: oneEngine },
    {
      name: "athena-smoke",
      use: athenaUse,
      testMatch: oneEngine,
      grep: isFull ? /@both/ : /@smoke/,
    },
  ],
  webServer: {
    command: "node --import tsx e2e/serve.ts",
    cwd: root,
    // The first start on a machine writes the lake.
    timeout: 300_000,
    wait: { stdout: new RegExp(ALL_READY) },
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
  },
});
