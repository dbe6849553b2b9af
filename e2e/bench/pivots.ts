/**
 * From the click on a pivot to the painted rows of the next question, on both engines: with a slice,
 * an Athena whose queries take seconds is not queried.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { athenaEnvironment } from "@/e2e/athena-environment";
import { startAthenaServer } from "@/e2e/athena-server";
import { DEMO_FROM, DEMO_TO } from "@/lib/demo/clock";
import { CI_DEPLOY } from "@/lib/demo/people";
import { findStep } from "@/queries/index";
import { HOUR_MS } from "@/queries/scope";
import { type App, openApp, stepPath } from "./app";
import { demoLake } from "./data";
import { type Row, row } from "./report";
import { median, percentile } from "./statistics";

/** Large enough that the key's slice holds 50,000 events. */
const EVENTS = 1_450_000;
const QUERY_MS = 2_000;
const PIVOTS = 20;
const P50_BAR = 100;
const P95_BAR = 250;
const ROWS_WITHIN_MS = 60_000;

/** A value with the step's own menu: of user agents by tool, one agent and not its tool. */
const FIRST_VALUE =
  '[role="grid"] [data-cell="0:0"], [role="treegrid"] tr[aria-level="2"] [data-cell$=":0"]';

/** Answers to start from, each with the pivot that is clicked. */
const STARTS = ["access-key-exposure/user-agents", "access-key-exposure/source-ips"];

function pivotOf(address: string) {
  const pivot = findStep(address)?.step.pivots[0];
  const target = pivot && findStep(pivot.to);
  if (!pivot || !target) throw new Error(`${address} has no pivot.`);
  return { label: pivot.label, question: target.step.question };
}

/** Listens for the next click on a menu, and resolves once the rows that it leads to are on the screen. */
const untilPainted = (page: Page, question: string): Promise<number> =>
  page.evaluate(
    (asked) =>
      new Promise<number>((resolve) => {
        const onClick = (event: MouseEvent) => {
          const isItem = event.target instanceof Element && event.target.closest("[role=menuitem]");
          if (!isItem) return;
          document.removeEventListener("click", onClick, true);
          const clickedAt = performance.now();
          const onFrame = () => {
            const grid = document.querySelector(`[role="grid"][aria-label="${asked}"] tbody tr`);
            if (!grid) return void requestAnimationFrame(onFrame);
            // A task that is posted within a frame runs after that frame was painted.
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve(performance.now() - clickedAt);
            channel.port2.postMessage(null);
          };
          requestAnimationFrame(onFrame);
        };
        document.addEventListener("click", onClick, true);
      }),
    question,
  );

/**
 * One investigation: an answer, its first value, its first pivot. Another window is another run, over
 * the slice that the first and widest window has fetched.
 */
async function pivot(page: Page, app: App, index: number): Promise<number> {
  const address = STARTS[index % STARTS.length] ?? "";
  const { label, question } = pivotOf(address);
  const window = [Date.parse(DEMO_FROM) + index * HOUR_MS, Date.parse(DEMO_TO)] as const;
  const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
  await page.goto(app.url + stepPath(address, window, inputs));
  const value = page.locator(FIRST_VALUE).first();
  await value.waitFor({ timeout: ROWS_WITHIN_MS });
  // The other steps of the playbook have their answers before the click.
  await page.waitForFunction(
    () => !document.querySelector('nav[aria-label="Steps"]')?.textContent?.includes("…"),
    null,
    { timeout: ROWS_WITHIN_MS },
  );
  await page.waitForLoadState("networkidle");
  await value.click();
  const item = page.getByRole("menuitem", { name: label }).first();
  await item.waitFor();
  const [paintedAfter] = await Promise.all([untilPainted(page, question), item.click()]);
  return paintedAfter;
}

async function rowsOf(app: App, engine: string): Promise<readonly Row[]> {
  const page = await app.newPage();
  await pivot(page, app, PIVOTS);
  const times: number[] = [];
  for (let index = 0; index < PIVOTS; index += 1) times.push(await pivot(page, app, index));
  await page.context().close();
  const note = `${PIVOTS} pivots of one key within its slice; ${Math.round(Math.min(...times))} to ${Math.round(Math.max(...times))} ms`;
  const of = (what: string, value: number, bar: number): Row =>
    row({ id: `pivot-click-to-rows-${what}-${engine}`, unit: "ms", value, bar, note });
  return [of("p50", median(times), P50_BAR), of("p95", percentile(times, 0.95), P95_BAR)];
}

async function inApp(environment: Readonly<Record<string, string>>, engine: string) {
  const app = await openApp(environment);
  try {
    return await rowsOf(app, engine);
  } finally {
    await app.close();
  }
}

async function onAthena(lake: string): Promise<readonly Row[]> {
  const athena = await startAthenaServer({ lake });
  const data = mkdtempSync(join(tmpdir(), "pivots-athena-"));
  try {
    athena.control.delays({ queryMs: QUERY_MS });
    return await inApp(athenaEnvironment(athena.url, data), "athena");
  } finally {
    await athena.close();
    rmSync(data, { recursive: true, force: true });
  }
}

/** The rows of pivots that stay inside a slice. */
export async function pivotRows(): Promise<readonly Row[]> {
  const lake = await demoLake(EVENTS);
  return [...(await inApp({ TRAILBOOK_DATA: lake }, "duckdb")), ...(await onAthena(lake))];
}
