/** What a person who opens a playbook waits for: the page's JavaScript and its largest paint. */
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import type { App } from "./app";
import { type Row, row } from "./report";
import { median } from "./statistics";

/** Its steps all want inputs, so it asks nothing and draws no chart. */
const WITHOUT_ANSWER = "/playbooks/access-key-exposure";
/** Asks at once: the last week of the logs. */
const WITH_ANSWER = "/playbooks/general-purpose";

const SCRIPT_BAR = 220 * 1024;
const PAINT_BAR = 1000;
const REPETITIONS = 5;

/** Loads a page until nothing more is fetched, and makes sure that React has taken it over. */
async function load(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: "networkidle" });
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("main") ?? {}).some((key) => key.startsWith("__react")),
  );
}

async function scriptRow(app: App): Promise<Row> {
  const page = await app.newPage();
  const bodies = new Map<string, Promise<Buffer>>();
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") bodies.set(response.url(), response.body());
  });
  await load(page, app.url + WITHOUT_ANSWER);
  const scripts = await Promise.all(bodies.values());
  await page.context().close();
  const total = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0);
  return row({
    id: "first-load-js",
    unit: "bytes",
    value: total(scripts.map((body) => gzipSync(body, { level: 9 }).length)),
    bar: SCRIPT_BAR,
    note: `${scripts.length} scripts, ${total(scripts.map(({ length }) => length))} bytes before gzip -9`,
  });
}

/** The start of the largest paint, from the start of the navigation; caches are empty. */
async function largestPaint(app: App, path: string): Promise<number> {
  const page = await app.newPage();
  await load(page, app.url + path);
  const paintedAt = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) =>
          resolve(list.getEntries().at(-1)?.startTime ?? 0),
        ).observe({ type: "largest-contentful-paint", buffered: true });
      }),
  );
  await page.context().close();
  return paintedAt;
}

async function paintRow(app: App, id: string, path: string, bar: number | null): Promise<Row> {
  // The server's first answer compiles its code.
  await largestPaint(app, path);
  const times: number[] = [];
  for (let index = 0; index < REPETITIONS; index += 1) times.push(await largestPaint(app, path));
  const shown = times.map((ms) => Math.round(ms)).join(", ");
  return row({ id, unit: "ms", value: median(times), bar, note: `${path}: ${shown}` });
}

/** The rows of the first load. */
export async function firstLoadRows(app: App): Promise<readonly Row[]> {
  return [
    await scriptRow(app),
    await paintRow(app, "lcp", WITHOUT_ANSWER, PAINT_BAR),
    await paintRow(app, "lcp-with-answer", WITH_ANSWER, null),
  ];
}
