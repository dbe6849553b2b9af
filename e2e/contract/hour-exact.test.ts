/** Hours read of days by the log files' names: the same rows as without, and a fraction of the bytes. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt, NO_SLICES } from "@/e2e/athena-server/backend";
import { smallLake, smallLogs } from "@/e2e/lake";
import type { Row } from "@/lib/api/run";
import { pagesOf, settled } from "@/lib/engine/answer-rows";
import { isFullRun, triesOf } from "@/lib/full-run.fixture";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { lakeSource } from "@/lib/lake/lake-source";
import { type AskedStep, startSteps } from "@/lib/runs/asked.fixture";
import { compile } from "@/queries/compile";
import { allSteps } from "@/queries/index";
import { layouts, type Source } from "@/queries/layouts";
import { plan } from "@/queries/partitions";
import { isSkipped, planPaths } from "@/queries/path-ranges";
import { bind } from "@/queries/playbook";
import { isOfFindings } from "@/queries/query";
import { HOUR_MS, type Scope } from "@/queries/scope";
import { demoInputs } from "./demo-inputs.fixture";
import { stepShapes } from "./step-shapes.fixture";

const TABLES = [
  "cloudtrail_partitioner",
  "cloudtrail_projection_org",
  "cloudtrail_hive_org",
  "cloudtrail_bootstrap",
] as const;

/** An hour of an incident, and one whose deliveries reach into the next day. */
const HOUR = ["2026-03-19T02:00:00Z", "2026-03-19T03:00:00Z"] as const;
const LAST_HOUR = ["2026-03-19T23:00:00Z", "2026-03-20T00:00:00Z"] as const;

type Asked = {
  readonly sql: string;
  /** What it was said to read before it ran, and what it then read. */
  readonly estimatedBytes: number | null;
  readonly bytes: number;
  readonly rows: readonly Row[];
};

/** Queries a table, each step as a separate scan. */
async function askAll(
  server: AthenaServer,
  requests: readonly AskedStep[],
  settings: Readonly<Record<string, string>>,
): Promise<readonly Asked[]> {
  const place = await backendAt(server.url, newFolder(), { ...settings, ...NO_SLICES });
  const answers = await startSteps(place, requests);
  const asked = await Promise.all(
    answers.map(async (answer): Promise<Asked> => {
      if (answer.kind !== "started") throw new Error(JSON.stringify(answer));
      const state = await settled(place.engine, answer.runId);
      if (state.state !== "done") throw new Error(JSON.stringify(state));
      const rows: Row[] = [];
      for await (const page of pagesOf(place.engine, answer.runId)) rows.push(...page);
      const estimatedBytes = answer.estimate.reads?.bytes ?? null;
      return { sql: state.sql, estimatedBytes, bytes: state.scannedBytes, rows };
    }),
  );
  await place.close();
  return asked;
}

const open = (lake: string) =>
  startAthenaServer({ lake, rates: false, concurrentDml: null, queueDelayMs: 0, queryDelayMs: 0 });

describe("on the demo account", () => {
  let server: AthenaServer;
  let files: readonly { path: string; firstMs: number; lastMs: number }[];

  beforeAll(async () => {
    server = await open(await smallLake());
    const logs = await smallLogs();
    const names = readdirSync(logs, { recursive: true, encoding: "utf8" });
    files = names
      .filter((name) => name.endsWith(".json.gz"))
      .map((name) => {
        const { Records } = JSON.parse(gunzipSync(readFileSync(join(logs, name))).toString());
        const times = Records.map((record: { eventTime: string }) => Date.parse(record.eventTime));
        const [firstMs, lastMs] = [Math.min(...times), Math.max(...times)];
        return { path: `s3://logs/${name}`, firstMs, lastMs };
      });
  });
  beforeEach(() => server.control.reset());
  afterAll(() => server.close());

  const requestsIn = ([from, to]: readonly [string, string]): readonly AskedStep[] => {
    // The watchlist's findings read 30 days more, whatever the range.
    const ofTheHour = allSteps.filter(({ step }) => !isOfFindings(step.answer));
    return ofTheHour.map(({ playbook, step }) => {
      const inputs = demoInputs(step);
      const scope = { accounts: [], regions: [], from, to, filters: [] };
      return { playbookId: playbook.id, stepId: step.id, inputs, ...scope };
    });
  };

  const LAYOUTS = [
    ["cloudtrail_partitioner", HOUR],
    ["cloudtrail_bootstrap", LAST_HOUR],
    // The full run has every layout; these differ in their columns, not in their paths.
    ["cloudtrail_projection_org", HOUR],
    ["cloudtrail_hive_org", LAST_HOUR],
  ] as const;
  it.each(isFullRun() ? LAYOUTS : LAYOUTS.slice(0, 2))(
    "the steps on %s have the same rows from fewer bytes",
    async (ATHENA_TABLE, hour) => {
      const all = requestsIn(hour);
      // Any event of the hour is in these two.
      const hasRows = ({ stepId }: AskedStep) => ["common-actions", "search"].includes(stepId);
      const isUsual = (request: AskedStep, at: number) =>
        hasRows(request) || stepShapes().includes(at);
      const requests = isFullRun() ? all : all.filter(isUsual);
      const exact = await askAll(server, requests, { ATHENA_TABLE });
      const whole = await askAll(server, requests, { ATHENA_TABLE, TRAILBOOK_PATH_RANGES: "off" });
      expect(exact.map(({ rows }) => rows)).toEqual(whole.map(({ rows }) => rows));
      expect(exact.filter(({ rows }) => rows.length > 0).length).toBeGreaterThan(1);
      for (const [index, { sql, estimatedBytes, bytes }] of exact.entries()) {
        expect(sql).toContain('"$path" >= ');
        expect(estimatedBytes).toBe(bytes);
        expect(whole[index]?.sql).not.toContain('"$path" >= ');
        expect(bytes).toBeLessThan((whole[index]?.bytes ?? 0) / 2);
      }
      expect(server.control.unpruned()).toEqual([]);
    },
  );

  it("no file with an event of the window is left out, in random windows", () => {
    const all = files.map(({ path }) => path.split("/"));
    const distinct = (at: number) => [...new Set(all.map((parts) => parts[at] ?? ""))].sort();
    const base = all[0]?.slice(0, 5).join("/");
    const source: Source = {
      table: "logs",
      layout: layouts["projection-org"],
      deliveryLagMs: HOUR_MS,
      mayHoldDuplicates: true,
      accounts: distinct(5),
      regions: distinct(7),
      logFolders: [{ base: `${base}/` }],
    };
    const [startMs, endMs] = [Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 31)];
    let [read, left] = [0, 0];
    fc.assert(
      fc.property(
        fc.integer({ min: startMs, max: endMs }),
        fc.oneof(fc.nat(2 * HOUR_MS), fc.nat(50 * HOUR_MS)),
        fc.integer({ min: 0, max: 19 }),
        (atMs, lengthMs, share) => {
          const fromMs = atMs - (atMs % 1000);
          const scope: Scope = {
            accounts: [],
            regions: [],
            fromMs,
            toMs: fromMs + 1000 + lengthMs,
          };
          const paths = planPaths(scope, source, plan(scope, source));
          // A twentieth of the files for each window, another one for each of the numbers.
          for (let at = share; at < files.length; at += 20) {
            const file = files[at];
            if (!file || file.lastMs < scope.fromMs || file.firstMs >= scope.toMs) {
              if (file && paths && isSkipped(paths, file.path)) left += 1;
              continue;
            }
            read += 1;
            if (paths && isSkipped(paths, file.path)) throw new Error(`${file.path} is left out`);
          }
        },
      ),
      { numRuns: triesOf(10_000), seed: 19 },
    );
    expect(read).toBeGreaterThan(triesOf(10_000));
    expect(left).toBeGreaterThan(triesOf(10_000));
  });
});

describe("on a day with as many deliveries in every hour", () => {
  const DAY = "2026-03-17";
  let server: AthenaServer;

  beforeAll(async () => {
    const [logs, lake] = [newFolder(), newFolder()];
    let next = 0;
    for (const account of ["111122223333", "444455556666"]) {
      for (const region of ["eu-west-1", "us-east-1"]) {
        for (let minute = 0; minute < 24 * 60; minute += 5) {
          const at = new Date(Date.parse(DAY) + minute * 60_000).toISOString();
          const name = `${account}_CloudTrail_${region}_${at.slice(0, 16).replace(/[-:]/g, "")}Z_a.json.gz`;
          const more = {
            awsRegion: region,
            recipientAccountId: account,
            eventTime: `${at.slice(0, 19)}Z`,
          };
          const events = [event(next, more), event(next + 1, more)];
          next += 2;
          const folder = `AWSLogs/${account}/CloudTrail/${region}/${DAY.replaceAll("-", "/")}`;
          put(logs, `${folder}/${name}`, log(...events));
        }
      }
    }
    await imported(logs, lake);
    server = await open(lake);
  });
  afterAll(() => server.close());

  it.each(TABLES)("an hour on %s reads at most 0.15 of its bytes", async (ATHENA_TABLE) => {
    const request = {
      playbookId: "general-purpose",
      stepId: "common-actions",
      inputs: {},
      accounts: [],
      regions: [],
      from: `${DAY}T13:00:00Z`,
      to: `${DAY}T14:00:00Z`,
      filters: [],
    };
    const [exact] = await askAll(server, [request], { ATHENA_TABLE });
    const [whole] = await askAll(server, [request], { ATHENA_TABLE, TRAILBOOK_PATH_RANGES: "off" });
    expect(exact?.rows).toEqual([["ListBuckets", 96]]);
    expect(whole?.rows).toEqual(exact?.rows);
    expect((exact?.bytes ?? 0) / (whole?.bytes ?? 1)).toBeLessThanOrEqual(0.15);
  });
});

it("the local lake's SQL says nothing of paths, in any step", () => {
  const fromMs = Date.UTC(2026, 2, 17, 13);
  const scope = { accounts: [], regions: [], fromMs, toMs: fromMs + HOUR_MS };
  for (const { step } of allSteps) {
    const required = step.inputs.filter((input) => input.required);
    const inputs = Object.fromEntries(required.map(({ name }) => [name, "x"]));
    const compiled = compile(bind(step, inputs), scope, lakeSource);
    expect(compiled).toMatchObject({ paths: null, sql: expect.not.stringContaining("$path") });
  }
});
