/** Answers on the wire, whole or broken. */
import type { ServerResponse } from "node:http";
import { errorBody, type WireError } from "./wire-error";

const JSON_TYPE = "application/x-amz-json-1.1";

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string;
};

function jsonAnswer(status: number, content: unknown): Answer {
  const body = JSON.stringify(content);
  const headers = { "content-type": JSON_TYPE, "content-length": Buffer.byteLength(body) };
  return { status, headers, body };
}

export function success(content: unknown): Answer {
  return jsonAnswer(200, content);
}
export function refusal(error: WireError): Answer {
  return jsonAnswer(error.status, errorBody(error));
}

/** Sends an answer as it is. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}

/** Sends the first half of an answer and breaks the connection. */
export function sendHalf(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  response.write(body.slice(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}

/** Breaks the connection without a word. */
export function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}
