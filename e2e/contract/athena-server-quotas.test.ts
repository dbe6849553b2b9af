/** The Athena test server's quotas, work groups, reuse and credentials. Through the real SDK. */
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetWorkGroupCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { openCallLog } from "@/e2e/athena-server/call-log";
import { harnessClients, harnessLake, refusalOf } from "@/e2e/athena-server/harness";
import { DOCUMENTED_RATES, openRateLimiter } from "@/e2e/athena-server/rate-limits";

const DAY = "year = '2026' and month = '03' and day = '02'";
const COUNT = `select count(*) as n from cloudtrail_hive_org where ${DAY}`;
const LIMITED = `select eventid from cloudtrail_hive_org where ${DAY} limit 3`;

let server: AthenaServer;
let clients: ReturnType<typeof harnessClients>;

beforeAll(async () => {
  server = await startAthenaServer({
    lake: await harnessLake(),
    workGroups: {
      managed: { managedResults: true },
      enforced: { enforced: true, outputLocation: "s3://athena-results/forced/" },
      homeless: { outputLocation: null },
      off: { enabled: false },
    },
  });
  clients = harnessClients(server.url);
});
beforeEach(async () => {
  server.control.limits({ rates: DOCUMENTED_RATES, concurrentDml: 20 });
  server.control.delays({ queueMs: 0, queryMs: 0 });
  await server.control.reset();
});
afterAll(() => server.close());

describe("rates", () => {
  it("give the burst at once and refill with time", () => {
    let now = 0;
    const { take } = openRateLimiter(() => now);
    const taken = (times: number) =>
      Array.from({ length: times }, () => take("StartQueryExecution", DOCUMENTED_RATES)).filter(
        Boolean,
      ).length;
    expect(taken(100)).toBe(80);
    now = 500;
    expect(taken(100)).toBe(10);
    now = 60_000;
    expect(taken(100)).toBe(80);
    expect(take("GetWorkGroup", DOCUMENTED_RATES)).toBe(true);
  });

  it("are answered with ThrottlingException, which is counted and can be switched off", async () => {
    server.control.limits({ rates: { GetQueryExecution: { perSecond: 0.01, burst: 3 } } });
    const id = await clients.start(COUNT);
    const looks = () => Promise.allSettled(Array.from({ length: 6 }, () => clients.look(id)));
    const refused = (await looks()).filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatchObject({
      reason: {
        name: "ThrottlingException",
        message: "Rate exceeded",
        $metadata: { httpStatusCode: 400 },
      },
    });
    const calls = server.control.calls();
    expect(calls.byOp).toEqual({ StartQueryExecution: 1, GetQueryExecution: 6 });
    expect(calls.byOutcome.ThrottlingException).toBe(3);
    server.control.limits({ rates: null });
    expect((await looks()).every(({ status }) => status === "fulfilled")).toBe(true);
  });

  it("are measured over any second, whenever it starts", () => {
    const log = openCallLog();
    for (const atMs of [0, 900, 950, 1_850, 1_899, 2_000])
      log.add({ op: "x", accessKeyId: "", atMs, outcome: "ok" });
    log.add({ op: "y", accessKeyId: "", atMs: 950, outcome: "ok" });
    expect(log.summary().peakPerSecond).toEqual({ x: 4, y: 1 });
  });

  it("are too many live queries only while these live", async () => {
    server.control.limits({ concurrentDml: 2 });
    server.control.delays({ queryMs: 10_000, stopMs: 0 });
    const ids = [await clients.start(COUNT), await clients.start(COUNT)];
    expect(await refusalOf(clients.start(COUNT))).toMatchObject({
      name: "TooManyRequestsException",
      Reason: "CONCURRENT_QUERY_LIMIT_EXCEEDED",
      message: expect.stringMatching(
        /^You have exceeded the limit for the number of queries you can run concurrently\./,
      ),
    });
    server.control.delays({ queryMs: 0 });
    for (const QueryExecutionId of ids) {
      await clients.athena.send(new StopQueryExecutionCommand({ QueryExecutionId }));
      await clients.ended(QueryExecutionId);
    }
    await clients.ended(await clients.start(COUNT));
    expect(server.control.executions()).toHaveLength(3);
  });
});

describe("a work group", () => {
  const configurationOf = async (WorkGroup: string) => {
    const answer = await clients.athena.send(new GetWorkGroupCommand({ WorkGroup }));
    return answer.WorkGroup?.Configuration;
  };

  it("reports its settings", async () => {
    server.control.workGroup("tight", { bytesScannedCutoff: 10_000_000 });
    expect(await configurationOf("tight")).toMatchObject({
      ResultConfiguration: { OutputLocation: "s3://athena-results/tight/" },
      EnforceWorkGroupConfiguration: false,
      BytesScannedCutoffPerQuery: 10_000_000,
      EngineVersion: { EffectiveEngineVersion: "Athena engine version 3" },
    });
    expect(await configurationOf("managed")).toMatchObject({
      ResultConfiguration: {},
      ManagedQueryResultsConfiguration: { Enabled: true },
    });
    expect(await refusalOf(configurationOf("nobodys"))).toMatchObject({
      message: "WorkGroup is not found.",
    });
  });

  it("cancels a query over its cutoff, which is billed up to there", async () => {
    server.control.workGroup("tight", { bytesScannedCutoff: 10 });
    const { Status, Statistics } = await clients.ended(
      await clients.start(COUNT, { WorkGroup: "tight" }),
    );
    expect(Status).toMatchObject({
      State: "CANCELLED",
      StateChangeReason: "Bytes scanned limit was exceeded",
    });
    expect(Statistics?.DataScannedInBytes).toBe(10);
  });

  it("that is enforced wins over the query, one with managed results has no file", async () => {
    const ResultConfiguration = { OutputLocation: "s3://athena-results/mine/" };
    const forced = await clients.start(COUNT, { WorkGroup: "enforced", ResultConfiguration });
    expect((await clients.ended(forced)).ResultConfiguration?.OutputLocation).toBe(
      `s3://athena-results/forced/${forced}.csv`,
    );
    const managed = await clients.start(COUNT, { WorkGroup: "managed" });
    const execution = await clients.ended(managed);
    expect(execution.ResultConfiguration).toBeUndefined();
    expect(execution.ManagedQueryResultsConfiguration?.Enabled).toBe(true);
    expect((await clients.page(managed)).rows).toEqual([["n"], ["2400"]]);
  });

  const location = (OutputLocation: string) => ({ ResultConfiguration: { OutputLocation } });
  const reuse = {
    ResultReuseConfiguration: {
      ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 5 },
    },
  };
  it.each([
    [{ WorkGroup: "nobodys" }, /^WorkGroup is not found\.$/],
    [{ WorkGroup: "off" }, /disabled/],
    [{ WorkGroup: "homeless" }, /^No output location provided\./],
    [
      { WorkGroup: "homeless", ...location("bucket/x") },
      /^outputLocation is not a valid S3 path\.$/,
    ],
    [{ WorkGroup: "managed", ...location("s3://athena-results/") }, /managed query results/],
    [{ WorkGroup: "managed", ...reuse }, /not supported with managed query results/],
  ])("refuses a start with %j", async (more, says) => {
    const refusal = await refusalOf(clients.start(COUNT, more));
    expect(refusal).toMatchObject({ name: "InvalidRequestException" });
    expect(refusal.message).toMatch(says);
  });
});

describe("reuse by age", () => {
  const reusing = (MaxAgeInMinutes: number) => ({
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes } },
  });
  const isReused = async (id: string) =>
    (await clients.ended(id)).Statistics?.ResultReuseInformation?.ReusedPreviousResult;

  it("gives the earlier result without a scan, on request", async () => {
    const first = await clients.start(COUNT);
    await clients.ended(first);
    expect(await isReused(await clients.start(COUNT))).toBe(false);
    const again = await clients.start(COUNT, reusing(5));
    const execution = await clients.ended(again);
    expect(execution.Statistics).toMatchObject({
      DataScannedInBytes: 0,
      ResultReuseInformation: { ReusedPreviousResult: true },
    });
    expect((await clients.page(again)).rows).toEqual([["n"], ["2400"]]);
    const [, , reused] = server.control.executions();
    expect(execution.ResultConfiguration?.OutputLocation).toContain(reused?.reusedFrom);
  });

  it.each([
    ["another text", COUNT.toUpperCase(), {}],
    ["another work group", COUNT, { WorkGroup: "enforced" }],
    ["a limit without an order", LIMITED, {}],
    ["nothing young enough", COUNT, reusing(0)],
  ])("finds nothing for %s", async (_, sql, more) => {
    for (const each of [COUNT, LIMITED]) await clients.ended(await clients.start(each));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await isReused(await clients.start(sql, { ...reusing(5), ...more }))).toBe(false);
  });
});

describe("credentials", () => {
  it("are needed, and can expire", async () => {
    const other = harnessClients(server.url, 1, "AKIAEXPIRESSOON00001");
    const id = await other.start(COUNT);
    server.control.expireAccessKey("AKIAEXPIRESSOON00001");
    expect(await refusalOf(other.look(id))).toMatchObject({ name: "ExpiredTokenException" });
    expect((await clients.ended(id)).Status?.State).toBe("SUCCEEDED");
    const unsigned = new AthenaClient({
      endpoint: server.url,
      region: "us-east-1",
      maxAttempts: 1,
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      signer: { sign: async (request) => request },
    });
    const command = new GetQueryExecutionCommand({ QueryExecutionId: id });
    expect(await refusalOf(unsigned.send(command))).toMatchObject({
      name: "UnrecognizedClientException",
    });
  });

  it("are not enough for an operation that does not exist", async () => {
    const response = await fetch(server.url, {
      method: "POST",
      headers: { authorization: "AWS4", "x-amz-target": "AmazonAthena.Nonsense" },
      body: "{}",
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: "UnknownOperationException" });
  });
});
