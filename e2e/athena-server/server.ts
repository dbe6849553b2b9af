/**
 * A server that speaks Amazon Athena's protocol, with DuckDB behind it, for tests: quotas, delays
 * and faults as the test sets them, and a count of every call.
 */
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reset, send, sendHalf } from "./answer";
import { accessKeyOf, handleOperation } from "./request-handler";
import { s3Operation, serveObject } from "./s3-api";
import { openState, type State } from "./state";
import type { AthenaServer, AthenaServerOptions } from "./types";

const TARGET = "AmazonAthena.";

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

async function answer(
  { engine, calls, gate, store }: State,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const atMs = Date.now();
  const { authorization } = request.headers;
  const accessKeyId = accessKeyOf(authorization);
  response.setHeader("x-amzn-requestid", randomUUID());
  await engine.refresh();
  if (request.method === "GET" || request.method === "HEAD") {
    const outcome = await serveObject(request, response, store);
    calls.add({ op: s3Operation(request), accessKeyId, atMs, outcome });
    return;
  }
  const target = String(request.headers["x-amz-target"] ?? "");
  const op = target.startsWith(TARGET) ? target.slice(TARGET.length) : `unknown ${target}`;
  const reply = await handleOperation(op, authorization, await bodyOf(request), gate);
  calls.add({ op, accessKeyId, atMs, outcome: reply.outcome });
  if (reply.kind === "reset") reset(response);
  else if (reply.kind === "half") sendHalf(response, reply.answer);
  else send(response, reply.answer);
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Starts a server on 127.0.0.1. */
export async function startAthenaServer(options: AthenaServerOptions): Promise<AthenaServer> {
  const resultsDir = await resultsFolder(options.resultsDir);
  const state = await openState(options, resultsDir);
  const server = createServer((request, response) => {
    answer(state, request, response).catch((error: unknown) => {
      // A bug of this server: the client gets an error and does not hang.
      if (!response.headersSent) response.writeHead(501);
      response.end(String(error));
    });
  });
  // Longer than a test is idle, so that no client uses a socket that is just being closed.
  server.keepAliveTimeout = 120_000;
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    control: state.control,
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await state.close();
      await rm(resultsDir, { recursive: true, force: true });
    },
  };
}
