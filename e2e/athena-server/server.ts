/**
 * A server that speaks Amazon Athena's protocol, with DuckDB behind it, for tests: quotas, delays
 * and faults at will, and a count of everything.
 */
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reset, send, sendHalf } from "./answer";
import { openCallLog } from "./call-log";
import { recordOf } from "./execution";
import { openExecutions } from "./executions";
import { openFaults } from "./faults";
import { openLifecycle } from "./lifecycle";
import { openQueryEngine } from "./query-engine";
import { DOCUMENTED_RATES, openRateLimiter } from "./rate-limits";
import { accessKeyOf, handleOperation } from "./request-handler";
import { s3Operation, serveObject } from "./s3-api";
import type { AthenaServer, AthenaServerOptions, Control, Delays, Limits } from "./types";
import { openWorkGroups } from "./work-groups";

const TARGET = "AmazonAthena.";
const DEFAULT_CONCURRENT = 20;
const DEFAULT_SLOTS = 2;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

async function resultsFolder(named: string | undefined): Promise<string> {
  if (named === undefined) return mkdtemp(join(tmpdir(), "athena-results-"));
  await mkdir(named, { recursive: true });
  return named;
}

/** Starts a server on 127.0.0.1. */
export async function startAthenaServer(options: AthenaServerOptions): Promise<AthenaServer> {
  let delays: Delays = {
    queueMs: options.queueDelayMs ?? 20,
    queryMs: options.queryDelayMs ?? 60,
    stopMs: options.stopDelayMs ?? 20,
    listMs: 0,
  };
  let limits: Limits = {
    rates: options.rates === false ? null : (options.rates ?? DOCUMENTED_RATES),
    concurrentDml: options.concurrentDml === undefined ? DEFAULT_CONCURRENT : options.concurrentDml,
  };
  const bytesFactor = options.bytesFactor ?? 1;
  const resultsDir = await resultsFolder(options.resultsDir);
  const engine = await openQueryEngine(
    options.lake,
    options.engineSlots ?? DEFAULT_SLOTS,
    bytesFactor,
    options.tableParameters ?? {},
  );
  const faults = openFaults();
  const limiter = openRateLimiter();
  const calls = openCallLog();
  const workGroups = openWorkGroups(options.workGroups);
  const expiredKeys = new Set<string>();
  const lifecycle = openLifecycle({
    engine,
    faults,
    delays: () => delays,
    resultsDir,
  });
  const executions = openExecutions(lifecycle);
  const buckets = options.buckets ?? ["athena-results"];
  const gate = {
    account: { executions, workGroups, engine, limits: () => limits, buckets },
    faults,
    limiter,
    expiredKeys,
  };
  const store = {
    buckets,
    executions: executions.all,
    logs: engine.objects,
    requesterPays: options.requesterPays === true,
    listMs: () => delays.listMs,
    faults,
    expiredKeys,
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const atMs = Date.now();
    const accessKeyId = accessKeyOf(request.headers.authorization);
    response.setHeader("x-amzn-requestid", randomUUID());
    await engine.lookAgain();
    if (request.method === "GET" || request.method === "HEAD") {
      const outcome = await serveObject(request, response, store);
      calls.add({ op: s3Operation(request), accessKeyId, atMs, outcome });
      return;
    }
    const { authorization } = request.headers;
    const target = String(request.headers["x-amz-target"] ?? "");
    const op = target.startsWith(TARGET) ? target.slice(TARGET.length) : `unknown ${target}`;
    const reply = await handleOperation(op, authorization, await bodyOf(request), gate);
    calls.add({ op, accessKeyId, atMs, outcome: reply.outcome });
    if (reply.kind === "reset") reset(response);
    else if (reply.kind === "half") sendHalf(response, reply.answer);
    else send(response, reply.answer);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A bug of this server: let it be seen in the client's error and not as a silent hang.
      if (!response.headersSent) response.writeHead(501);
      response.end(String(error));
    });
  });
  // Longer than a test is idle, so that no client meets a socket that was closed under it.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;

  const control: Control = {
    executions: () => executions.all().map(recordOf),
    unpruned: () =>
      executions
        .all()
        .filter(({ scan }) => scan.isUnpruned)
        .map(recordOf),
    calls: calls.summary,
    faults: faults.set,
    injected: faults.injected,
    limits: (change) => {
      limits = { ...limits, ...change };
      limiter.reset();
    },
    delays: (change) => {
      delays = { ...delays, ...change };
    },
    workGroup: workGroups.set,
    storage: engine.store,
    expireAccessKey: (accessKeyId) => {
      expiredKeys.add(accessKeyId);
    },
    reset: async () => {
      faults.set(null);
      await executions.reset();
      calls.reset();
      limiter.reset();
      expiredKeys.clear();
    },
  };

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    control,
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await executions.reset();
      engine.close();
      await rm(resultsDir, { recursive: true, force: true });
    },
  };
}
