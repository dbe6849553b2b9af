/** The phases of `npm test`: what each runs, and which run side by side. */
import { join, resolve } from "node:path";
import { BROWSER_REPORT, readBrowserReport, readUnitReport, unitReportOf } from "./reports";
import type { Tally } from "./tally";

export const GROUPS = ["lint", "types", "unit", "build", "browser", "judge"] as const;
export type Group = (typeof GROUPS)[number];

export type Phase = {
  readonly group: Group;
  readonly name: string;
  /** Commands of `node_modules/.bin`, or of the PATH. */
  readonly commands: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** A runner that counts its tests; other phases count as one check. */
  readonly report?: { readonly file: string; readonly read: () => Tally };
  /** Runs only where that group passed. */
  readonly needs?: Group;
  /** Why it cannot run here. */
  readonly skipped?: string;
};

/** A newer Node than most use: in the full run the unit tests pass on it too. */
const NEWER_NODE = 26;
const NEWER_HOME = ".trailbook/node";

const unitTests = (name: string, reportFile: string) => ({
  group: "unit" as const,
  name,
  commands: ["vitest run --reporter=default --reporter=./e2e/unit-reporter.ts"],
  environment: { TRAILBOOK_UNIT_REPORT: reportFile },
  report: { file: reportFile, read: () => readUnitReport(reportFile) },
});

const LINT: readonly Phase[] = [
  { group: "lint", name: "format and lint", commands: ["biome check ."] },
  { group: "lint", name: "arrows", commands: ["depcruise app components lib queries e2e"] },
  { group: "lint", name: "unused", commands: ["knip"] },
];
/** A fresh clone lacks the types that Next writes for itself; a build writes into the same folder. */
const TYPES: Phase = { group: "types", name: "types", commands: ["next typegen", "tsc --noEmit"] };
const BUILD: Phase = { group: "build", name: "build", commands: ["next build"] };
const UNIT: Phase = unitTests("unit tests", unitReportOf("unit"));
const BROWSER: Phase = {
  group: "browser",
  name: "browser tests",
  commands: ["playwright test -c e2e/playwright.config.ts"],
  report: { file: BROWSER_REPORT, read: readBrowserReport },
  needs: "build",
};

function newerNode(): Phase {
  const tests = unitTests(`unit tests, Node ${NEWER_NODE}`, unitReportOf("unit-newer-node"));
  const bin = resolve(NEWER_HOME, "node_modules/.bin");
  return {
    ...tests,
    // The package is 100 MB and more: only the run that needs it fetches it, outside of package.json.
    commands: [
      `npm install --no-save --no-audit --no-fund --prefix ${NEWER_HOME} node@${NEWER_NODE}`,
      ...tests.commands,
    ],
    environment: {
      ...tests.environment,
      // The tests start child processes by name: this Node has to come first in the PATH.
      PATH: `${bin}:${process.env.PATH ?? ""}`,
      // What differs between versions of Node shows without all runs of each property.
      TRAILBOOK_RUNS: "quick",
    },
  };
}

function judge(): Phase {
  return {
    group: "judge",
    name: "Trino judge",
    commands: ["tsx e2e/judge/judge.ts"],
    ...(process.env.TRAILBOOK_TRINO
      ? {}
      : { skipped: "TRAILBOOK_TRINO does not name a running Trino" }),
  };
}

/** Stages one after the other; the lanes of a stage side by side; the phases of a lane in order. */
export function lanesFor(full: boolean): readonly (readonly (readonly Phase[])[])[] {
  return [
    [
      [BUILD, TYPES],
      [...LINT, UNIT],
    ],
    // Beside the unit tests they take longer than after them: both need the processors.
    [[BROWSER]],
    ...(full ? [[[newerNode()]]] : []),
    [[judge()]],
  ];
}

/** The program of a command. */
export function toolOf(command: string): string {
  return command === "npm" ? command : join("node_modules", ".bin", command);
}
