/** The buckets: GetObject and HeadObject of results, ListObjectsV2 and GetObject of logs; path-style. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { reset, send, sendHalf } from "./answer";
import { LOG_BUCKET } from "./catalogue";
import type { Execution } from "./execution";
import { type Faults, type RequestFault, S3_LIST, S3_LOG } from "./faults";
import { listPage } from "./list-objects-api";
import type { LogObject } from "./log-objects";
import { credentialProblem } from "./request-handler";
import type { ResultFile } from "./result-file";

export type Store = {
  readonly buckets: readonly string[];
  readonly executions: () => readonly Execution[];
  /** The objects of the trail's bucket. */
  readonly logs: () => readonly LogObject[];
  readonly requesterPays: boolean;
  readonly listMs: () => number;
  readonly faults: Faults;
  readonly expiredKeys: ReadonlySet<string>;
};

/** How a request is counted. */
export function s3Operation({ method, url }: IncomingMessage): string {
  if (method === "HEAD") return "S3.HeadObject";
  if (/[?&]list-type=2(&|$)/.test(url ?? "")) return S3_LIST;
  return url?.startsWith(`/${LOG_BUCKET}/`) ? S3_LOG : "S3.GetObject";
}

type S3Error = readonly [status: number, code: string, message: string];
const EXPIRED: S3Error = [400, "ExpiredToken", "The provided token has expired."];
const DENIED: S3Error = [403, "AccessDenied", "Access Denied"];
const ERRORS: Partial<Record<RequestFault, S3Error>> = {
  "s3-slow-down": [503, "SlowDown", "Please reduce your request rate."],
  "server-error-before": [500, "InternalError", "We encountered an internal error."],
  "server-error-after": [500, "InternalError", "We encountered an internal error."],
  "expired-credentials": EXPIRED,
  "access-denied": DENIED,
};

function sendError(
  request: IncomingMessage,
  response: ServerResponse,
  [status, code, message]: S3Error,
): string {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(request.method === "HEAD" ? undefined : body);
  return code;
}

/** The bytes of a `Range` header, both ends included; null where there is none that can be served. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | null {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return null;
  if (from === "") return { start: Math.max(size - Number(to), 0), end: size - 1 };
  return { start: Number(from), end: to === "" ? size - 1 : Math.min(Number(to), size - 1) };
}

/** A file of this machine as an object. */
type Content = Pick<ResultFile, "path" | "bytes"> & {
  readonly etag: string;
  readonly modifiedMs: number;
};

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { path, bytes, etag, modifiedMs }: Content,
  isHalf: boolean,
): Promise<string> {
  const range = rangeOf(request.headers.range, bytes);
  const { start, end } = range ?? { start: 0, end: bytes - 1 };
  response.writeHead(range ? 206 : 200, {
    "content-type": "application/octet-stream",
    "content-length": end - start + 1,
    "accept-ranges": "bytes",
    etag: `"${etag}"`,
    "last-modified": new Date(modifiedMs).toUTCString(),
    ...(range ? { "content-range": `bytes ${start}-${end}/${bytes}` } : {}),
  });
  if (request.method === "HEAD") {
    response.end();
    return "ok";
  }
  const last = isHalf ? Math.floor((start + end) / 2) : end;
  const content = createReadStream(path, { start, end: last });
  // A client that disconnects is not an error of the server.
  await pipeline(content, response, { end: !isHalf }).catch(() => {});
  if (isHalf) response.socket?.destroy();
  return isHalf ? "truncated-answer" : "ok";
}

const noKey = (request: IncomingMessage, response: ServerResponse): string =>
  sendError(request, response, [404, "NoSuchKey", "The specified key does not exist."]);

const noBucket = (request: IncomingMessage, response: ServerResponse): string =>
  sendError(request, response, [404, "NoSuchBucket", "The specified bucket does not exist"]);

async function sendList(
  request: IncomingMessage,
  response: ServerResponse,
  { logs, listMs }: Store,
  { pathname, searchParams }: URL,
  isHalf: boolean,
): Promise<string> {
  const bucket = pathname.split("/")[1] ?? "";
  if (bucket !== LOG_BUCKET) return noBucket(request, response);
  await sleep(listMs());
  const headers = { "content-type": "application/xml" };
  const reportsRestored = request.headers["x-amz-optional-object-attributes"] === "RestoreStatus";
  const body = listPage(bucket, logs(), searchParams, reportsRestored);
  if (isHalf) sendHalf(response, { status: 200, headers, body });
  else send(response, { status: 200, headers, body });
  return isHalf ? "truncated-answer" : "ok";
}

/** The log file behind a key of the trail's bucket; null where there is none, or it is gone. */
async function logContent(logs: readonly LogObject[], key: string): Promise<Content | null> {
  const path = logs.find((object) => object.key === key)?.file ?? null;
  const found = path === null ? null : await stat(path).catch(() => null);
  if (path === null || !found) return null;
  return { path, bytes: found.size, etag: String(found.ino), modifiedMs: found.mtimeMs };
}

/** Serves one object, or one page of a listing. Returns what the log says about it. */
export async function serveObject(
  request: IncomingMessage,
  response: ServerResponse,
  store: Store,
): Promise<string> {
  const url = new URL(request.url ?? "/", "http://s3");
  const presigned = url.searchParams.get("X-Amz-Credential");
  const { authorization = presigned && `Credential=${presigned}` } = request.headers;
  const problem = credentialProblem(authorization, store.expiredKeys);
  if (problem?.type === "ExpiredTokenException") return sendError(request, response, EXPIRED);
  if (problem) return sendError(request, response, DENIED);
  const fault = store.faults.forRequest(s3Operation(request));
  const failure = fault === null ? undefined : ERRORS[fault];
  if (failure) return sendError(request, response, failure);
  if (fault === "reset-before" || fault === "reset-after") {
    reset(response);
    return fault;
  }
  if (fault === "delay") await sleep(store.faults.delayMs());
  const isHalf = fault === "truncated-answer";
  const isOfTrail = url.pathname.split("/")[1] === LOG_BUCKET;
  const pays = request.headers["x-amz-request-payer"] === "requester";
  if (isOfTrail && store.requesterPays && !pays) return sendError(request, response, DENIED);
  if (s3Operation(request) === S3_LIST) return sendList(request, response, store, url, isHalf);
  const path = decodeURIComponent(url.pathname).slice(1);
  const [bucket = ""] = path.split("/");
  if (bucket === LOG_BUCKET) {
    const content = await logContent(store.logs(), path.slice(bucket.length + 1));
    return content ? sendFile(request, response, content, isHalf) : noKey(request, response);
  }
  if (!store.buckets.includes(bucket)) return noBucket(request, response);
  const owner = store
    .executions()
    .find(({ resultLocation, reusedFrom }) => resultLocation === `s3://${path}` && !reusedFrom);
  if (!owner?.file) return noKey(request, response);
  const content = { ...owner.file, etag: owner.id, modifiedMs: owner.endedMs ?? 0 };
  return sendFile(request, response, content, isHalf);
}
