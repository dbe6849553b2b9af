/**
 * The logs that are judged: the demo account, an account whose events cross New Year and the end of
 * February, and a day of odd values.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { DEMO_ORGANISATION, demoAccounts } from "@/lib/demo/world";
import { writeDemoAccount } from "@/lib/demo/write-account";
import { type Move, movedEvent, movedPath } from "./move-days";
import { ODD_ACCOUNT, ODD_DAY, oddEvents } from "./odd-events";

/** Enough for step limits to cut answers off, few enough to be written in seconds. */
const DEMO_EVENTS = 60_000;

/** The account with events around the borders of months and years. */
export const BORDER_ACCOUNT = "888877776666";

type Copy = Move & {
  readonly from: string;
  readonly regions: readonly string[];
  /** Days of March. */
  readonly first: number;
  readonly last: number;
};

const COPIES: readonly Copy[] = [
  // 29 December to 6 January.
  {
    from: demoAccounts.security,
    account: BORDER_ACCOUNT,
    regions: ["us-east-1", "eu-west-1"],
    first: 1,
    last: 9,
    days: -62,
  },
  // 26 February to 2 March.
  {
    from: demoAccounts.dev,
    account: BORDER_ACCOUNT,
    regions: ["us-east-1", "eu-central-1"],
    first: 1,
    last: 5,
    days: -3,
  },
];

type LogText = { readonly Records: readonly Readonly<Record<string, unknown>>[] };

/** The events of a log file that the demo account's writer made. */
export function readLog(file: string): LogText {
  return JSON.parse(gunzipSync(readFileSync(file)).toString());
}

function writeLog(file: string, records: LogText["Records"]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, gzipSync(JSON.stringify({ Records: records })));
}

function copyDays(organization: string, { from, regions, first, last, ...move }: Copy): void {
  for (const region of regions) {
    for (let day = first; day <= last; day += 1) {
      const date = `2026/03/${String(day).padStart(2, "0")}`;
      const folder = join(organization, from, "CloudTrail", region, date);
      if (!existsSync(folder)) continue;
      for (const name of readdirSync(folder)) {
        const moved = readLog(join(folder, name)).Records.map((event) => movedEvent(event, move));
        writeLog(join(organization, movedPath(name, move)), moved);
      }
    }
  }
}

/** Writes all logs below `<dir>/AWSLogs`, the same on every machine. */
export async function writeLogs(dir: string): Promise<void> {
  await writeDemoAccount({ dir, events: DEMO_EVENTS });
  const organization = join(dir, "AWSLogs", DEMO_ORGANISATION);
  for (const copy of COPIES) copyDays(organization, copy);
  const file = `${ODD_ACCOUNT}_CloudTrail_us-east-1_${ODD_DAY.replaceAll("-", "")}T0500Z_odd.json.gz`;
  const day = join(ODD_ACCOUNT, "CloudTrail/us-east-1", ODD_DAY.replaceAll("-", "/"));
  writeLog(join(organization, day, file), oddEvents());
}
