/** One request to a webhook: signed, bounded in time, without redirects. */
import { createHmac } from "node:crypto";
import http from "node:http";
import https from "node:https";
import { TLSSocket } from "node:tls";
import { getProxyForUrl } from "proxy-from-env";
import type { WebhookSettings } from "@/lib/alert-settings";
import { version } from "@/package.json";
import type { Alert } from "./alert";
import type { Attempt, SendOnce } from "./deliver";
import { slackMessage } from "./slack";

/** The time for one attempt, from the connection to the answer. */
const TIMEOUT_MS = 10_000;

/** The signature of a body: HMAC-SHA256 over the time, a dot and the body, in hexadecimal digits. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
}

/** `Retry-After` as milliseconds: seconds or a date; null where it is neither. */
export function readRetryAfter(text: string | undefined, nowMs: number): number | null {
  if (text === undefined) return null;
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : Math.max(0, ms - nowMs);
}

/** What an answer means. Of a redirect, the other host would get the alert: it is not followed. */
function attemptOf(status: number, retryAfterMs: number | null): Attempt {
  const why = `The webhook answered ${status}.`;
  if (status >= 200 && status < 300) return { kind: "delivered" };
  if (status === 408 || status === 429 || status >= 500)
    return { kind: "failed", why, retryAfterMs };
  return status >= 300 && status < 400
    ? {
        kind: "refused",
        why: `${why} Redirects are not followed: set the address that it leads to.`,
      }
    : { kind: "refused", why };
}

function headersOf({ secret }: WebhookSettings, { id }: Alert, body: string, nowMs: number) {
  const timestamp = String(Math.floor(nowMs / 1_000));
  return {
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(body)),
    "User-Agent": `trailbook/${version}`,
    "Idempotency-Key": id,
    "Trailbook-Timestamp": timestamp,
    ...(secret === null
      ? {}
      : { "Trailbook-Signature": `v1=${signatureOf(secret, timestamp, body)}` }),
  };
}

/** The agent for a proxy; none without one. The signal ends the wait for the proxy's answer too. */
async function agentFor(
  url: URL,
  proxy: string,
  signal: AbortSignal,
): Promise<http.Agent | undefined> {
  if (proxy === "") return undefined;
  if (url.protocol === "https:")
    return new (await import("https-proxy-agent")).HttpsProxyAgent(proxy, { signal });
  return new (await import("http-proxy-agent")).HttpProxyAgent(proxy);
}

const codeOf = (error: Error): string =>
  "code" in error && typeof error.code === "string" ? error.code : error.name;

/** Sends alerts to a webhook. Its address may be a secret, so sentences name the host only. */
export function openWebhook(settings: WebhookSettings, timeoutMs = TIMEOUT_MS): SendOnce {
  const { url, kind } = settings;
  const module = url.protocol === "https:" ? https : http;
  return async (alert) => {
    const body = JSON.stringify(kind === "slack" ? slackMessage(alert) : alert);
    const headers = headersOf(settings, alert, body, Date.now());
    const proxy = getProxyForUrl(url.href);
    const signal = AbortSignal.timeout(timeoutMs);
    const agent = await agentFor(url, proxy, signal);
    return new Promise<Attempt>((resolve) => {
      const failed = (why: string) => resolve({ kind: "failed", why, retryAfterMs: null });
      const request = module.request(url, { method: "POST", headers, agent, signal }, (answer) => {
        const retryAfterMs = readRetryAfter(answer.headers["retry-after"], Date.now());
        const status = answer.statusCode ?? 0;
        // A proxy that opens no tunnel answers in the webhook's place, in plain text.
        if (module === https && !(answer.socket instanceof TLSSocket))
          failed(
            `The proxy ${new URL(proxy).host} does not lead to the webhook: it answered ${status}.`,
          );
        else resolve(attemptOf(status, retryAfterMs));
        // The body is of no interest, however long it is.
        answer.on("error", () => undefined).destroy();
      });
      request.on("error", (error) =>
        failed(
          signal.aborted
            ? `The webhook at ${url.hostname} did not answer within ${timeoutMs / 1_000} s.`
            : `The webhook at ${url.hostname} cannot be reached (${codeOf(error)}).`,
        ),
      );
      request.end(body);
    });
  };
}
