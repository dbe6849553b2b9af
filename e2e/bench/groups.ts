/** Which rows there are, and how each group of them is measured. */
import { join } from "node:path";
import { type App, openApp } from "./app";
import { athenaFaultRows } from "./athena-faults";
import { athenaLiveRows } from "./athena-live";
import { borderLogs } from "./border-logs";
import { runScript } from "./child";
import { demoLake, existingLake, HOME, sizeName } from "./data";
import { firstLoadRows } from "./first-load";
import { importRows } from "./import";
import { pivotRows } from "./pivots";
import type { Row } from "./report";
import { scrollRows } from "./scroll";

/** Rows that are measured together. */
export type Group = {
  /** What the ids of its rows begin with. */
  readonly prefixes: readonly string[];
  /** What they end with, where the group is measured at several sizes. */
  readonly suffix: string;
  readonly measure: () => Promise<readonly Row[]>;
};

/** Short runs scatter more, and cost less to repeat. */
const repetitions = (events: number): number => (events < 5_000_000 ? 9 : 5);

async function rowsOf(script: string, words: readonly string[]): Promise<readonly Row[]> {
  const { stdout } = await runScript(`e2e/bench/${script}`, words);
  return JSON.parse(stdout);
}

async function stepRows(events: number): Promise<readonly Row[]> {
  const lake = await demoLake(events);
  return rowsOf("steps.ts", [lake, sizeName(events), String(repetitions(events))]);
}

async function pruningRows(): Promise<readonly Row[]> {
  const home = join(HOME, "border");
  const lake = await existingLake(join(home, "lake"), () => borderLogs(join(home, "logs")));
  return rowsOf("pruning.ts", [lake]);
}

async function inApp(
  events: number,
  measure: (app: App, lake: string) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const lake = await demoLake(events);
  const app = await openApp(lake);
  try {
    return await measure(app, lake);
  } finally {
    await app.close();
  }
}

/** All groups for some sizes; what is measured in a browser is so at the first of them. */
export function groupsAt(sizes: readonly number[]): readonly Group[] {
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
    {
      prefixes: ["pruned-", "partitions-touched"],
      suffix: "",
      measure: pruningRows,
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
      measure: () => inApp(first, pivotRows),
    },
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
