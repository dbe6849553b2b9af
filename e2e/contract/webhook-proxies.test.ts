/** Webhooks through a company's proxy: encrypted ones through its tunnel, unless NO_PROXY names the host. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { ALERT } from "@/lib/hunt/alert.fixture";
import { openWebhook } from "@/lib/hunt/webhook";
import { serveTls, startProxy } from "./proxies.fixture";

const received: string[] = [];
const receiver = createServer(async (request, response) => {
  received.push(`${request.method} ${request.url} ${await text(request)}`);
  response.writeHead(204).end();
});
const closing: (() => void)[] = [];
let proxy: Awaited<ReturnType<typeof startProxy>>;
let hook: URL;

const send = (timeoutMs = 5_000) =>
  openWebhook({ url: hook, kind: "json", secret: null }, timeoutMs)(ALERT);

beforeAll(() => new Promise<void>((resolve) => void receiver.listen(0, "127.0.0.1", resolve)));
afterAll(() => void receiver.close());
beforeEach(async () => {
  const { port } = receiver.address() as AddressInfo;
  const tls = await serveTls(`http://127.0.0.1:${port}`);
  proxy = await startProxy();
  closing.push(tls.close, proxy.close);
  hook = new URL(`${tls.url}/hook`);
  vi.stubEnv("HTTPS_PROXY", proxy.url);
  vi.stubEnv("NO_PROXY", "");
});
afterEach(() => {
  for (const close of closing.splice(0)) close();
  vi.unstubAllEnvs();
  received.length = 0;
});

/** The test's certificate is not from an authority. */
function trustAll(): void {
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
  vi.spyOn(process, "emitWarning").mockReturnValue();
}

it("an alert goes through the tunnel of HTTPS_PROXY, which sees the host alone", async () => {
  trustAll();
  expect(await send()).toEqual({ kind: "delivered" });
  expect(proxy.seen).toEqual([`CONNECT ${hook.host}`]);
  expect(received).toEqual([`POST /hook ${JSON.stringify(ALERT)}`]);
});

it.each(["127.0.0.1", "example.com, 127.0.0.0/8,127.0.0.1", "*"])(
  "NO_PROXY=%s leads past the proxy",
  async (names) => {
    trustAll();
    vi.stubEnv("NO_PROXY", names);
    expect(await send()).toEqual({ kind: "delivered" });
    expect(proxy.seen).toEqual([]);
    expect(received).toHaveLength(1);
  },
);

it("NO_PROXY with another host or port changes nothing", async () => {
  trustAll();
  vi.stubEnv("NO_PROXY", "example.com,127.0.0.1:1");
  expect(await send()).toEqual({ kind: "delivered" });
  expect(proxy.seen).toHaveLength(1);
});

it("a certificate that is not trusted gets no alert through the tunnel either", async () => {
  expect(await send()).toMatchObject({ kind: "failed", why: expect.stringMatching(/SELF_SIGNED/) });
  expect(proxy.seen).toHaveLength(1);
  expect(received).toEqual([]);
});

/** A server that gets CONNECT as its only request. */
async function startConnecting(onConnect: (socket: Duplex) => void): Promise<string> {
  const server = createServer().on("connect", (_, socket) => {
    closing.push(() => void socket.destroy());
    onConnect(socket);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  closing.push(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it.each(["407 Proxy Authentication Required", "403 Forbidden", "204 No Content", "302 Found"])(
  "a proxy that answers %s has delivered nothing, and is tried again",
  async (answer) => {
    trustAll();
    const blocking = await startConnecting((socket) => socket.end(`HTTP/1.1 ${answer}\r\n\r\n`));
    vi.stubEnv("HTTPS_PROXY", blocking);
    expect(await send()).toEqual({
      kind: "failed",
      why: `The proxy ${new URL(blocking).host} does not lead to the webhook: it answered ${answer.slice(0, 3)}.`,
      retryAfterMs: null,
    });
    expect(received).toEqual([]);
  },
);

it("a proxy that is down or hangs is tried again", async () => {
  trustAll();
  vi.stubEnv("HTTPS_PROXY", "http://127.0.0.1:1");
  expect(await send()).toMatchObject({
    kind: "failed",
    why: expect.stringMatching(/ECONNREFUSED/),
  });
  vi.stubEnv("HTTPS_PROXY", await startConnecting(() => undefined));
  expect(await send(300)).toMatchObject({ kind: "failed", why: expect.stringMatching(/0\.3 s/) });
  expect(received).toEqual([]);
});
