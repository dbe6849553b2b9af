/** What the tests of the Athena engine share: a lake behind the protocol server, statements of it, an engine. */
import { join } from "node:path";
import { startAthenaServer } from "@/e2e/athena-server";
import { prepared } from "@/e2e/prepared";
import type { Row } from "@/lib/api/run";
import { pagesOf as pages } from "@/lib/engine/answer-rows";
import type { AthenaOptions } from "@/lib/engine/athena/aws/options";
import type { AthenaEngine } from "@/lib/engine/athena/engine";
import { openAthena } from "@/lib/engine/athena/open";
import { CONTRACT_EVENTS } from "@/lib/engine/contract.fixture";
import type { Engine } from "@/lib/engine/port";
import { onDay } from "@/lib/engine/statement.fixture";
import { event, imported, log, put, trailName } from "@/lib/lake/lake.fixture";

const inDay = "year = '2026' and month = '01' and day = '31'";
export const TABLE = "cloudtrail_hive_org";
export function counts(nonce: string) {
  return `select eventname, count(*) as total from ${TABLE} where ${inDay} and eventid <> '${nonce}' group by 1 order by total desc`;
}
export const listing = `select eventid, errorcode, useragent, 7 as n from ${TABLE} where ${inDay} order by eventid`;
export function slow(nonce: number) {
  const ids = `(select eventid from ${TABLE} where ${inDay})`;
  return `select count(*) as total from ${ids} as a cross join ${ids} as b cross join ${ids} as c
    where a.eventid || b.eventid < c.eventid || '${nonce}'`;
}

/** The suite's events, with user agents that a CSV has to quote. */
async function makeContractLake(folder: string): Promise<void> {
  const logs = join(folder, "logs");
  const records = Array.from({ length: CONTRACT_EVENTS }, (_, i) =>
    event(i, {
      eventID: String(i).padStart(8, "0"),
      eventName: i === 7 ? "CreateUser" : "GetObject",
      eventTime: "2026-01-31T10:00:00Z",
      errorCode: [undefined, "", "AccessDenied"][i % 3],
      userAgent: ['"quoted", cli', "two\nlines", "", undefined, "é😀\uFEFF"][i % 5],
    }),
  );
  put(logs, trailName("20260131", "1000", "a"), log(...records));
  await imported(logs, join(folder, "lake"));
}

/** A server of the protocol over the suite's lake. */
export async function server(more: Partial<Parameters<typeof startAthenaServer>[0]> = {}) {
  process.env.AWS_ACCESS_KEY_ID = "AKIATESTTESTTESTTEST";
  process.env.AWS_SECRET_ACCESS_KEY = "secret";
  const folder = await prepared("contract", makeContractLake);
  return startAthenaServer({ lake: join(folder, "lake"), ...more });
}

export function optionsFor(url: string, more: Partial<AthenaOptions> = {}): AthenaOptions {
  return {
    region: "us-east-1",
    workgroup: "primary",
    database: "security",
    endpoint: url,
    s3Endpoint: url,
    ...more,
  };
}

/** Opens the engine. */
export async function open(url: string, more: Partial<AthenaOptions> = {}): Promise<AthenaEngine> {
  const engine = await openAthena(optionsFor(url, more));
  if (!engine.ok) throw new Error(engine.failure.message);
  return engine.value;
}

export async function startOf(
  engine: Engine,
  sql: string,
  token: string,
  reuseMinutes = 0,
): Promise<string> {
  const started = await engine.start(onDay(sql), token, reuseMinutes);
  if (!started.ok) throw new Error(started.failure.message);
  return started.value;
}

export async function read(pages: AsyncGenerator<readonly Row[]>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

export function pagesOf(engine: Engine, id: string) {
  return read(pages(engine, id));
}

export async function eventually(holds: () => boolean | Promise<boolean>, withinMs = 20_000) {
  const untilMs = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > untilMs) throw new Error("It did not come to pass.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
