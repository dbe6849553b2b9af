import type { Page } from "@playwright/test";
import { linkTo } from "../pages/links";
import { expect, FULL, test } from "../pages/test";
import { isAwake, Workbench } from "../pages/workbench";
import { queueingOn } from "../servers";

// One test at a time with a server that runs one statement at a time.
test.use({ baseURL: ({ engine }, use) => use(queueingOn({ engine })) });
test.describe.configure({ mode: "default", timeout: 360_000 });

const QUEUE = { timeout: 120_000 };
const MONTH = { from: "2026-03-01T00:00:00Z", to: "2026-03-31T00:00:00Z" };
const SEARCH = "general-purpose/search";
/** Each is a page of four statements, all of the same tab before the one that is looked at. */
const PAGES_BEFORE = 6;

/** A search over the whole month that finds nothing, and that nobody asked before. */
const search = (mark: string): string =>
  linkTo(SEARCH, { window: MONTH, filters: [`requestparameters:contains:no ${mark}`] });

/**
 * Opens a search whose statement waits: the tab has gone through other investigations faster than
 * they are answered. Another tab would have its turn before them.
 */
async function openBehindOthers(page: Page, mark: string): Promise<void> {
  await page.goto(search(`before ${mark}`));
  await isAwake(page);
  const field = page.getByRole("textbox", { name: "Request", exact: true });
  const others = Array.from({ length: PAGES_BEFORE - 1 }, (_, index) => `${index} before ${mark}`);
  for (const each of [...others, mark]) {
    await page.evaluate((href) => window.history.pushState(null, "", href), search(each));
    await expect(field).toHaveValue(`no ${each}`);
  }
}

const outcome = ({ answer }: Workbench) => answer.getByRole("heading", { level: 3 });
const isQueued = ({ answer }: Workbench) =>
  expect(answer.getByRole("status").getByText("Queued")).toBeVisible();

test("a waiting run is cancelled at once, says so, and is run again only when asked", async ({
  workbench,
  anotherBrowser,
}) => {
  await openBehindOthers(workbench.page, "patience");
  await isQueued(workbench);
  await workbench.button("Cancel").click();
  // Where its start is out, what became of it is known with Athena's answer, which can take long here.
  await expect(outcome(workbench)).toHaveText("Cancelled", QUEUE);
  await expect(workbench.step(SEARCH)).toContainText("cancelled");

  // Whoever stopped it meant it, so its link starts nothing, here or with a colleague.
  const link = await workbench.link();
  const other = new Workbench(await anotherBrowser());
  for (const each of [workbench, other]) {
    await each.open(link);
    await expect(outcome(each)).toHaveText("Cancelled");
  }
  await workbench.page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(outcome(workbench)).toHaveText("No events", QUEUE);
  // It was asked for again on purpose: nothing is amiss with the link.
  await expect(workbench.answer).not.toContainText("has expired");
  await other.button("Run again").first().click();
  await expect(outcome(other)).toHaveText("No events", QUEUE);
  await expect(workbench.step(SEARCH)).toContainText("0");
});

test("a run that a closed tab left is answered to whoever opens the link next", {
  tag: FULL,
}, async ({ context, anotherBrowser }) => {
  const first = new Workbench(await context.newPage());
  await openBehindOthers(first.page, "heir");
  await isQueued(first);
  await first.page.close({ runBeforeUnload: true });
  const next = new Workbench(await anotherBrowser());
  await next.open(search("heir"));
  await expect(outcome(next)).toHaveText("No events", QUEUE);
});

test("a run that two people wait for is not stopped by one of them leaving", { tag: FULL }, async ({
  context,
  anotherBrowser,
}) => {
  const first = new Workbench(await context.newPage());
  await openBehindOthers(first.page, "shared");
  await isQueued(first);
  const second = new Workbench(await anotherBrowser());
  await second.open(search("shared"));
  await isQueued(second);
  await first.page.close({ runBeforeUnload: true });
  await expect(outcome(second)).toHaveText("No events", QUEUE);
});
