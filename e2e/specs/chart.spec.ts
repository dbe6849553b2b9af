import { KEY_ATTACK_AGENT, KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { day, linkTo } from "../pages/links";
import { expect, test } from "../pages/test";
import type { Workbench } from "../pages/workbench";

const KEY = { accessKeyId: CI_DEPLOY.accessKeyId };
const USAGE = linkTo("access-key-exposure/all-key-usage", {
  window: KEY_INCIDENT_WINDOW,
  inputs: KEY,
});

const timeline = ({ answer }: Workbench) =>
  answer.getByRole("region", { name: "Events over time" });

test("the timeline's totals are those of the answer, and its table adds up to them", async ({
  workbench,
}) => {
  await workbench.openRows(USAGE);
  await expect(timeline(workbench)).toContainText("success 37");
  await expect(timeline(workbench)).toContainText("denied 275");
  await expect(timeline(workbench)).toContainText("error 0");
  const cells = await timeline(workbench).getByRole("table").getByRole("cell").allTextContents();
  expect(cells.reduce((sum, text) => sum + Number(text), 0)).toBe(312);
});

test("the page itself does not scroll, however many times the chart's table has", async ({
  page,
  workbench,
}) => {
  const window = { from: "2026-03-18T00:00:00Z", to: "2026-03-21T00:00:00Z" };
  await workbench.openRows(linkTo("general-purpose/search", { window }));
  await expect(timeline(workbench).getByRole("table")).toBeAttached();
  const hiddenHeight = await page.evaluate(
    () => document.documentElement.scrollHeight - globalThis.innerHeight,
  );
  expect(hiddenHeight).toBe(0);
});

test("sign-ins that may have failed are not counted as successes", async ({ workbench }) => {
  await workbench.openRows(linkTo("watchlist/root-usage", { window: day(8) }));
  await expect(timeline(workbench)).toContainText(
    "console sign-ins: the record tells whether it failed",
  );
  await workbench.timeOf(workbench.row("ConsoleLogin")).click();
  await expect(workbench.row("ConsoleLogin")).toContainText("see record");
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
  // 18 buckets of five minutes from 02:00: from the third, 02:10, into the fourth, until 02:20.
  const at = (bucket: number) => box.x + (box.width * (bucket + 0.5)) / 18;
  await page.mouse.move(at(2), box.y + 40);
  await page.mouse.down();
  await page.mouse.move(at(2.5), box.y + 40);
  await page.mouse.move(at(3), box.y + 40);
  await page.mouse.up();
  await expect(page).toHaveURL(/from=2026-03-19T02:10:00Z&to=2026-03-19T02:20:00Z/);
  await workbench.hasRows(70);
  await page.goBack();
  await workbench.hasRows(312);
});

test("a range chosen by keyboard becomes the window", async ({ page, workbench }) => {
  await workbench.openRows(USAGE);
  const start = timeline(workbench).getByRole("slider", { name: "Start of the range" });
  await start.focus();
  for (let step = 0; step < 9; step += 1) await page.keyboard.press("ArrowRight");
  await expect(start).toHaveAttribute("aria-valuetext", /^19 Mar 2026 02:45:00 UTC/);
  await page.keyboard.press("Escape");
  await expect(start).toHaveAttribute("aria-valuetext", /^19 Mar 2026 02:00:00 UTC/);
  for (let step = 0; step < 9; step += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=2026-03-19T02:45:00Z&to=2026-03-19T03:30:00Z/);
  await workbench.hasRows(33);
});

test("a bar opens the menu of its value", async ({ workbench }) => {
  await workbench.openRows(
    linkTo("access-key-exposure/user-agents", { window: KEY_INCIDENT_WINDOW, inputs: KEY }),
  );
  const bars = workbench.answer.getByRole("region", { name: /The largest counts/ });
  await bars.getByRole("button", { name: `${KEY_ATTACK_AGENT} 312` }).click();
  await workbench.menu.getByRole("menuitem", { name: "Events with it, by anyone" }).click();
  await workbench.shows("access-key-exposure/events-by-user-agent");
  await workbench.hasRows(335);
});
