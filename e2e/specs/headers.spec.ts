import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { day, linkTo } from "../pages/links";
import { expect, test } from "../pages/test";
import { emptyOn } from "../servers";

const PAGES = ["/", "/playbooks/watchlist?v=1&step=root-usage", "/playbooks/none", "/not-a-page"];
const OTHERS = ["/api/health", "/api/cost", "/api/runs/none/rows"];

test("a page runs its own scripts only, none of them inline without its nonce", async ({
  page,
}) => {
  for (const path of PAGES) {
    const response = await page.request.get(path);
    const policy = response.headers()["content-security-policy"] ?? "";
    const nonce = /script-src [^;]*'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    expect(nonce, path).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:/);
    const html = await response.text();
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script, path).toContain(`nonce="${nonce}"`);
    // Inside a tag, not in the text of a script.
    expect(html.replace(/<script\b[\s\S]*?<\/script>/g, "")).not.toMatch(/<[^>]+\son\w+=/i);
    const again = await page.request.get(path);
    expect(again.headers()["content-security-policy"], path).not.toBe(policy);
  }
});

test("a browser's own request for an icon is answered", async ({ page }) => {
  const response = await page.request.get("/favicon.ico");
  expect(response.status()).toBe(200);
  expect(response.headers()["content-type"]).toBe("image/svg+xml");
});

test("every response has the security headers", async ({ page }) => {
  const html = await (await page.request.get("/")).text();
  const [script = ""] = /\/_next\/static\/[^"]+\.js/.exec(html) ?? [];
  const image = `/_next/image?${new URLSearchParams({ url: "/favicon.ico", w: "64", q: "75" })}`;
  expect((await page.request.get(image)).status()).toBe(404);
  for (const path of [...PAGES, ...OTHERS, script, "/_next/static/none.js", image]) {
    const headers = (await page.request.get(path)).headers();
    expect(headers["content-security-policy"], path).toContain("default-src 'none'");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["referrer-policy"], path).toBe("no-referrer");
    expect(headers["cross-origin-resource-policy"], path).toBe("same-origin");
    expect(headers["x-powered-by"], path).toBeUndefined();
  }
});

test("a health check reads the source, and says what is wrong", async ({ page }) => {
  const sound = await page.request.get("/api/health");
  expect([sound.status(), await sound.json()]).toEqual([200, { ok: true }]);
  const empty = await page.request.get(`${emptyOn({ engine: "duckdb" })}/api/health`);
  expect(empty.status()).toBe(503);
  expect((await empty.json()).message).toMatch(
    /^There is no lake at .*; import some logs first\.$/,
  );
});

test("data is kept out of every cache", async ({ page }) => {
  for (const path of [...PAGES, ...OTHERS]) {
    const { "cache-control": cacheControl } = (await page.request.get(path)).headers();
    expect(cacheControl, path).toMatch(/private.*no-store/);
  }
});

test("a malformed request is refused with the headers and a sentence", async ({ page }) => {
  const WRONG = [
    ["TRACE", "/", 405, /^Trailbook does not answer TRACE\.\n$/],
    ["PUT", "/api/health", 405, /^Trailbook does not answer PUT/],
    ["GET", "/%", 400, /not well-formed/],
    ["GET", "/playbooks/%E0%A4%A", 400, /not well-formed/],
    ["GET", "/_next/static/%zz", 400, /not well-formed/],
    ["GET", `/?x=${"x".repeat(245_000)}`, 414, /longer than 240,000 characters/],
    ["GET", `/?x=${"x".repeat(300_000)}`, 414, /longer than 240,000 characters/],
    ["GET", "/api/cost?link=x&wants=count", 400, /names no time range/],
    ["POST", "/api/record", 400, /could not be read/],
  ] as const;
  for (const [method, path, status, sentence] of WRONG) {
    const response = await page.request.fetch(path, { method });
    const what = `${method} ${path.slice(0, 60)}`;
    expect(response.status(), what).toBe(status);
    expect(await response.text(), what).toMatch(sentence);
    expect(response.headers()["content-security-policy"], what).toContain("default-src 'none'");
    expect(response.headers()["x-content-type-options"], what).toBe("nosniff");
  }
  const years = "from=0050-01-01T00:00:00Z&to=9999-12-31T23:59:59Z&at=0050-01-01T00:00:00Z&event=x";
  for (const path of PAGES)
    expect(
      (await page.request.get(`${path}${path.includes("?") ? "&" : "?"}${years}`)).status(),
    ).not.toBe(500);
});

test("no page loads anything from another host", { tag: ["@both", "@smoke"] }, async ({
  page,
  workbench,
  baseURL,
}) => {
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  await page.goto("/");
  await workbench.openRows(linkTo("watchlist/root-usage", { window: day(8) }));
  expect([...hosts]).toEqual([new URL(String(baseURL)).host]);
});

/** Whether a server listens on an address of this machine. */
const listens = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });

test("the server listens on the loopback address and on no other", async ({ baseURL }) => {
  const port = Number(new URL(String(baseURL)).port);
  expect(await listens("127.0.0.1", port)).toBe(true);
  const outside = Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).filter(({ internal }) => !internal).map(({ address }) => address),
  );
  // All of 127.0.0.0/8 is this machine on Linux; a server on every address would answer there too.
  for (const address of [...outside, "127.0.0.2"]) {
    expect(await listens(address, port), address).toBe(false);
  }
});
