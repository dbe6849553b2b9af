/** A page of another site, open in the same browser, cannot start a run, which would be billed. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { day, linkTo } from "../pages/links";
import { expect, test } from "../pages/stage";
import { FULL } from "../pages/test";

// Refused requests are errors on the attacker's console.
test.use({ expectedErrors: [/./] });

/** The attacker's pages: empty, on `localhost`, while the app is on `127.0.0.1`. */
let attacker: Server;
test.beforeAll(async () => {
  attacker = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>Attack</title>");
  });
  await new Promise<void>((ready) => attacker.listen(0, "localhost", ready));
});
test.afterAll(() => void attacker.close());

async function openAttack(page: Page) {
  const { port } = attacker.address() as AddressInfo;
  await page.goto(`http://localhost:${port}/`);
}

const SEARCH = linkTo("general-purpose/search", {
  window: day(19),
  filters: ["eventname:not:Attacked"],
});

/** What the page sends for the record of an event. */
const recordOf = (eventId: string) => ({
  link: `${SEARCH}&event=${eventId}&at=2026-03-19T02:10:00Z`,
  confirmed: true,
});

/** Every route for data. */
const DATA = [
  "/api/record",
  `/api/cost?${new URLSearchParams({ link: SEARCH, wants: "count", confirmed: "true" })}`,
  "/api/runs/none/rows",
  "/api/runs/none/download?format=csv",
  "/api/runs/leave",
  "/api/health",
];
const PAGES = ["/", SEARCH];

/** Has the open page send requests in every way that needs no permission. */
async function attackFrom(page: Page, urls: readonly string[], body: string): Promise<void> {
  await page.evaluate(
    async ([targets, text]) => {
      const ended = (element: HTMLElement) =>
        new Promise<void>((resolve) => {
          for (const name of ["load", "error"]) element.addEventListener(name, () => resolve());
        });
      const put = (tag: string, more: Readonly<Record<string, string>>) => {
        const element = Object.assign(document.createElement(tag), more);
        const end = ended(element);
        document.body.append(element);
        return end;
      };
      const submit = (action: string, form: Readonly<Record<string, string>>, nth: number) => {
        const target = `frame-${nth}`;
        const frame = Object.assign(document.createElement("iframe"), { name: target });
        const element = Object.assign(document.createElement("form"), { action, target, ...form });
        const field = { name: "1_$ACTION_ID_x", value: text };
        element.append(Object.assign(document.createElement("input"), field));
        document.body.append(frame, element);
        const end = ended(frame);
        element.submit();
        return end;
      };
      let nth = 0;
      for (const url of targets) {
        const post = { method: "POST", mode: "no-cors", body: text } as const;
        await Promise.all([
          put("img", { src: url }),
          put("script", { src: url }),
          put("link", { rel: "stylesheet", href: url }),
          put("iframe", { src: url }),
          fetch(url, { mode: "no-cors", credentials: "include" }).catch(() => null),
          fetch(url, { ...post, credentials: "include" }).catch(() => null),
          fetch(url, { ...post, mode: "cors", headers: { "next-action": "x" } }).catch(() => null),
          submit(url, { method: "GET" }, nth++),
          submit(url, { method: "POST", enctype: "text/plain" }, nth++),
          submit(url, { method: "POST", enctype: "multipart/form-data" }, nth++),
        ]);
        navigator.sendBeacon(url, text);
      }
    },
    [urls, body] as const,
  );
}

/** Has the open page navigate to an address, as a link in it does. */
async function follow(page: Page, url: string): Promise<void> {
  await page.evaluate((to) => {
    const link = Object.assign(document.createElement("a"), { href: to });
    document.body.append(link);
    link.click();
  }, url);
  await page.waitForURL((now) => now.port === new URL(url).port);
  await page.waitForLoadState();
}

test("another site's images, fetches, forms, frames and links to data start no run", async ({
  page,
  stage,
}) => {
  const all = () => stage.control.executions().length;
  const before = all();
  const at = (path: string) => `${stage.url}${path}`;
  await openAttack(page);
  const step = { link: SEARCH, wants: "rows", mode: "open", confirmed: true };
  await attackFrom(page, PAGES.map(at), JSON.stringify([[step], "tab"]));
  // Another page, whose frames have those names again.
  await openAttack(page);
  await attackFrom(page, DATA.map(at), JSON.stringify(recordOf("attacked-sent")));
  for (const path of DATA) {
    await openAttack(page);
    await follow(page, at(path));
  }
  expect(all()).toBe(before);
  // The same request of a program on this machine does start one, so the attack would have worked.
  const asked = await page.request.post(at("/api/record"), {
    data: recordOf("attacked-control"),
  });
  expect(asked.status()).toBe(404);
  expect(stage.executions("attacked-control")).toHaveLength(1);
  expect(all()).toBe(before + 1);
});

test.describe("a server on which every run is over the limit", () => {
  test.beforeEach(async ({ stage }) => {
    await stage.end();
    await stage.start({ TRAILBOOK_ASK_ABOVE_BYTES: "1000" });
  });
  test.afterEach(async ({ page, stage }) => {
    await page.close();
    await stage.end();
  });

  test("no link starts a run, from another site or typed", {
    tag: FULL,
  }, async ({ page, stage, workbench }) => {
    const before = stage.control.executions().length;
    const paths = [...DATA, ...PAGES];
    for (const path of paths) {
      await openAttack(page);
      await follow(page, `${stage.url}${path}`);
    }
    // The last of them is a page, which still opens, and leaves the run to the user.
    await expect(workbench.button("Run anyway")).toBeVisible();
    for (const path of paths) await page.request.get(`${stage.url}${path}`);
    expect(stage.control.executions()).toHaveLength(before);
  });
});
