/** The Athena test server's queries: tokens, states, refusals. Through the real SDK. */
import { randomUUID } from "node:crypto";
import {
  BatchGetQueryExecutionCommand,
  GetQueryRuntimeStatisticsCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { harnessClients, harnessLake, refusalOf } from "@/e2e/athena-server/harness";

const DAY = "year = '2026' and month = '03' and day = '02'";
const COUNT = `select count(*) as n from cloudtrail_hive_org where ${DAY}`;

let server: AthenaServer;
let clients: ReturnType<typeof harnessClients>;

beforeAll(async () => {
  server = await startAthenaServer({ lake: await harnessLake() });
  clients = harnessClients(server.url);
});
beforeEach(async () => {
  server.control.delays({ queueMs: 20, queryMs: 60, stopMs: 20 });
  await server.control.reset();
});
afterAll(() => server.close());

describe("a token", () => {
  it("joins the same execution in any state", async () => {
    const ClientRequestToken = randomUUID();
    const [id, same] = await Promise.all([
      clients.start(COUNT, { ClientRequestToken }),
      clients.start(COUNT, { ClientRequestToken }),
    ]);
    expect(same).toBe(id);
    await clients.ended(id);
    expect(await clients.start(COUNT, { ClientRequestToken })).toBe(id);
    expect(server.control.executions()).toMatchObject([{ token: ClientRequestToken, starts: 3 }]);
    expect(await clients.start(COUNT)).not.toBe(id);
  });

  it.each([
    ["statement", { QueryString: `${COUNT} ` }],
    ["database", { QueryExecutionContext: { Database: "default" } }],
    ["location", { ResultConfiguration: { OutputLocation: "s3://athena-results/else/" } }],
  ])("cannot be used for another %s", async (_, change) => {
    const ClientRequestToken = randomUUID();
    await clients.start(COUNT, { ClientRequestToken });
    const refusal = await refusalOf(clients.start(COUNT, { ClientRequestToken, ...change }));
    expect(refusal).toMatchObject({
      name: "InvalidRequestException",
      message: "Idempotent parameters do not match",
      AthenaErrorCode: "IDEMPOTENT_PARAMETER_MISMATCH",
    });
  });

  it.each([31, 129])("cannot have %i characters", async (length) => {
    const refusal = await refusalOf(
      clients.start(COUNT, { ClientRequestToken: "t".repeat(length) }),
    );
    expect(refusal).toMatchObject({ name: "InvalidRequestException" });
    expect(refusal.message).toMatch(/'clientRequestToken' failed to satisfy constraint/);
  });
});

describe("a statement", () => {
  it.each([
    ["selec 1", "line 1:1: mismatched input 'selec'"],
    ["select a,\n from t", "line 2:2: mismatched input 'from'"],
    ["select a from t where", "line 1:22: mismatched input '<EOF>'"],
    ["select a::int from t", "line 1:9: mismatched input ':'"],
    ["select a from t limit 1 offset 2", "line 1:25: mismatched input 'offset'"],
  ])("is refused at the start where it is not Trino's SQL: %j", async (sql, says) => {
    const refusal = await refusalOf(clients.start(sql));
    expect(refusal).toMatchObject({
      name: "InvalidRequestException",
      AthenaErrorCode: "MALFORMED_QUERY",
      message: expect.stringContaining(says),
    });
    expect(server.control.executions()).toEqual([]);
  });

  it.each([
    [
      "select 1 from nope",
      1301,
      "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.security.nope' does not exist",
    ],
    ["select 1 from nodb.nope", 1301, "SCHEMA_NOT_FOUND: line 1:15: Schema 'nodb' does not exist"],
    [
      "select nope from cloudtrail_flat",
      1006,
      "COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved",
    ],
    [
      "select useridentity.nope from cloudtrail_flat",
      1006,
      "COLUMN_NOT_FOUND: line 1:21: Column 'nope'",
    ],
    [
      "select nofn(eventid) from cloudtrail_flat",
      1303,
      "FUNCTION_NOT_FOUND: line 1:8: Function 'nofn' not registered",
    ],
    ["select cast(eventname as integer) from cloudtrail_flat", 1100, "INVALID_CAST_ARGUMENT: "],
    ["show tables", 1200, "NOT_SUPPORTED: "],
  ])(
    "fails while it runs where the catalogue lacks what it names: %s",
    async (sql, ErrorType, says) => {
      const { Status } = await clients.ended(await clients.start(sql));
      expect(Status).toMatchObject({
        State: "FAILED",
        StateChangeReason: expect.stringContaining(says),
        AthenaError: { ErrorCategory: 2, ErrorType, Retryable: false },
      });
    },
  );

  it("without a database uses the empty default one", async () => {
    const id = await clients.start(COUNT, { QueryExecutionContext: {} });
    expect((await clients.ended(id)).Status?.StateChangeReason).toContain(
      "'awsdatacatalog.default.cloudtrail_hive_org' does not exist",
    );
    const named = COUNT.replace("cloudtrail_", "security.cloudtrail_");
    const found = await clients.start(named, { QueryExecutionContext: {} });
    expect((await clients.ended(found)).Status?.State).toBe("SUCCEEDED");
  });
});

describe("an execution", () => {
  it("is queued at first", async () => {
    server.control.delays({ queueMs: 600_000 });
    const id = await clients.start(COUNT);
    expect((await clients.look(id)).Status?.State).toBe("QUEUED");
  });

  it("is queued, runs, and ends with its bytes and times", async () => {
    server.control.delays({ queueMs: 200, queryMs: 300 });
    const id = await clients.start(COUNT);
    const execution = await clients.ended(id);
    const [record] = server.control.executions();
    expect(record?.history.map(({ state }) => state)).toEqual(["QUEUED", "RUNNING", "SUCCEEDED"]);
    expect(execution).toMatchObject({
      Query: COUNT,
      StatementType: "DML",
      WorkGroup: "primary",
      QueryExecutionContext: { Database: "security", Catalog: "AwsDataCatalog" },
      ResultConfiguration: { OutputLocation: `s3://athena-results/primary/${id}.csv` },
      Statistics: { DataScannedInBytes: record?.selectedBytes },
    });
    const { Statistics, Status } = execution;
    expect(Statistics?.QueryQueueTimeInMillis).toBeGreaterThanOrEqual(190);
    expect(Statistics?.EngineExecutionTimeInMillis).toBeGreaterThanOrEqual(290);
    expect(Statistics?.TotalExecutionTimeInMillis).toBe(
      (Status?.CompletionDateTime?.getTime() ?? 0) - (Status?.SubmissionDateTime?.getTime() ?? 0),
    );
  });

  it("is cancelled some time after the request to stop, and billed for what it scanned", async () => {
    server.control.delays({ queryMs: 10_000, stopMs: 700 });
    const id = await clients.start(COUNT);
    const stop = new StopQueryExecutionCommand({ QueryExecutionId: id });
    while (!(await clients.look(id)).Statistics?.DataScannedInBytes);
    const stoppedMs = Date.now();
    await clients.athena.send(stop);
    const { Status, Statistics } = await clients.ended(id);
    expect(Status?.CompletionDateTime?.getTime()).toBeGreaterThanOrEqual(stoppedMs + 690);
    expect(Status).toMatchObject({
      State: "CANCELLED",
      StateChangeReason: "Query cancelled by user",
    });
    expect(Status?.AthenaError).toBeUndefined();
    const [record] = server.control.executions();
    expect(Statistics?.DataScannedInBytes).toBeLessThan(record?.selectedBytes ?? 0);
    expect(await refusalOf(clients.page(id))).toMatchObject({
      AthenaErrorCode: "RESULT_NOT_FOUND",
    });
  });

  it("that has ended is not changed by a stop", async () => {
    const id = await clients.start(COUNT);
    await clients.ended(id);
    await clients.athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect((await clients.look(id)).Status?.State).toBe("SUCCEEDED");
  });

  it("is found in a batch, next to unknown ids", async () => {
    const id = await clients.start(COUNT);
    const batch = (ids: readonly string[]) =>
      clients.athena.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: [...ids] }));
    const answer = await batch([id, "unknown"]);
    expect(answer.QueryExecutions).toMatchObject([{ QueryExecutionId: id }]);
    expect(answer.UnprocessedQueryExecutionIds).toMatchObject([
      { QueryExecutionId: "unknown", ErrorCode: "QUERY_EXECUTION_NOT_FOUND" },
    ]);
    expect(await refusalOf(batch([]))).toMatchObject({ name: "InvalidRequestException" });
    expect(await refusalOf(batch(Array(51).fill(id)))).toMatchObject({
      name: "InvalidRequestException",
    });
  });

  it("has its runtime statistics after the end", async () => {
    const statistics = async (QueryExecutionId: string) => {
      const command = new GetQueryRuntimeStatisticsCommand({ QueryExecutionId });
      return (await clients.athena.send(command)).QueryRuntimeStatistics;
    };
    const ended = await clients.start(COUNT);
    await clients.ended(ended);
    // The rows are counted a little later than the times.
    await vi.waitUntil(async () => (await statistics(ended))?.Rows, { timeout: 60_000 });
    expect(await statistics(ended)).toMatchObject({ Timeline: {}, Rows: { OutputRows: 1 } });
    server.control.delays({ queryMs: 600_000 });
    expect((await statistics(await clients.start(COUNT)))?.Timeline).toBeUndefined();
  });
});
