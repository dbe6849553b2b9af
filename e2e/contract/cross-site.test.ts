/** Who may request data and call actions: Trailbook's pages, and a person. */
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "@/proxy";

const HOST = "localhost:3000";
const DATA = "/api/runs/x/rows";
const PAGE = "/playbooks/watchlist";

const answerTo = (path: string, headers: Readonly<Record<string, string>> = {}, method = "GET") =>
  proxy(new NextRequest(`http://${HOST}${path}`, { method, headers: { host: HOST, ...headers } }));

type Asked = [
  what: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  method?: string,
];

const REFUSED: Asked[] = [
  ["data, for another site", DATA, { "sec-fetch-site": "cross-site" }],
  ["data, for another port", DATA, { "sec-fetch-site": "same-site" }],
  [
    "a link of another site to data",
    DATA,
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
  ],
  ["an action, for another site", PAGE, { "sec-fetch-site": "cross-site" }, "POST"],
  ["an action, for an old browser", PAGE, { origin: "http://evil.example" }, "POST"],
  ["an action, for a sandboxed page", PAGE, { origin: "null" }, "POST"],
  ["a record, for another site", "/api/record", { "sec-fetch-site": "cross-site" }, "POST"],
  [
    "facts of addresses, for another site",
    "/api/addresses",
    { "sec-fetch-site": "cross-site" },
    "POST",
  ],
  [
    "a suppression, for another site",
    "/api/suppressions",
    { "sec-fetch-site": "cross-site" },
    "POST",
  ],
  ["the word that a tab leaves", "/api/runs/leave", { "sec-fetch-site": "cross-site" }, "POST"],
];

const ANSWERED: Asked[] = [
  ["data, for its own page", DATA, { "sec-fetch-site": "same-origin" }],
  ["data, for a person who typed the address", DATA, { "sec-fetch-site": "none" }],
  ["data, for a program", DATA, {}],
  [
    "an action of Trailbook's page",
    PAGE,
    { "sec-fetch-site": "same-origin", origin: `http://${HOST}` },
    "POST",
  ],
  ["an action of Trailbook's page, in an old browser", PAGE, { origin: `http://${HOST}` }, "POST"],
  [
    "a link in a chat to a page",
    PAGE,
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
  ],
];

describe("the proxy", () => {
  it.each(REFUSED)("refuses %s, with headers and a sentence", async (_, path, headers, method) => {
    const response = answerTo(path, headers, method);
    expect(response.status).toBe(403);
    expect(await response.text()).toMatch(/^Another site sent this request.*\.$/);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each(ANSWERED)("lets %s through", (_, path, headers, method) => {
    expect(answerTo(path, headers, method).headers.get("x-middleware-next")).toBe("1");
  });

  it("keeps data out of every cache", () => {
    expect(answerTo(DATA).headers.get("cache-control")).toBe("private, no-store");
  });

  it("answers no name but this machine's", () => {
    expect(answerTo(DATA, { host: "evil.example" }).status).toBe(421);
  });
});
