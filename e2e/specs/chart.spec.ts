import { countTicks } from "@/components/chart/prepare-axis";
import { KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { day, linkTo } from "../pages/links";
import { expect, FULL, test } from "../pages/test";
import type { Workbench } from "../pages/workbench";

const KEY = { accessKeyId: CI_DEPLOY.accessKeyId };
const USAGE = linkTo("access-key-exposure/all-key-usage", {
  window: KEY_INCIDENT_WINDOW,
  inputs: KEY,
});

const timeline = ({ answer }: Workbench) =>
  answer.getByRole("region", { name: "Events over time" });

test("the timeline's totals are those of the answer, and its table adds up to them", {
  tag: ["@both", "@smoke"],
}, async ({ workbench }) => {
  await workbench.openRows(USAGE);
  await expect(timeline(workbench)).toContainText("success 37");
  await expect(timeline(workbench)).toContainText("denied 275");
  await expect(timeline(workbench)).toContainText("error 0");
  const cells = await timeline(workbench).getByRole("table").getByRole("cell").allTextContents();
  expect(cells.reduce((sum, text) => sum + Number(text), 0)).toBe(312);
});

test("the page itself does not scroll, however many times the chart's table has", {
  tag: FULL,
}, async ({ page, workbench }) => {
  const window = { from: "2026-03-18T00:00:00Z", to: "2026-03-21T00:00:00Z" };
  await workbench.openRows(linkTo("general-purpose/search", { window }));
  await expect(timeline(workbench).getByRole("table")).toBeAttached();
  const hiddenHeight = await page.evaluate(
    () => document.documentElement.scrollHeight - globalThis.innerHeight,
  );
  expect(hiddenHeight).toBe(0);
});

test("a failed sign-in is an error in chart, table and record", async ({ workbench }) => {
  await workbench.openRows(linkTo("watchlist/root-usage", { window: day(8) }));
  await expect(timeline(workbench).getByRole("button", { name: "error 2" })).toBeVisible();
  await workbench.timeOf(workbench.row("ConsoleLogin").first()).click();
  await expect(workbench.row("ConsoleLogin").first()).toContainText("failed");
  await expect(workbench.record).toContainText("Failed authentication");
  await expect(workbench.record.getByText("error", { exact: true })).toBeVisible();
});

test("a range dragged over the bars becomes the window, and Back undoes it", async ({
  page,
  workbench,
}) => {
  await workbench.openRows(USAGE);
  const brush = timeline(workbench).getByRole("slider").first().locator("..");
  const box = await brush.boundingBox();
  if (!box) throw new Error("the timeline is not drawn");
  // 90 minutes from 02:00, a bar for each: from 02:10 to the end of 02:19.
  const at = (minute: number) => box.x + (box.width * (minute + 0.5)) / 90;
  await page.mouse.move(at(10), box.y + 40);
  await page.mouse.down();
  await page.mouse.move(at(15), box.y + 40);
  await page.mouse.move(at(19), box.y + 40);
  await page.mouse.up();
  await expect(page).toHaveURL(/from=2026-03-19T02:10:00Z&to=2026-03-19T02:20:00Z/);
  await workbench.hasRows(70);
  await page.goBack();
  await workbench.hasRows(312);
});

test("a range chosen by keyboard becomes the window", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  await workbench.openRows(USAGE);
  const start = timeline(workbench).getByRole("slider", { name: "Start of the range" });
  await start.focus();
  const toQuarterToThree = async () => {
    for (let step = 0; step < 4; step += 1) await page.keyboard.press("PageUp");
    for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowRight");
  };
  await toQuarterToThree();
  await expect(start).toHaveAttribute("aria-valuetext", /^19 Mar 2026 02:45:00 UTC/);
  await page.keyboard.press("Escape");
  await expect(start).toHaveAttribute("aria-valuetext", /^19 Mar 2026 02:00:00 UTC/);
  await toQuarterToThree();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=2026-03-19T02:45:00Z&to=2026-03-19T03:30:00Z/);
  await workbench.hasRows(33);
});

const largest = ({ answer }: Workbench) =>
  answer.getByRole("region", { name: /The largest counts/ });

test("a bar opens the menu of its value", async ({ workbench }) => {
  await workbench.openRows(
    linkTo("general-purpose/common-actions", {
      window: KEY_INCIDENT_WINDOW,
      filters: [`accesskeyid:is:${CI_DEPLOY.accessKeyId}`],
    }),
  );
  await largest(workbench).getByRole("button", { name: "GetBucketPolicy 16" }).click();
  await workbench.menu.getByRole("menuitem", { name: "All events with this value" }).click();
  await workbench.shows("general-purpose/search");
  await workbench.hasRows(16);
});

test("one or two rows have no chart", { tag: FULL }, async ({ workbench }) => {
  const place = { window: KEY_INCIDENT_WINDOW, inputs: KEY };
  for (const [step, rows] of [
    ["access-key-exposure/user-agents", 1],
    ["access-key-exposure/source-ips", 2],
  ] as const) {
    await workbench.openRows(linkTo(step, place));
    await workbench.hasRows(rows);
    await expect(workbench.rows()).toHaveCount(rows);
    await expect(largest(workbench)).toBeHidden();
  }
  await workbench.openRows(
    linkTo("access-key-exposure/all-key-usage", {
      ...place,
      filters: ["eventname:is:CreateAccessKey"],
    }),
  );
  await expect(timeline(workbench)).toBeHidden();
});

test("the chart has a scale: round counts, and round times in UTC", async ({ workbench }) => {
  await workbench.openRows(USAGE);
  const chart = timeline(workbench);
  for (const tick of ["02:00", "02:15", "03:15"])
    await expect(chart.getByText(tick, { exact: true })).toBeAttached();
  await expect(chart).toContainText("1 min per bar · 19 Mar 2026 UTC");
  const highest = await chart.getByRole("row").evaluateAll((rows) =>
    rows.slice(1).reduce((most, row) => {
      const [, ...counts] = [...row.children].map((cell) => Number(cell.textContent));
      return Math.max(
        most,
        counts.reduce((sum, count) => sum + count, 0),
      );
    }, 0),
  );
  const top = Math.max(...countTicks(highest));
  expect(top).toBeGreaterThanOrEqual(highest);
  await expect(chart.getByText(String(top), { exact: true }).first()).toBeAttached();
});

test("the bar under the pointer shows its time, a day as its date", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  const window = { from: "2026-03-01T00:00:00Z", to: "2026-06-01T00:00:00Z" };
  await workbench.openRows(
    linkTo("general-purpose/search", { window, filters: ["eventname:is:ConsoleLogin"] }),
  );
  const brush = timeline(workbench).getByRole("slider").first().locator("..");
  const box = await brush.boundingBox();
  if (!box) throw new Error("the timeline is not drawn");
  await page.mouse.move(box.x + (box.width * 2.5) / 92, box.y + 40);
  await expect(brush).toContainText("3 Mar 2026 UTC");
  await expect(brush).not.toContainText("00:00");
});

test("the legend is a filter: one outcome alone, and all again", async ({ workbench }) => {
  await workbench.openRows(USAGE);
  const outcome = (name: RegExp) => timeline(workbench).getByRole("button", { name });
  await outcome(/^denied/).click();
  await workbench.hasRows(275);
  await expect(workbench.filters.getByRole("listitem")).toHaveText("Outcome denied×");
  await expect(outcome(/^denied/)).toHaveAttribute("aria-pressed", "true");
  await outcome(/^success/).click();
  await workbench.hasRows(37);
  await expect(workbench.filters.getByRole("listitem")).toHaveCount(1);
  await outcome(/^success/).click();
  await workbench.hasRows(312);
  await expect(workbench.filters).toBeHidden();
});

test("Tab stops only at named elements, also in charts", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  for (const link of [
    USAGE,
    linkTo("general-purpose/common-actions", { window: KEY_INCIDENT_WINDOW }),
  ]) {
    await workbench.openRows(link);
    await expect(workbench.answer.locator(".recharts-bar-rectangle").first()).toBeAttached();
    await workbench.button("SQL").focus();
    const stops: string[] = [];
    for (let stop = 0; stop < 24; stop += 1) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => {
        const focused = document.activeElement;
        if (focused === null || focused === document.body) return "the end";
        if (focused.closest("[aria-hidden=true], [inert]")) return "";
        return focused.getAttribute("aria-label") ?? focused.textContent ?? "";
      });
      stops.push(name);
      if (name === "the end") break;
    }
    expect(stops.length).toBeGreaterThan(4);
    expect(stops).not.toContain("");
  }
});
