/** `npm run demo`: builds, makes the demo account where it is absent, and serves it. `--logs DIR` imports DIR instead. */
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { readConfig } from "@/lib/config";
import { DEMO_VERSION, hasDemoAccount, readDemoMarker } from "@/lib/demo/marker";
import { DEMO_MARK } from "@/lib/demo/samples";
import { writeDemoAccount } from "@/lib/demo/write-account";
import { readLake } from "@/lib/lake/store/catalogue";
import { fail, type Result, succeed } from "@/lib/result";
import { fileReason } from "@/lib/writable";
import { ensureBuilt } from "./build";
import { importWithProgress } from "./import";
import { isPortFree, serve } from "./serve";
import { readPort, readServerWords } from "./server-words";
import { say, write } from "./terminal";

const HOME = ".trailbook";
const DEMO_LOGS = path.join(HOME, "demo");

/** A separate lake for these logs, so that they never mix with the demo account's. */
function lakeOf(logs: string): string {
  const name = createHash("sha256").update(logs).digest("hex").slice(0, 8);
  return path.resolve(HOME, "lakes", `${path.basename(logs).replace(/[^\w.-]/g, "-")}-${name}`);
}

/** Makes the demo account's lake; a lake that holds anything else is served as it is. */
async function prepareDemo(lake: string): Promise<Result<string>> {
  const mark = path.join(lake, DEMO_MARK);
  const progress = await readFile(mark, "utf8").catch(() => null);
  if (progress === "complete") {
    const { version = DEMO_VERSION } = (await readDemoMarker(DEMO_LOGS)) ?? {};
    if (version !== DEMO_VERSION)
      say(`${lake} has an earlier demo account; delete it to get the current one.`);
    return succeed(lake);
  }
  if (progress === null && (await readLake(lake)).ok) {
    say(`${lake} contains other logs; they are served instead of the demo account.`);
    return succeed(lake);
  }
  if (!(await hasDemoAccount(DEMO_LOGS))) {
    say("Making the demo account …");
    await writeDemoAccount({ dir: DEMO_LOGS });
  }
  await mkdir(lake, { recursive: true });
  await writeFile(mark, "started");
  const imported = await importWithProgress(path.resolve(DEMO_LOGS, "AWSLogs"), lake);
  if (!imported.ok) return imported;
  await writeFile(mark, "complete");
  return succeed(lake);
}

async function prepareLogs(logs: string, configured: string | undefined): Promise<Result<string>> {
  const from = path.resolve(logs);
  const lake = configured ? path.resolve(configured) : lakeOf(from);
  const imported = await importWithProgress(from, lake);
  if (!imported.ok) return imported;
  say(`The lake is ${lake}. For the command line, set TRAILBOOK_DATA to it.`);
  return succeed(lake);
}

async function demo(given: readonly string[]): Promise<Result<number>> {
  const words = readServerWords("demo", given);
  if (!words.ok) return words;
  const { help, logs } = words.value;
  if (help !== null) {
    await write(`${help}\n`);
    return succeed(0);
  }
  const config = readConfig();
  if (!config.ok) return config;
  const port = readPort(process.env.PORT);
  if (!port.ok) return port;
  if (!(await isPortFree(port.value)))
    return fail("config", `Port ${port.value} is in use; choose another: PORT=3001 npm run demo.`);
  const lake = await (logs === undefined
    ? prepareDemo(config.value.dataDir)
    : prepareLogs(logs, process.env.TRAILBOOK_DATA));
  if (!lake.ok) return lake;
  if (!(await ensureBuilt()))
    return fail("config", "The app could not be built. See the output above.");
  return succeed(
    await serve(port.value, { TRAILBOOK_DATA: lake.value, TRAILBOOK_ENGINE: "duckdb" }),
  );
}

demo(process.argv.slice(2))
  .catch((error: unknown) =>
    // A disk that is full or read-only, while the demo account is made.
    fail("not-writable", `The demo could not be made: ${fileReason(error)}.`),
  )
  .then((result) => {
    if (!result.ok) say(result.failure.message);
    process.exit(result.ok ? result.value : 1);
  });
