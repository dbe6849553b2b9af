/** Serves every app of `servers.ts` from one process, and says when all of them answer. */
import { existsSync } from "node:fs";
import { RULES_FOLDER } from "./rules-folder";
import { type AppOnData, serveApp } from "./serve-app";
import { ALL_READY, servers } from "./servers";

const LOOK_EVERY_MS = 100;
const NEEDS_CONFIRMATION = { TRAILBOOK_ASK_ABOVE_BYTES: "1" };

type App = Omit<AppOnData, "port"> & { readonly name: keyof typeof servers };
const apps: readonly App[] = [
  { name: "app", data: "demo", engine: "duckdb", settings: { TRAILBOOK_RULES: RULES_FOLDER } },
  { name: "limited", data: "demo", engine: "duckdb", settings: NEEDS_CONFIRMATION },
  { name: "empty", data: "empty", engine: "duckdb" },
  {
    name: "queueing",
    data: "demo",
    engine: "duckdb",
    settings: { TRAILBOOK_CONCURRENT_RUNS: "1" },
  },
  { name: "athena", data: "demo", engine: "athena" },
  { name: "athenaLimited", data: "demo", engine: "athena", settings: NEEDS_CONFIRMATION },
  { name: "athenaEmpty", data: "empty", engine: "athena" },
  // Statements take longer than a page on a busy machine, so a queue builds up.
  {
    name: "athenaQueueing",
    data: "demo",
    engine: "athena",
    athenaSlots: 1,
    athenaQueryMs: 2_000,
  },
];

if (!existsSync(".next/BUILD_ID")) {
  console.error("There is no build to serve: run `npm run build` first.");
  process.exit(1);
}

async function answers(url: string): Promise<void> {
  while (!(await fetch(`${url}/api/health`).then(Boolean, () => false)))
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}

const ended = apps.map((app) =>
  serveApp({ ...app, port: Number(new URL(servers[app.name]).port) }),
);
await Promise.race([Promise.all(Object.values(servers).map(answers)), ...ended]);
console.log(ALL_READY);
// One app that ends takes the others with it: tests over it would fail one by one.
process.exit(await Promise.race(ended));
