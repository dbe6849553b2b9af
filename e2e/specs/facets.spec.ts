import { KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { linkTo } from "../pages/links";
import { expect, test } from "../pages/test";

const USAGE = linkTo("access-key-exposure/all-key-usage", {
  window: KEY_INCIDENT_WINDOW,
  inputs: { accessKeyId: CI_DEPLOY.accessKeyId },
});
const ROWS = 312;

/** `Only GetObject, 12 events` as a count. */
const countIn = (name: string): number =>
  Number((/, ([\d,]+) events?/.exec(name)?.[1] ?? "").replaceAll(",", ""));

test("facets choose and leave out values, and keep their own counts", async ({
  page,
  workbench,
}) => {
  await workbench.openRows(USAGE);
  await page.keyboard.press("f");
  const panel = page.getByRole("complementary", { name: "Facets" });
  await expect(panel).toBeFocused();
  await expect(panel.getByRole("status")).toHaveText(`Of all ${ROWS} events`);
  const outcome = panel.getByRole("region", { name: "Outcome" });
  const values = outcome.getByRole("button", { name: /^Only/ });
  const before = await values.evaluateAll((all) => all.map((each) => each.ariaLabel ?? ""));
  const [first = "", second = ""] = before;
  expect(before.reduce((sum, name) => sum + countIn(name), 0)).toBe(ROWS);

  // The chosen value has as many rows as its count said; the others keep theirs.
  await outcome.getByRole("button", { name: first, exact: true }).click();
  await workbench.hasRows(countIn(first));
  await expect(panel.getByRole("status")).toHaveText(`Of all ${countIn(first)} events`);
  await expect(values).toHaveCount(before.length);
  for (const [at, name] of before.entries())
    await expect(values.nth(at)).toHaveAccessibleName(name);
  await expect(page).toHaveURL(/filter=outcome/);
  await page.goBack();
  await workbench.hasRows(ROWS);

  // By the keyboard: down to the second value, right to its second button.
  await values.first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await workbench.hasRows(ROWS - countIn(second));
  await expect(panel.getByText(`Hidden by 1 exclusion: ${countIn(second)}`)).toBeVisible();
  await expect(values.nth(1)).toHaveAccessibleName(`${second}, excluded`);
  await panel.getByRole("button", { name: "Show them" }).click();
  await workbench.hasRows(ROWS);

  // Open as they were left; no column is out of sight for them.
  await page.reload();
  await expect(panel.getByRole("status")).toHaveText(`Of all ${ROWS} events`);
  const room = await workbench.grid.evaluate((grid) => {
    const box = grid.parentElement;
    return box ? box.scrollWidth - box.clientWidth : Number.NaN;
  });
  expect(room).toBe(0);
  await page.keyboard.press("f");
  await expect(panel).toBeHidden();
});
