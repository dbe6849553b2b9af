/** Logs that continue into the next month: the demo account's, with its first three days once more at its end. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { hasDemoAccount } from "@/lib/demo/marker";
import { writeDemoAccount } from "@/lib/demo/write-account";
import { existingLake, HOME } from "./data";

/** The scan of a plan does not depend on the number of events, so few are enough. */
const EVENTS = 50_000;

const MOVED: Readonly<Record<string, string>> = {
  "2026-03-01": "2026-03-31",
  "2026-03-02": "2026-04-01",
  "2026-03-03": "2026-04-02",
};

/** The windows queried over these logs, of whole days, `[from, to)`. */
export const BORDER_WINDOWS = {
  "1-day": ["2026-03-17T00:00:00Z", "2026-03-18T00:00:00Z"],
  "3-days-over-a-border": ["2026-03-30T00:00:00Z", "2026-04-02T00:00:00Z"],
  "7-days": ["2026-03-09T00:00:00Z", "2026-03-16T00:00:00Z"],
} as const;

/** The same day in each way that a trail writes it: in events, in folders, in names of files. */
function move(text: string): string {
  return Object.entries(MOVED).reduce(
    (moved, [from, to]) =>
      ["-", "/", ""].reduce(
        (each, mark) => each.replaceAll(from.replaceAll("-", mark), to.replaceAll("-", mark)),
        moved,
      ),
    text,
  );
}

/** Other ids, or the import would take the moved events for ones that it has. */
const renamed = (text: string): string =>
  text.replaceAll(/"eventID":"([0-9a-f])/g, (_, digit: string) => {
    return `"eventID":"${(Number.parseInt(digit, 16) ^ 8).toString(16)}`;
  });

/** The lake of these logs. */
export function borderLake(): Promise<string> {
  const home = join(HOME, "border");
  return existingLake(join(home, "lake"), () => borderLogs(join(home, "logs")));
}

/** Makes the logs in a folder where they are not there yet. */
async function borderLogs(dir: string): Promise<string> {
  const finished = join(dir, "moved");
  if (existsSync(finished) && (await hasDemoAccount(dir, { events: EVENTS }))) return dir;
  rmSync(finished, { force: true });
  await writeDemoAccount({ dir, events: EVENTS });
  const days = Object.keys(MOVED).map((day) => `/${day.replaceAll("-", "/")}/`);
  for (const name of readdirSync(join(dir, "AWSLogs"), { recursive: true, encoding: "utf8" })) {
    const file = join(dir, "AWSLogs", name);
    if (!name.endsWith(".gz") || !days.some((day) => file.includes(day))) continue;
    const target = join(dir, "AWSLogs", move(name));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, gzipSync(renamed(move(gunzipSync(readFileSync(file)).toString("utf8")))));
  }
  writeFileSync(finished, "");
  return dir;
}
