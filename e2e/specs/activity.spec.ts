import { KEY_ATTACK_IPS, KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { linkTo } from "../pages/links";
import { expect, test } from "../pages/test";
import { isAwake } from "../pages/workbench";

const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
const USAGE = linkTo("access-key-exposure/all-key-usage", { window: KEY_INCIDENT_WINDOW, inputs });
const WHOLE_LAKE = /from=2026-03-01T00:00:00Z&to=2026-03-31T00:00:00Z/;

test("a key pasted on the home page is searched in all logs: the thief's address is found", async ({
  page,
  workbench,
}) => {
  await page.goto("/");
  await isAwake(page);
  await page.getByRole("combobox", { name: /^Paste a key/ }).fill(CI_DEPLOY.accessKeyId);
  await page.keyboard.press("Enter");
  await workbench.shows("access-key-exposure/all-key-usage");
  await expect(page).toHaveURL(WHOLE_LAKE);
  await workbench.goToStep("access-key-exposure/source-ips");
  await workbench.hasRows(4);
  for (const address of KEY_ATTACK_IPS) await expect(workbench.cell(address)).toBeVisible();
  // All days of the logs are in the time range.
  await expect(workbench.activity).toContainText(/[\d,]+ in 30 days/);
  await expect(workbench.activity).not.toContainText("other days");
});

test("the watchlist opened without a time range shows the whole month", async ({
  page,
  workbench,
}) => {
  await workbench.openRows("/playbooks/watchlist");
  await workbench.hasRows(17);
  await expect(page).toHaveURL(WHOLE_LAKE);
  await expect(workbench.step("watchlist/cloudtrail-logging-disabled")).toContainText("9");
  await expect(workbench.step("watchlist/logging-configuration-modified")).toContainText("85");
  const days = workbench.activity.getByRole("listitem");
  await expect(days.filter({ hasText: /^8 Mar 2026: \d+ events$/ })).toHaveCount(1);
  await expect(days.filter({ hasText: /^23 Mar 2026: \d+ events$/ })).toHaveCount(1);
});

test("a click or a drag on the activity moves the time range, and so do keys", async ({
  page,
  workbench,
}) => {
  await workbench.openRows(USAGE);
  await expect(workbench.activity).toContainText(/[\d,]+ on other days/);
  const strip = workbench.activity.getByRole("slider");
  await expect(strip).toHaveAttribute("aria-valuetext", /^19 Mar 2026: [\d,]+ events$/);
  const box = await strip.boundingBox();
  if (!box) throw new Error("the strip is not drawn");
  const middleOf = (day: number) => box.x + (box.width * (day - 0.5)) / 30;
  const y = box.y + box.height / 2;

  await page.mouse.move(middleOf(17), y);
  await expect(workbench.activity).toContainText(/17 Mar 2026: [\d,]+ events/);
  await page.mouse.click(middleOf(17), y);
  await expect(page).toHaveURL(/from=2026-03-17T00:00:00Z&to=2026-03-18T00:00:00Z/);
  await expect(workbench.rows().first()).toBeVisible();

  await page.mouse.move(middleOf(12), y);
  await page.mouse.down();
  await page.mouse.move(middleOf(10), y, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=2026-03-10T00:00:00Z&to=2026-03-13T00:00:00Z/);
  // The keys go on from the day that the strip shows.
  await expect(strip).toHaveAttribute("aria-valuetext", /^10 Mar 2026: /);

  await strip.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=2026-03-11T00:00:00Z&to=2026-03-13T00:00:00Z/);
});
