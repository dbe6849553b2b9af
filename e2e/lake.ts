/** The data that the servers under test read: the demo account, written and imported once per version of its code. */
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { writeDemoAccount } from "@/lib/demo/write-account";
import { importLogs } from "@/lib/lake/import-logs";
import { DEMO_MARK } from "@/lib/samples";

const HOME = join(process.cwd(), ".trailbook/e2e");

/** Enough for tables that scroll and facets that differ, few enough to be ready in seconds. */
const EVENTS = 20_000;

/** What shapes the lake; a change there asks for a new one. */
const SHAPED_BY = ["lib/demo", "lib/lake", "queries"];

/**
 * A data folder for one server, as good as new on every start, so that what a
 * test run leaves behind (recent runs, an audit log) never meets the next.
 */
export async function freshData(server: string, kind: "demo" | "empty"): Promise<string> {
  const data = join(HOME, "servers", server);
  rmSync(data, { recursive: true, force: true });
  if (kind === "demo") cpSync(await preparedLake(), data, { recursive: true });
  else mkdirSync(data, { recursive: true });
  return data;
}

/** The demo account's lake, which nobody may write to. */
export async function preparedLake(): Promise<string> {
  const home = join(HOME, `demo-${fingerprint()}`);
  const lake = join(home, "lake");
  const finished = join(home, "finished");
  if (existsSync(finished)) return lake;
  forgetOlder();
  process.stderr.write("e2e: writing the demo account and importing it (once)\n");
  const startedAt = performance.now();
  const logs = join(home, "logs");
  await writeDemoAccount({ dir: logs, events: EVENTS });
  const imported = await importLogs({ from: logs, lake });
  if (!imported.ok) throw new Error(imported.failure.message);
  // As `npm run demo` leaves it, so that the home page offers the incidents.
  writeFileSync(join(lake, DEMO_MARK), "complete");
  writeFileSync(finished, "");
  process.stderr.write(
    `e2e: ready after ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`,
  );
  return lake;
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const folder of SHAPED_BY) {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    for (const name of names.filter((each) => /(?<!\.test)\.ts$/.test(each)).sort()) {
      hash.update(name).update(readFileSync(join(folder, name)));
    }
  }
  return hash.digest("hex").slice(0, 12);
}

/** Also clears away what an interrupted preparation left. */
function forgetOlder(): void {
  if (!existsSync(HOME)) return;
  for (const name of readdirSync(HOME)) {
    if (name.startsWith("demo-")) rmSync(join(HOME, name), { recursive: true, force: true });
  }
}
