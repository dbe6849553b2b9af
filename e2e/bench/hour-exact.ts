/** What a query over an hour of an evenly loaded day scans on Athena, with and without path ranges. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { startAthenaServer } from "@/e2e/athena-server";
import { backendAt, NO_SLICES } from "@/e2e/athena-server/backend";
import { importLogs } from "@/lib/lake/import/import-logs";
import { ask, asText, requestFor } from "./ask";
import { type Row, row } from "./report";

const DAY = "2026-03-17";
const HOUR = [`${DAY}T13:00:00Z`, `${DAY}T14:00:00Z`] as const;
const ACCOUNTS = ["111122223333", "444455556666"];
const REGIONS = ["eu-west-1", "us-east-1"];
const MINUTES = 24 * 60;
/** CloudTrail delivers every five minutes. */
const EVERY = 5;
const BAR = 0.15;

/** Writes a day on which every delivery of every account and region has the same size. */
function writeDay(logs: string): void {
  let next = 0;
  for (const account of ACCOUNTS) {
    for (const region of REGIONS) {
      for (let minute = 0; minute < MINUTES; minute += EVERY) {
        const at = new Date(Date.parse(DAY) + minute * 60_000).toISOString();
        next += 1;
        const event = {
          eventVersion: "1.11",
          userIdentity: { type: "AWSService" },
          eventTime: `${at.slice(0, 19)}Z`,
          eventSource: "s3.amazonaws.com",
          eventName: "GetObject",
          awsRegion: region,
          eventID: `00000000-0000-4000-8000-${String(next).padStart(12, "0")}`,
          recipientAccountId: account,
        };
        const stamp = at.slice(0, 16).replace(/[-:]/g, "");
        const folder = `AWSLogs/${account}/CloudTrail/${region}/${DAY.replaceAll("-", "/")}`;
        const file = join(logs, folder, `${account}_CloudTrail_${region}_${stamp}Z_a.json.gz`);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, gzipSync(JSON.stringify({ Records: [event] })));
      }
    }
  }
}

/** Queries the hour with and without the ranges. */
export async function hourExactRows(): Promise<readonly Row[]> {
  const home = mkdtempSync(join(tmpdir(), "trailbook-hour-"));
  const [logs, lake] = [join(home, "logs"), join(home, "lake")];
  writeDay(logs);
  const imported = await importLogs({ from: logs, lake });
  if (!imported.ok) throw new Error(imported.failure.message);
  const server = await startAthenaServer({ lake, queueDelayMs: 0, queryDelayMs: 0 });
  const askWith = async (ranges: string) => {
    const settings = { TRAILBOOK_PATH_RANGES: ranges, ...NO_SLICES };
    const place = await backendAt(server.url, join(home, "data"), settings);
    const answer = await ask(place, requestFor("general-purpose/common-actions", HOUR), ranges);
    await place.close();
    return answer;
  };
  try {
    const [exact, whole] = [await askWith("on"), await askWith("off")];
    return [
      row({
        id: "hour-exact-bytes",
        unit: "bytes",
        value: exact.scannedBytes,
        reference: whole.scannedBytes,
        bar: BAR,
        holds: asText(exact.rows) === asText(whole.rows) && exact.rows.length > 0,
        note: "an hour of an evenly loaded day; the reference is its day's partitions, with the same rows",
      }),
    ];
  } finally {
    await server.close();
    rmSync(home, { recursive: true, force: true });
  }
}
