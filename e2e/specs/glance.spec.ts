import type { Locator } from "@playwright/test";
import { expect, test } from "../pages/test";
import { isAwake } from "../pages/workbench";

const RANGE = "from=2026-03-19T00:00:00Z&to=2026-03-20T00:00:00Z";

const numberIn = async (link: Locator): Promise<number> =>
  Number(((await link.textContent()) ?? "").replace(/\D/g, ""));

test("the home page shows an account at a glance, in numbers that their steps list", async ({
  page,
  workbench,
}) => {
  await page.goto(`/?${RANGE}`);
  await isAwake(page);
  const glance = page.getByRole("region", { name: "At a glance" });
  const link = (name: RegExp) => glance.getByRole("link", { name });
  const high = link(/^High \d+$/);
  await expect(high).toBeVisible({ timeout: 120_000 });
  const newActors = link(/^New actors \d+$/);
  await expect(newActors).toBeVisible({ timeout: 120_000 });
  await expect(glance).toContainText("Compared with the logs since 1 Mar 2026");
  const [findings, actors] = [await numberIn(high), await numberIn(newActors)];
  const denied = link(/^Denied bursts \d+ in \d+ calls?$/);
  const calls = Number(/in (\d+)/.exec((await denied.textContent()) ?? "")?.[1]);
  for (const number of [findings, actors, calls]) expect(number).toBeGreaterThan(0);

  await high.click();
  await workbench.shows("watchlist/findings");
  await expect(page).toHaveURL(/facet=severity:high/);
  const heading = workbench.answer
    .getByRole("region", { name: "High severity" })
    .getByRole("heading", { level: 3 });
  await expect(heading).toContainText(`${findings} finding`, { timeout: 120_000 });

  // The numbers are there again at once, without another run.
  await page.goBack();
  await expect(high).toHaveText(`High ${findings}`);
  await denied.click();
  await workbench.shows("watchlist/finding-events");
  await workbench.hasRows(calls);

  await page.goBack();
  await newActors.click();
  await workbench.shows("actors/all-actors");
  await workbench.hasRows(actors);
});

test("all logs show what is new in their last days, and nothing moves as the numbers come", async ({
  page,
}) => {
  await page.goto("/");
  const playbooks = page.getByRole("region", { name: "Playbooks" });
  const before = await playbooks.boundingBox();
  const glance = page.getByRole("region", { name: "At a glance" });
  await expect(glance.getByRole("link", { name: /^High \d+$/ })).toBeVisible({ timeout: 120_000 });
  expect(await playbooks.boundingBox()).toEqual(before);
  await expect(glance).toContainText("No history: rules about what is new");
  const newActors = glance.getByRole("link", { name: /^New actors \d+$/ });
  await expect(newActors).toBeVisible({ timeout: 120_000 });
  await expect(glance).toContainText("New since 24 Mar 2026");
  await expect(glance).toContainText("Compared with the logs since 1 Mar 2026");
  await expect(newActors).toHaveAttribute("href", /from=2026-03-24T00:00:00Z/);
});
