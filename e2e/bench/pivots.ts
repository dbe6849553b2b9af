/** From the click on a pivot to the painted rows of the next question. */
import type { Page } from "@playwright/test";
import { DEMO_FROM, DEMO_TO } from "@/lib/demo/clock";
import { CI_DEPLOY } from "@/lib/demo/people";
import { findStep } from "@/queries/index";
import { HOUR_MS } from "@/queries/scope";
import { type App, stepPath } from "./app";
import { type Row, row } from "./report";
import { median, percentile } from "./statistics";

const PIVOTS = 20;
const P50_BAR = 100;
const P95_BAR = 250;
const ROWS_WITHIN_MS = 60_000;

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
  await page.locator('[role="grid"] tbody tr').first().waitFor({ timeout: ROWS_WITHIN_MS });
  // The other steps of the playbook have their answers too before the person clicks.
  await page.waitForFunction(
    () => !document.querySelector('nav[aria-label="Steps"]')?.textContent?.includes("…"),
    null,
    { timeout: ROWS_WITHIN_MS },
  );
  await page.waitForLoadState("networkidle");
  await page.locator('[data-cell="0:0"]').click();
  const item = page.getByRole("menuitem", { name: label }).first();
  await item.waitFor();
  const [paintedAfter] = await Promise.all([untilPainted(page, question), item.click()]);
  return paintedAfter;
}

/** The rows of pivots that stay inside a slice. */
export async function pivotRows(app: App): Promise<readonly Row[]> {
  const page = await app.newPage();
  await pivot(page, app, PIVOTS);
  const times: number[] = [];
  for (let index = 0; index < PIVOTS; index += 1) times.push(await pivot(page, app, index));
  await page.context().close();
  const note = `${PIVOTS} pivots of one key within its slice; ${Math.round(Math.min(...times))} to ${Math.round(Math.max(...times))} ms`;
  return [
    row({ id: "pivot-click-to-rows-p50", unit: "ms", value: median(times), bar: P50_BAR, note }),
    row({
      id: "pivot-click-to-rows-p95",
      unit: "ms",
      value: percentile(times, 0.95),
      bar: P95_BAR,
      note,
    }),
  ];
}
