/** Calls to AWS through a company's proxy: named by the environment, with its certificate, or blocked. */
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import type { AthenaServer } from "@/e2e/athena-server";
import { createConnection, openS3 } from "@/lib/engine/athena/aws/clients";
import { listFolders } from "@/lib/engine/athena/aws/list-objects";
import { openAthena } from "@/lib/engine/athena/open";
import { optionsFor, server as startServer } from "./athena-engine.fixture";
import { serveTls, startProxy } from "./proxies.fixture";

let server: AthenaServer;
const closing: (() => void)[] = [];

beforeAll(async () => {
  server = await startServer();
});
afterEach(() => {
  for (const close of closing.splice(0)) close();
  vi.unstubAllEnvs();
});
afterAll(() => server.close());

async function proxy(page: string | null = null) {
  const started = await startProxy(page);
  closing.push(started.close);
  return started;
}

/** Opens the engine at an address; what went wrong, or nothing. */
async function problemAt(url: string): Promise<string> {
  const opened = await openAthena(optionsFor(url));
  if (opened.ok) await opened.value.close();
  return opened.ok ? "" : opened.failure.message;
}

it.each(["HTTP_PROXY", "http_proxy", "ALL_PROXY"])("%s is the way of plain calls", async (name) => {
  const { url, seen } = await proxy();
  vi.stubEnv(name, url);
  expect(await problemAt(server.url)).toBe("");
  expect(seen[0]).toBe(`POST ${server.url}/`);
  const before = seen.length;
  const s3 = openS3({ region: "us-east-1", s3Endpoint: server.url }, createConnection());
  const list = () => listFolders(s3, { bucket: "acme-org-cloudtrail-logs", prefix: "" });
  const listed = [await list(), await list(), ...(await Promise.all([list(), list()]))];
  s3.destroy();
  expect(listed.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  const way = expect.stringMatching(/^GET http:.*list-type=2/);
  expect(seen.slice(before)).toEqual([way, way, way, way]);
});

it("HTTPS_PROXY is the way of encrypted ones, but to hosts that NO_PROXY names", async () => {
  // The certificate is not from an authority.
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
  vi.spyOn(process, "emitWarning").mockReturnValue();
  const tls = await serveTls(server.url);
  closing.push(tls.close);
  const { url, seen } = await proxy();
  vi.stubEnv("HTTPS_PROXY", url);
  expect(await problemAt(tls.url)).toBe("");
  expect(new Set(seen)).toEqual(new Set([`CONNECT ${new URL(tls.url).host}`]));
  const before = seen.length;
  vi.stubEnv("NO_PROXY", "example.com,127.0.0.1");
  expect(await problemAt(tls.url)).toBe("");
  expect(seen).toHaveLength(before);
});

it("a certificate that is not trusted is named with the way out", async () => {
  const tls = await serveTls(server.url);
  closing.push(tls.close);
  const { url, seen } = await proxy();
  vi.stubEnv("HTTPS_PROXY", url);
  expect(await problemAt(tls.url)).toMatch(
    /^The TLS certificate .*SELF_SIGNED_CERT\).* NODE_EXTRA_CA_CERTS /,
  );
  expect(seen).not.toEqual([]);
});

it("a page of a proxy is not an answer of AWS", async () => {
  const { url } = await proxy("<!DOCTYPE html><title>Blocked</title>");
  vi.stubEnv("HTTP_PROXY", url);
  expect(await problemAt(server.url)).toMatch(
    /^A web page came back instead of an answer from AWS/,
  );
  const s3 = openS3({ region: "us-east-1", s3Endpoint: server.url }, createConnection());
  const listed = await listFolders(s3, { bucket: "acme-org-cloudtrail-logs", prefix: "" });
  s3.destroy();
  expect(listed.ok).toBe(false);
});
