/** The logs and lakes that are measured: the demo account at a size, made once and kept between runs. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DEMO_VERSION, hasDemoAccount } from "@/lib/demo/marker";
import { writeDemoAccount } from "@/lib/demo/write-account";
import { runScript } from "./child";

export const HOME = resolve(".trailbook/bench");

/** What writes a lake; a change there asks for a new one. */
const LAKE_SOURCES = "lib/lake";

/** `1m`, `10m`, `50k`: a size in the ids of rows. */
export function sizeName(events: number): string {
  if (events % 1_000_000 === 0) return `${events / 1_000_000}m`;
  return events % 1_000 === 0 ? `${events / 1_000}k` : String(events);
}

export function say(what: string): void {
  return void process.stderr.write(`bench: ${what}\n`);
}

/** The folder of the demo account's logs at a size. */
export async function demoLogs(events: number): Promise<string> {
  const dir = join(HOME, sizeName(events), "logs");
  if (await hasDemoAccount(dir, { events })) return dir;
  say(`writing the demo account with ${events.toLocaleString("en-US")} events`);
  await writeDemoAccount({ dir, events });
  return dir;
}

const stampOf = (lake: string): string => `${lake}.stamp`;

/** Identifies the code and logs that a lake is made from. */
function writersPrint(): string {
  const hash = createHash("sha256").update(String(DEMO_VERSION));
  const all = readdirSync(LAKE_SOURCES, { recursive: true, encoding: "utf8" });
  const names = all.filter((name) => /(?<!\.test)\.ts$/.test(name));
  for (const name of names.sort()) hash.update(name).update(readFileSync(join(LAKE_SOURCES, name)));
  return hash.digest("hex");
}

/** Imports logs into a new lake with the command that people use. */
export async function importInto(lake: string, logs: string) {
  rmSync(lake, { recursive: true, force: true });
  rmSync(stampOf(lake), { force: true });
  const words = ["import", logs, "--json"];
  const finished = await runScript("lib/cli/trailbook.ts", words, { TRAILBOOK_DATA: lake });
  writeFileSync(stampOf(lake), writersPrint());
  return finished;
}

/** The folder of the lake of a size, which may not exist yet. */
export function lakeFolder(events: number): string {
  return join(HOME, sizeName(events), "lake");
}

/** The lake of the demo account at a size. */
export async function demoLake(events: number): Promise<string> {
  return existingLake(lakeFolder(events), () => demoLogs(events));
}

/** A lake that was imported by the present code, or else imports it again. */
export async function existingLake(lake: string, logs: () => Promise<string>): Promise<string> {
  const stamp = existsSync(stampOf(lake)) ? readFileSync(stampOf(lake), "utf8") : "";
  if (stamp === writersPrint()) return lake;
  const from = await logs();
  say(`importing ${from}`);
  await importInto(lake, from);
  return lake;
}
