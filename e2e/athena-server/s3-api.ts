/** The bucket of results: GetObject and HeadObject, path-style. */
import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { reset } from "./answer";
import type { Execution } from "./execution";
import type { RequestFault } from "./faults";
import { fileExists } from "./result-file";
import type { WireError } from "./wire-error";

export type Store = {
  readonly buckets: readonly string[];
  readonly executions: () => readonly Execution[];
};

/** The object's name as operations are counted: `S3.GetObject` or `S3.HeadObject`. */
export const s3Operation = (method: string | undefined): string =>
  method === "HEAD" ? "S3.HeadObject" : "S3.GetObject";

/** Sends an error as S3 does. */
export function sendS3Error(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: string,
  message = code,
): string {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(request.method === "HEAD" ? undefined : body);
  return code;
}

/** The bytes of a `Range` header, inclusive; null where there is none that can be served. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | null {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return null;
  if (from === "") return { start: Math.max(size - Number(to), 0), end: size - 1 };
  return { start: Number(from), end: to === "" ? size - 1 : Math.min(Number(to), size - 1) };
}

/** Serves one object. Returns what the log says about it. */
export async function serveObject(
  request: IncomingMessage,
  response: ServerResponse,
  store: Store,
  fault: RequestFault | null,
  problem: WireError | null,
): Promise<string> {
  const path = decodeURIComponent(new URL(request.url ?? "/", "http://s3").pathname).slice(1);
  if (problem) return sendS3Error(request, response, 403, "ExpiredToken", problem.message);
  if (fault === "s3-slow-down") {
    return sendS3Error(request, response, 503, "SlowDown", "Please reduce your request rate.");
  }
  if (fault === "server-error-before" || fault === "server-error-after") {
    return sendS3Error(request, response, 500, "InternalError");
  }
  if (fault === "reset-before" || fault === "reset-after") {
    reset(response);
    return fault;
  }
  const [bucket = ""] = path.split("/");
  if (!store.buckets.includes(bucket)) return sendS3Error(request, response, 404, "NoSuchBucket");
  const owner = store
    .executions()
    .find(({ resultLocation, file }) => file !== null && resultLocation === `s3://${path}`);
  const file = owner?.file;
  if (!file || !(await fileExists(file.path))) {
    return sendS3Error(request, response, 404, "NoSuchKey");
  }
  const range = rangeOf(request.headers.range, file.bytes);
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
  response.writeHead(range ? 206 : 200, {
    "content-type": "application/octet-stream",
    "content-length": end - start + 1,
    "accept-ranges": "bytes",
    etag: `"${owner.id}"`,
    "last-modified": new Date(owner.endedMs ?? 0).toUTCString(),
    ...(range ? { "content-range": `bytes ${start}-${end}/${file.bytes}` } : {}),
  });
  if (request.method === "HEAD") {
    response.end();
    return "ok";
  }
  if (fault === "truncated-answer") {
    const half = createReadStream(file.path, { start, end: Math.floor((start + end) / 2) });
    await pipeline(half, response, { end: false });
    response.socket?.destroy();
    return fault;
  }
  // A client that goes away in the middle is no error of the server.
  await pipeline(createReadStream(file.path, { start, end }), response).catch(() => {});
  return "ok";
}
