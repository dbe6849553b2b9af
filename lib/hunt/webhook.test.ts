import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { readAlertSettings } from "@/lib/alert-settings";
import type { Alert } from "./alert";
import { ALERT } from "./alert.fixture";
import { type Attempt, deliver, retryDelay, withRetries } from "./deliver";
import type { Undelivered } from "./outbox";
import { slackMessage } from "./slack";
import { openWebhook, readRetryAfter, signatureOf } from "./webhook";

const SECRET = "a secret of some length";

type Got = Pick<IncomingMessage, "headers" | "url"> & { readonly body: string };
const got: Got[] = [];
let answer: (response: ServerResponse) => void = () => undefined;
const server = createServer(async (request, response) => {
  got.push({ headers: request.headers, url: request.url, body: await text(request) });
  answer(response);
});
let url = new URL("http://127.0.0.1/");

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  got.length = 0;
});

function send(status: number, headers: Record<string, string> = {}, timeoutMs = 5_000) {
  answer = (response) => response.writeHead(status, headers).end("x".repeat(100_000));
  return openWebhook({ url, kind: "json", secret: SECRET }, timeoutMs)(ALERT);
}

it("sends the alert with its key and a signature that the receiver can check", async () => {
  expect(await send(204)).toEqual({ kind: "delivered" });
  const [{ headers, body } = { headers: {}, body: "" }] = got;
  expect(JSON.parse(body)).toEqual(ALERT);
  expect(headers["idempotency-key"]).toBe(ALERT.id);
  const timestamp = String(headers["trailbook-timestamp"]);
  expect(headers["trailbook-signature"]).toBe(`v1=${signatureOf(SECRET, timestamp, body)}`);
});

it("signs as HMAC-SHA256 does", () => {
  // From `printf '1767225600.{}' | openssl dgst -sha256 -hmac 'a secret of some length'`.
  expect(signatureOf(SECRET, "1767225600", "{}")).toBe(
    "91cc860e42eb50991fbfc16e306d49261d002a77e257566dc35cdb4ada8f21a4",
  );
});

it.each([
  [500, {}, { kind: "failed", retryAfterMs: null }],
  [408, {}, { kind: "failed", retryAfterMs: null }],
  [429, { "Retry-After": "7" }, { kind: "failed", retryAfterMs: 7_000 }],
  [404, {}, { kind: "refused" }],
  [302, { Location: "https://example.com/" }, { kind: "refused" }],
])("%i with %j", async (status, headers, attempt) => {
  expect(await send(status, headers)).toMatchObject(attempt);
  expect(got).toHaveLength(1);
});

it("gives up on a webhook that hangs, or sends no end of headers", async () => {
  answer = () => undefined;
  const webhook = openWebhook({ url, kind: "json", secret: null }, 100);
  expect(await webhook(ALERT)).toEqual({
    kind: "failed",
    why: "The webhook at 127.0.0.1 did not answer within 0.1 s.",
    retryAfterMs: null,
  });
});

it("names the host of a webhook that is down, and not its address", async () => {
  const down = new URL("http://127.0.0.1:1/services/secret");
  const attempt = await openWebhook({ url: down, kind: "slack", secret: null })(ALERT);
  expect(attempt).toMatchObject({ kind: "failed" });
  expect(JSON.stringify(attempt)).not.toContain("secret");
});

it("waits longer each time, and as long as the server wants", () => {
  expect([1, 2, 3, 4].map((tried) => retryDelay(tried, null, 1))).toEqual([
    1_000,
    2_000,
    4_000,
    null,
  ]);
  expect(retryDelay(1, null, 0)).toBe(500);
  expect(retryDelay(1, 30_000, 0)).toBe(30_000);
  expect(retryDelay(1, 600_000, 0)).toBeNull();
  expect(readRetryAfter("Wed, 01 Jan 2026 00:00:10 GMT", Date.UTC(2026, 0, 1))).toBe(10_000);
  expect(readRetryAfter("soon", 0)).toBeNull();
});

it("goes through the proxy of the environment", async () => {
  vi.stubEnv("http_proxy", url.origin);
  vi.stubEnv("no_proxy", "");
  answer = (response) => response.writeHead(200).end();
  const hook = new URL("http://localhost:1/hook");
  expect(await openWebhook({ url: hook, kind: "json", secret: null })(ALERT)).toEqual({
    kind: "delivered",
  });
  expect(got).toMatchObject([{ url: "http://localhost:1/hook" }]);
  vi.unstubAllEnvs();
});

const waiting = (...ids: readonly string[]): readonly Undelivered[] =>
  ids.map((id) => ({
    alert: { ...ALERT, id },
    to: ["webhook"],
    reports: {},
    uses: {},
    failedHunts: 0,
    problem: null,
  }));

it("goes on after a refusal, and waits after a failure", async () => {
  const fates: Record<string, Attempt> = {
    a: { kind: "refused", why: "400" },
    b: { kind: "delivered" },
    c: { kind: "failed", why: "500", retryAfterMs: null },
  };
  const tried: string[] = [];
  const sendOnce = async ({ id }: Alert) => {
    tried.push(id);
    return fates[id] ?? { kind: "delivered" as const };
  };
  const retried = withRetries(sendOnce, { wait: async () => undefined, chance: () => 0 });
  let kept: readonly Undelivered[] = [];
  const delivered = await deliver(waiting("a", "b", "c", "d"), retried, (left) => {
    kept = left;
  });
  expect(delivered).toEqual({ delivered: 1, waiting: 3, dropped: [], problem: "400" });
  expect(tried).toEqual(["a", "b", "c", "c", "c", "c"]);
  expect(kept.map(({ alert, failedHunts }) => [alert.id, failedHunts])).toEqual([
    ["a", 1],
    ["c", 1],
    ["d", 0],
  ]);
});

it("escapes log text for Slack: it notifies no one and is not a link", () => {
  const actor = "<!channel> `*x*` <https://evil.example|click> & \u202e";
  const message = JSON.stringify(slackMessage({ ...ALERT, actor }));
  expect(message).not.toMatch(/<!|<https:\/\/evil|\u202e/);
  expect(message).toContain(
    "&lt;!channel&gt; '*x*' &lt;https://evil.example|click&gt; &amp; \\\\u202E`",
  );
  expect(message).toContain("<https://trailbook.example.com/playbooks/watchlist?v=1&amp;step=");
  const sigma = { ...ALERT, rule: "sigma:1", author: "Ann <!here>", licence: "DRL 1.1" };
  expect(JSON.stringify(slackMessage(sigma))).toContain(
    "Sigma rule by Ann &lt;!here&gt;, licence: DRL 1.1.",
  );
  const long = slackMessage({ ...ALERT, actor: "<".repeat(5_000), why: "&".repeat(5_000) });
  expect(JSON.stringify(long).length).toBeLessThan(6_000);
});

it.each([
  [{}, { base: "", webhook: null }],
  [{ TRAILBOOK_URL: "https://t.example.com/" }, { base: "https://t.example.com" }],
  [{ TRAILBOOK_WEBHOOK: "https://hooks.slack.com/services/x" }, { webhook: { kind: "slack" } }],
  [{ TRAILBOOK_WEBHOOK: "http://localhost:8080/" }, { webhook: { kind: "json", secret: null } }],
])("reads %j", (environment, settings) => {
  expect(readAlertSettings(environment)).toMatchObject({ ok: true, value: settings });
});

it.each([
  [{ TRAILBOOK_URL: "trailbook" }, "TRAILBOOK_URL must be"],
  [{ TRAILBOOK_WEBHOOK: "http://example.com/key" }, "http is for localhost only"],
  [{ TRAILBOOK_WEBHOOK: "file:///key" }, "TRAILBOOK_WEBHOOK must be"],
  [{ TRAILBOOK_WEBHOOK_KIND: "teams" }, "must be json or slack"],
  [{ TRAILBOOK_WEBHOOK: "https://x.example/", TRAILBOOK_WEBHOOK_SECRET: "short" }, "at least 16"],
  [
    { TRAILBOOK_WEBHOOK: "https://x.example/", TRAILBOOK_WEBHOOK_SECRET_FILE: "/no/file" },
    "ENOENT",
  ],
])("refuses %j without the value", (environment, sentence) => {
  const read = readAlertSettings(environment);
  expect(read).toMatchObject({ ok: false, failure: { code: "config" } });
  if (read.ok) return;
  expect(read.failure.message).toContain(sentence);
  expect(read.failure.message).not.toContain("/key");
});
