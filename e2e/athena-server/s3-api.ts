/** The bucket of results: GetObject and HeadObject, path-style. */
import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { reset } from "./answer";
import type { Execution } from "./execution";
import type { Faults, RequestFault } from "./faults";
import { credentialProblem } from "./request-handler";
import type { ResultFile } from "./result-file";

export type Store = {
  readonly buckets: readonly string[];
  readonly executions: () => readonly Execution[];
  readonly faults: Faults;
  readonly expiredKeys: ReadonlySet<string>;
};

/** How a request is counted. */
export const s3Operation = (method: string | undefined): string =>
  method === "HEAD" ? "S3.HeadObject" : "S3.GetObject";

type S3Error = readonly [status: number, code: string, message: string];
const EXPIRED: S3Error = [400, "ExpiredToken", "The provided token has expired."];
const ERRORS: Partial<Record<RequestFault, S3Error>> = {
  "s3-slow-down": [503, "SlowDown", "Please reduce your request rate."],
  "server-error-before": [500, "InternalError", "We encountered an internal error."],
  "server-error-after": [500, "InternalError", "We encountered an internal error."],
  "expired-credentials": EXPIRED,
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

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { id, endedMs }: Execution,
  file: ResultFile,
  isHalf: boolean,
): Promise<string> {
  const range = rangeOf(request.headers.range, file.bytes);
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
  response.writeHead(range ? 206 : 200, {
    "content-type": "application/octet-stream",
    "content-length": end - start + 1,
    "accept-ranges": "bytes",
    etag: `"${id}"`,
    "last-modified": new Date(endedMs ?? 0).toUTCString(),
    ...(range ? { "content-range": `bytes ${start}-${end}/${file.bytes}` } : {}),
  });
  if (request.method === "HEAD") {
    response.end();
    return "ok";
  }
  const last = isHalf ? Math.floor((start + end) / 2) : end;
  const content = createReadStream(file.path, { start, end: last });
  // A client that goes away in the middle is no error of the server.
  await pipeline(content, response, { end: !isHalf }).catch(() => {});
  if (isHalf) response.socket?.destroy();
  return isHalf ? "truncated-answer" : "ok";
}

/** Serves one object. Returns what the log says about it. */
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
  if (problem) return sendError(request, response, [403, "AccessDenied", "Access Denied"]);
  const fault = store.faults.forRequest(s3Operation(request.method));
  const failure = fault === null ? undefined : ERRORS[fault];
  if (failure) return sendError(request, response, failure);
  if (fault === "reset-before" || fault === "reset-after") {
    reset(response);
    return fault;
  }
  if (fault === "delay") await sleep(store.faults.delayMs());
  const path = decodeURIComponent(url.pathname).slice(1);
  if (!store.buckets.includes(path.split("/")[0] ?? "")) {
    const missing = "The specified bucket does not exist";
    return sendError(request, response, [404, "NoSuchBucket", missing]);
  }
  const owner = store
    .executions()
    .find(({ resultLocation, reusedFrom }) => resultLocation === `s3://${path}` && !reusedFrom);
  if (!owner?.file) {
    const missing = "The specified key does not exist.";
    return sendError(request, response, [404, "NoSuchKey", missing]);
  }
  return sendFile(request, response, owner, owner.file, fault === "truncated-answer");
}
