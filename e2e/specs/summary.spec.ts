import { BACKDOOR_KEY, KEY_ATTACK_IPS, KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { LOGGING_CHAIN } from "@/lib/demo/incident-logging";
import { CI_DEPLOY } from "@/lib/demo/people";
import { linkTo } from "../pages/links";
import { farthestMove } from "../pages/moves";
import { expect, test } from "../pages/test";

const ANSWERED = { timeout: 120_000 };

test("a leaked key pasted at home is answered with its new addresses and system, without a click", async ({
  page,
  workbench,
}) => {
  await workbench.open("/");
  await page.getByRole("combobox").first().fill(CI_DEPLOY.accessKeyId);
  await page.keyboard.press("Enter");
  const { summary } = workbench;
  await expect(summary).toContainText(`This key belongs to IAM user ${CI_DEPLOY.name}`, ANSWERED);
  for (const address of KEY_ATTACK_IPS) await expect(summary).toContainText(address);
  await expect(summary).toContainText("Kali Linux");

  // Each phrase leads to its rows, and the way back is in the path.
  await summary.getByRole("button", { name: KEY_ATTACK_IPS[0], exact: true }).click();
  await workbench.shows("access-key-exposure/all-key-usage");
  await workbench.hasRows(197);
  await expect(summary).toContainText("Kali Linux");
  expect(await workbench.stops()).toHaveLength(2);
});

const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
const USAGE = linkTo("access-key-exposure/all-key-usage", { window: KEY_INCIDENT_WINDOW, inputs });

const MONTH = { from: "2026-03-01T00:00:00Z", to: "2026-03-31T00:00:00Z" };

test("what succeeded, what created keys did, what is left and what was denied need no click", async ({
  page,
  workbench,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await workbench.openRows(linkTo("access-key-exposure/all-key-usage", { window: MONTH, inputs }));
  await workbench.hasArrived();
  const { summary } = workbench;
  const starts = ["Succeeded for the first time", "With the key", "Left behind", "Denied"];
  for (const start of starts)
    await expect(
      summary.getByRole("listitem").filter({ hasText: new RegExp(`^${start}`) }),
      start,
    ).toBeInViewport({ ratio: 1 });

  // The key that the intruder created has as many events on its own page, which says who created it.
  const created = summary.getByRole("listitem").filter({ hasText: /^With the key/ });
  await expect(created).toContainText("23 events");
  await created.getByRole("button", { name: BACKDOOR_KEY }).click();
  await workbench.shows("access-key-exposure/all-key-usage");
  await expect(page).toHaveURL(/from=2026-03-19T02:45:09Z&to=2026-03-31T00:00:00Z/);
  await workbench.hasRows(23);
  await expect(summary).toContainText(
    `Created by ${CI_DEPLOY.name} with CreateAccessKey`,
    ANSWERED,
  );
  await expect(summary).toContainText("23 events");
  await summary.getByRole("button", { name: CI_DEPLOY.name, exact: true }).last().click();
  await workbench.shows("general-purpose/search");
  await workbench.hasRows(1);
});

test("a reader unfolds the summary beside a record, and folds it for the next page", async ({
  page,
  workbench,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await workbench.openRows(USAGE);
  const { summary } = workbench;
  await workbench.timeOf(workbench.rows().first()).click();
  await expect(workbench.record.getByRole("tab", { name: "Text" })).toBeVisible();
  // All sentences are seen at once.
  await summary.getByRole("button", { name: "Show all" }).click();
  const last = summary.getByRole("listitem").last();
  await expect(last).toBeInViewport({ ratio: 1 });
  await expect(summary.getByRole("listitem").first()).toBeInViewport({ ratio: 1 });
  await summary.getByRole("button", { name: "Show less" }).click();
  await expect(last).not.toBeInViewport({ ratio: 1 });

  await summary.getByRole("button", { name: "Summary" }).click();
  await workbench.openRows(USAGE);
  await workbench.hasArrived();
  await expect(summary.getByRole("button", { name: "Summary" })).toHaveAttribute(
    "aria-expanded",
    "false",
  );
  expect(await farthestMove(page)).toBeLessThan(4);
});

test("a short summary takes no more room than it needs on the next step", async ({
  page,
  workbench,
}) => {
  await page.setViewportSize({ width: 1440, height: 720 });
  const window = { from: "2026-03-23T18:00:00Z", to: "2026-03-23T20:00:00Z" };
  const session = { session: LOGGING_CHAIN[1] };
  await workbench.openRows(linkTo("session/session-owner", { window, inputs: session }));
  await workbench.hasArrived();
  await workbench.goToStep("session/session-timeline");
  const text = workbench.summary.getByRole("list");
  await expect(text).toBeVisible();
  const empty = () =>
    text.evaluate((list) => (list.parentElement?.clientHeight ?? 0) - list.clientHeight);
  await expect.poll(empty).toBeLessThan(4);
});
