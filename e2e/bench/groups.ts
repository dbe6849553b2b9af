/** Which rows there are, and how each group of them is measured. */
import { analystRows } from "./analysts";
import { type App, openApp } from "./app";
import { athenaFaultRows } from "./athena-faults";
import { athenaLiveRows } from "./athena-live";
import { borderLake } from "./border-logs";
import { chainRows } from "./chains";
import { runScript } from "./child";
import { demoLake, sizeName } from "./data";
import { firstLoadRows } from "./first-load";
import { hourExactRows } from "./hour-exact";
import { importRows } from "./import";
import { pivotRows } from "./pivots";
import type { Row } from "./report";
import { scrollRows } from "./scroll";
import { seedRows } from "./seed";
import { signalRows } from "./signals";

/** Rows that are measured together. */
export type Group = {
  /** What the ids of its rows begin with. */
  readonly prefixes: readonly string[];
  /** What they end with, where the group is measured at several sizes. */
  readonly suffix: string;
  readonly measure: () => Promise<readonly Row[]>;
};

/** Pairs of runs for each step. */
const STEP_PAIRS = 9;

/** Pairs of runs of the watchlist's rules, which read all events of a month. */
const FINDING_PAIRS = 5;

async function rowsOf(script: string, words: readonly string[]): Promise<readonly Row[]> {
  const { stdout } = await runScript(`e2e/bench/${script}`, words);
  return JSON.parse(stdout);
}

async function stepRows(events: number): Promise<readonly Row[]> {
  const lake = await demoLake(events);
  return rowsOf("steps.ts", [lake, sizeName(events), String(STEP_PAIRS)]);
}

/** A lake of a tenth, of three tenths and of all of the events. */
async function slopeRows(events: number): Promise<readonly Row[]> {
  const lakes: string[] = [];
  for (const share of [0.1, 0.3, 1]) lakes.push(await demoLake(Math.round(events * share)));
  return rowsOf("slopes.ts", lakes);
}

async function findingRows(events: number): Promise<readonly Row[]> {
  const lake = await demoLake(events);
  return rowsOf("findings.ts", [lake, sizeName(events), String(FINDING_PAIRS)]);
}

async function rollupRows(events: number): Promise<readonly Row[]> {
  const lake = await demoLake(events);
  return rowsOf("rollups.ts", [lake, sizeName(events), String(FINDING_PAIRS)]);
}

async function pruningRows(): Promise<readonly Row[]> {
  return rowsOf("pruning.ts", [await borderLake()]);
}

async function facetRows(events: number): Promise<readonly Row[]> {
  return rowsOf("facets.ts", [await demoLake(events)]);
}

async function inApp(
  events: number,
  measure: (app: App, lake: string) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const lake = await demoLake(events);
  const app = await openApp({ TRAILBOOK_DATA: lake });
  try {
    return await measure(app, lake);
  } finally {
    await app.close();
  }
}

/**
 * All groups for some sizes; what is measured in the served app is so at the first of them.
 * `minutes` is how long many analysts work at once.
 */
export function groupsAt(sizes: readonly number[], minutes: number): readonly Group[] {
  const [first = 0] = sizes;
  return [
    ...sizes.map((events) => ({
      prefixes: ["import-time-", "import-memory-"],
      suffix: `-${sizeName(events)}`,
      measure: () => importRows(events),
    })),
    ...sizes.map((events) => ({
      prefixes: ["step-"],
      suffix: `-${sizeName(events)}`,
      measure: () => stepRows(events),
    })),
    ...sizes.map((events) => ({
      prefixes: ["findings-"],
      suffix: `-${sizeName(events)}`,
      measure: () => findingRows(events),
    })),
    ...sizes.map((events) => ({
      prefixes: ["rollup-"],
      suffix: `-${sizeName(events)}`,
      measure: () => rollupRows(events),
    })),
    {
      prefixes: ["pruned-", "partitions-touched"],
      suffix: "",
      measure: pruningRows,
    },
    {
      prefixes: ["cost-"],
      suffix: "",
      measure: () => slopeRows(first),
    },
    {
      prefixes: ["seed-"],
      suffix: "",
      measure: seedRows,
    },
    {
      prefixes: ["facets-"],
      suffix: "",
      measure: () => facetRows(first),
    },
    {
      prefixes: ["first-load-js", "lcp"],
      suffix: "",
      measure: () => inApp(first, firstLoadRows),
    },
    {
      prefixes: ["table-100k-scroll"],
      suffix: "",
      measure: () => inApp(first, scrollRows),
    },
    {
      prefixes: ["pivot-click-to-rows"],
      suffix: "",
      measure: pivotRows,
    },
    {
      prefixes: ["chains-"],
      suffix: "",
      measure: () => chainRows(first),
    },
    {
      prefixes: ["signals-"],
      suffix: "",
      measure: () => signalRows(first),
    },
    {
      prefixes: ["analysts-50-"],
      suffix: "",
      measure: async () => analystRows(await demoLake(first), minutes),
    },
    { prefixes: ["hour-exact-"], suffix: "", measure: hourExactRows },
    {
      prefixes: ["athena-runs-", "athena-answers-"],
      suffix: "",
      measure: athenaFaultRows,
    },
    {
      prefixes: ["athena-calls-", "athena-live-", "athena-end-to-rows-"],
      suffix: "",
      measure: athenaLiveRows,
    },
  ];
}
