/** The data that the tests read: the demo account's lake, made once and shared. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_MARK } from "@/lib/demo/samples";
import { writeDemoAccount } from "@/lib/demo/write-account";
import { importLogs } from "@/lib/lake/import/import-logs";
import { prepared, TEST_HOME } from "./prepared";

/**
 * The account in two sizes. Browser tests: enough for tables that scroll and facets that differ, few
 * enough to be ready in seconds. Contract tests: the incidents, and some ordinary events around them.
 */
const EVENTS = { demo: 20_000, small: 3_000 } as const;

/**
 * A data folder for one server, reset on every start, so that what a test run leaves behind (recent
 * runs, an audit log) never affects the next.
 */
export async function freshData(server: string, kind: "demo" | "empty"): Promise<string> {
  const data = join(TEST_HOME, "servers", server);
  rmSync(data, { recursive: true, force: true });
  if (kind === "demo") cpSync(await preparedLake(), data, { recursive: true });
  else mkdirSync(data, { recursive: true });
  return data;
}

/** The demo account's lake, which nothing may write to. */
export async function preparedLake(): Promise<string> {
  return join(await account("demo"), "lake");
}

/** The log files that it was imported from, which nothing may write to either. */
export async function preparedLogs(): Promise<string> {
  return join(await account("demo"), "logs");
}

/** The smaller lake of the contract tests, which nothing may write to. */
export async function smallLake(): Promise<string> {
  return join(await account("small"), "lake");
}

export async function smallLogs(): Promise<string> {
  return join(await account("small"), "logs");
}

/** A copy of the smaller lake, which one test file may change. */
export async function copyOfSmallLake(): Promise<string> {
  const copy = join(mkdtempSync(join(tmpdir(), "trailbook-lake-")), "lake");
  cpSync(await smallLake(), copy, { recursive: true });
  return copy;
}

function account(size: keyof typeof EVENTS): Promise<string> {
  return prepared(size, async (folder) => {
    const [logs, lake] = [join(folder, "logs"), join(folder, "lake")];
    await writeDemoAccount({ dir: logs, events: EVENTS[size] });
    const imported = await importLogs({ from: logs, lake });
    if (!imported.ok) throw new Error(imported.failure.message);
    // Marked as by `npm run demo`, so that the home page offers the incidents.
    writeFileSync(join(lake, DEMO_MARK), "complete");
  });
}
