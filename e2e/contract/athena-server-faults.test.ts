/** The Athena test server's faults: each is what it says, and the same seed gives the same ones. */
import { randomUUID } from "node:crypto";
import { BatchGetQueryExecutionCommand } from "@aws-sdk/client-athena";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { type FaultKind, REQUEST_FAULTS } from "@/e2e/athena-server/faults";
import { harnessClients, harnessLake, refusalOf } from "@/e2e/athena-server/harness";

const COUNT =
  "select count(*) as n from cloudtrail_hive_org where year = '2026' and month = '03' and day = '02'";

let server: AthenaServer;
let clients: ReturnType<typeof harnessClients>;

beforeAll(async () => {
  server = await startAthenaServer({
    lake: await harnessLake(),
    queueDelayMs: 0,
    queryDelayMs: 40,
  });
  clients = harnessClients(server.url);
});
beforeEach(() => server.control.reset());
afterAll(() => server.close());

const only = (...kinds: readonly FaultKind[]) =>
  server.control.faults({ rate: 1, kinds, seed: 1, limit: 1 });

describe("a fault of a request", () => {
  it.each([
    ["throttle", { name: "ThrottlingException" }, 0],
    ["too-many-queries", { Reason: "CONCURRENT_QUERY_LIMIT_EXCEEDED" }, 0],
    [
      "server-error-before",
      { name: "InternalServerException", $metadata: { httpStatusCode: 500 } },
      0,
    ],
    ["server-error-after", { name: "InternalServerException" }, 1],
    ["expired-credentials", { name: "ExpiredTokenException" }, 0],
    ["reset-before", { code: "ECONNRESET" }, 0],
    ["reset-after", { code: "ECONNRESET" }, 1],
    ["truncated-answer", {}, 1],
  ] as const)("%s has its effect, or none", async (kind, refusal, effects) => {
    only(kind);
    const ClientRequestToken = randomUUID();
    expect(await refusalOf(clients.start(COUNT, { ClientRequestToken }))).toMatchObject(refusal);
    expect(server.control.executions()).toHaveLength(effects);
    expect(server.control.injected()).toMatchObject([{ kind, on: "StartQueryExecution" }]);
    await clients.start(COUNT, { ClientRequestToken });
    expect(server.control.executions()).toHaveLength(1);
  });

  it("delivers a request twice, which only a token distinguishes from two requests", async () => {
    only("duplicate-request");
    const ClientRequestToken = randomUUID();
    const id = await clients.start(COUNT, { ClientRequestToken });
    expect(server.control.executions()).toMatchObject([{ id, starts: 2 }]);
  });

  it("disorders a batch, and reports an ended execution as running", async () => {
    const ids = [await clients.start(COUNT), await clients.start("select 1 as x")];
    for (const id of ids) await clients.ended(id);
    const batch = async () => {
      const command = new BatchGetQueryExecutionCommand({ QueryExecutionIds: ids });
      return (await clients.athena.send(command)).QueryExecutions ?? [];
    };
    only("batch-disorder");
    const disordered = (await batch()).map(({ QueryExecutionId }) => QueryExecutionId);
    expect(disordered).toHaveLength(3);
    expect(new Set(disordered)).toEqual(new Set(ids));
    only("stale-state");
    expect((await batch()).map(({ Status }) => Status?.State)).toEqual(["RUNNING", "RUNNING"]);
    expect((await batch()).map(({ Status }) => Status?.State)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
  });

  it("keeps a file from being read, or from being read to its end", async () => {
    const id = await clients.start(COUNT);
    await clients.ended(id);
    const get = async () => {
      const command = new GetObjectCommand({ Bucket: "athena-results", Key: `primary/${id}.csv` });
      return (await clients.s3.send(command)).Body?.transformToString();
    };
    only("s3-slow-down");
    expect(await refusalOf(get())).toMatchObject({ name: "SlowDown" });
    only("truncated-answer");
    expect((await refusalOf(get())).message).toMatch(/aborted|terminated|reset/i);
    expect(await get()).toBe('"n"\n"2400"\n');
  });

  it("delays an answer", async () => {
    server.control.faults({ rate: 1, kinds: ["delay"], seed: 3, delayMs: 400 });
    const before = performance.now();
    for (let times = 0; times < 3; times += 1) await refusalOf(clients.look("unknown"));
    expect(performance.now() - before).toBeGreaterThan(100);
  });
});

describe("a fault of an execution", () => {
  it("sends it back to the queue", async () => {
    only("requeue");
    const { Status } = await clients.ended(await clients.start(COUNT));
    expect(Status?.State).toBe("SUCCEEDED");
    expect(server.control.executions()[0]?.history.map(({ state }) => state)).toEqual([
      "QUEUED",
      "RUNNING",
      "QUEUED",
      "RUNNING",
      "SUCCEEDED",
    ]);
  });

  it.each([
    [100, 1, true],
    [206, 1, true],
    [1403, 2, true],
    [1501, 2, false],
    [1006, 2, false],
  ])("fails it with type %i", async (type, ErrorCategory, Retryable) => {
    server.control.faults({ rate: 1, kinds: ["fail"], seed: 1, errorTypes: [type] });
    const { Status } = await clients.ended(await clients.start(COUNT));
    expect(Status).toMatchObject({
      State: "FAILED",
      AthenaError: { ErrorCategory, ErrorType: type, Retryable },
    });
    expect(Status?.StateChangeReason).toBe(Status?.AthenaError?.ErrorMessage);
  });
});

describe("faults by a seed", () => {
  const drawn = async (seed: number) => {
    server.control.faults({ rate: 0.2, kinds: ["throttle", "server-error-before"], seed });
    const refusals: unknown[] = [];
    for (let times = 0; times < 60; times += 1) {
      refusals.push((await refusalOf(clients.look("unknown"))).name);
    }
    return refusals;
  };

  it("are the same ones again", async () => {
    const first = await drawn(7);
    expect(await drawn(7)).toEqual(first);
    expect(await drawn(8)).not.toEqual(first);
    const faults = first.filter((name) => name !== "InvalidRequestException").length;
    expect(faults).toBeGreaterThan(4);
    expect(faults).toBeLessThan(22);
  });

  it("lose and double nothing for a client that tries again with its token", async () => {
    server.control.limits({ rates: null, concurrentDml: null });
    server.control.faults({
      rate: 0.3,
      kinds: [...REQUEST_FAULTS, "requeue"],
      seed: 11,
      delayMs: 20,
    });
    const patient = async <T>(call: () => Promise<T>): Promise<T> => {
      for (let tries = 0; tries < 20; tries += 1) {
        const value = await call().catch(() => null);
        if (value !== null) return value;
      }
      throw new Error("Twenty tries failed.");
    };
    const tokens = Array.from({ length: 30 }, () => randomUUID());
    const ids = await Promise.all(
      tokens.map((ClientRequestToken) =>
        patient(() => clients.start("select 1 as x", { ClientRequestToken })),
      ),
    );
    for (const id of ids) {
      const execution = await patient(() => clients.ended(id));
      expect(execution.Status?.State).toBe("SUCCEEDED");
    }
    expect(server.control.executions()).toHaveLength(30);
    expect(new Set(server.control.executions().map(({ id }) => id))).toEqual(new Set(ids));
    expect(server.control.injected().length).toBeGreaterThan(10);
  });
});
