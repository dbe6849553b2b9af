/** Scrolling through a table of 100,000 rows: the longest block of the page. */
import type { Page } from "@playwright/test";
import type { LakePartition } from "@/lib/lake/store/catalogue";
import { readLake } from "@/lib/lake/store/catalogue";
import { DAY_MS } from "@/queries/scope";
import { type App, stepPath } from "./app";
import { type Row, row } from "./report";
import { dayMs } from "./scopes";
import { median } from "./statistics";

const STEP = "general-purpose/search";
const ROWS = 100_000;
const BAR = 50;
const SCROLLS = 3;
const SCROLL_MS = 5_000;
/** Notches of a wheel and flings of a touchpad, in pixels; together they cross the whole table. */
const STROKES = [120, 120, 600, 120, 2_400, 120, 600, 120, 120, 60_000];
const ROWS_WITHIN_MS = 180_000;
const QUIET_MS = 1_000;

type Seen = { longTasks: number[]; frames: number; longestFrame: number };

/** The first days of the logs that hold as many events as the table holds rows. */
function windowOf(partitions: readonly LakePartition[]): readonly [fromMs: number, toMs: number] {
  const days = [...new Set(partitions.map(dayMs))].sort((a, b) => a - b);
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  let events = 0;
  for (const day of days) {
    for (const partition of partitions) if (dayMs(partition) === day) events += partition.events;
    if (events >= ROWS) return [first, day + DAY_MS];
  }
  return [first, last + DAY_MS];
}

/** Waits until the table is as long as it gets; its number of rows. */
async function allRows(page: Page): Promise<number> {
  await page.waitForFunction(
    (most) => {
      const grid = document.querySelector('[role="grid"]');
      const total = Number(grid?.getAttribute("aria-rowcount") ?? 1) - 1;
      const [drawn, body] = [grid?.querySelector("tbody tr"), grid?.querySelector("tbody")];
      if (!drawn || !body || total < 1) return false;
      return body.scrollHeight / drawn.clientHeight >= Math.min(total, most) * 0.96;
    },
    ROWS,
    { timeout: ROWS_WITHIN_MS },
  );
  // The other rows are loading, and the page's work on them must not count as scrolling.
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(QUIET_MS);
  return page.evaluate(() => {
    const body = document.querySelector('[role="grid"] tbody');
    const height = body?.querySelector("tr")?.getBoundingClientRect().height ?? 1;
    return Math.round((body?.getBoundingClientRect().height ?? 0) / height);
  });
}

/** Scrolls from the top for a while, and returns the page's long tasks. */
async function scroll(page: Page): Promise<Seen & { readonly reached: number }> {
  const grid = page.locator('[role="grid"]');
  const box = await grid.locator("xpath=..").boundingBox();
  if (!box) throw new Error("There is no table to scroll.");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await grid.evaluate((element) => element.parentElement?.scrollTo(0, 0));
  await page.waitForTimeout(QUIET_MS);
  const watch = await page.evaluateHandle(() => {
    const seen: Seen = { longTasks: [], frames: 0, longestFrame: 0 };
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longTasks.push(duration);
    });
    observer.observe({ type: "longtask" });
    let last = performance.now();
    const onFrame = (now: number) => {
      seen.frames += 1;
      seen.longestFrame = Math.max(seen.longestFrame, now - last);
      last = now;
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
    return { seen, observer };
  });
  const until = performance.now() + SCROLL_MS;
  for (let stroke = 0; performance.now() < until; stroke += 1)
    await page.mouse.wheel(0, STROKES[stroke % STROKES.length] ?? 0);
  const reached = await grid.evaluate((element) => element.parentElement?.scrollTop ?? 0);
  // Entries are handed over a moment after their task.
  await page.waitForTimeout(QUIET_MS);
  const seen = await watch.evaluate((watched) => {
    watched.observer.disconnect();
    return watched.seen;
  });
  return { ...seen, reached };
}

/** The row of the table. */
export async function scrollRows(app: App, lake: string): Promise<readonly Row[]> {
  const read = await readLake(lake);
  if (!read.ok) throw new Error(read.failure.message);
  const page = await app.newPage();
  await page.goto(app.url + stepPath(STEP, windowOf(read.value.partitions)));
  const held = await allRows(page);
  const scrolls: Awaited<ReturnType<typeof scroll>>[] = [];
  for (let index = 0; index < SCROLLS; index += 1) scrolls.push(await scroll(page));
  await page.context().close();
  const longest = scrolls.map(({ longTasks }) => Math.max(0, ...longTasks));
  const each = scrolls.map(
    ({ longTasks, frames, longestFrame, reached }, index) =>
      `${Math.round(longest[index] ?? 0)} ms (${longTasks.length} long tasks in ${frames} frames, longest frame ${Math.round(longestFrame)} ms, ${Math.round(reached)} px)`,
  );
  return [
    row({
      id: "table-100k-scroll",
      unit: "ms",
      value: median(longest),
      bar: BAR,
      holds: scrolls.every(({ reached }) => reached > 0),
      note: `${held} rows${held < ROWS ? ", too few events for more" : ""}; longest tasks: ${each.join(", ")}`,
    }),
  ];
}
