import { KEY_ATTACK_IPS, KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { linkTo } from "../pages/links";
import { expect, FULL, test } from "../pages/test";
import type { Workbench } from "../pages/workbench";

const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
const USAGE = linkTo("access-key-exposure/all-key-usage", { window: KEY_INCIDENT_WINDOW, inputs });
const [ADDRESS] = KEY_ATTACK_IPS;

const heading = ({ answer }: Workbench) => answer.getByRole("heading", { level: 2 });

test.beforeEach(({ workbench }) => workbench.openRows(USAGE));

test("a pivot moves the focus to the next answer, and Back returns it", {
  tag: ["@both", "@smoke"],
}, async ({ page, workbench }) => {
  await workbench.cell(ADDRESS).focus();
  await page.keyboard.press("Space");
  await workbench.menu.getByRole("menuitem", { name: "Events from it, this key" }).press("Enter");
  await workbench.shows("access-key-exposure/events-by-source-ip");
  await workbench.hasRows(197);
  await expect(heading(workbench)).toBeFocused();
  await workbench.path.getByRole("button").first().press("Enter");
  await workbench.hasRows(312);
  await expect(heading(workbench)).toBeFocused();
});

test("a filter from a cell's menu keeps the focus at the answer", { tag: FULL }, async ({
  workbench,
}) => {
  await workbench.follow(ADDRESS, "Only this source address");
  await workbench.hasRows(197);
  await expect(workbench.answer.locator(":focus")).toBeVisible();
});

test("a pasted value moves the focus to its answer", async ({ page, workbench }) => {
  await page.keyboard.press("Control+k");
  const box = page.getByRole("combobox", { name: /^Paste a key/ });
  await expect(box).toBeFocused();
  await page.keyboard.insertText(ADDRESS);
  await expect(page.getByRole("option").first()).toContainText("Address");
  await page.keyboard.press("Enter");
  await workbench.shows("address/address-keys");
  await expect(heading(workbench)).toBeFocused();
});

test("a page that is opened does not take the focus", { tag: FULL }, async ({ page }) => {
  await expect(page.locator("body")).toBeFocused();
});
