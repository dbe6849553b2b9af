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
/** Each is a page of one tab, whose step is answered before the page under test. */
const PAGES_BEFORE = 12;

/** A search over the whole month that finds nothing, and is not cached. */
const search = (mark: string): string =>
  linkTo(SEARCH, { window: MONTH, filters: [`requestparameters:contains:no ${mark}`] });

/**
 * Opens a search whose statement waits: the tab has opened other investigations faster than they are
 * answered. A statement of another tab would run before them.
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

test("a queued run is cancelled at once, says so, and runs again only on request", async ({
  workbench,
  anotherBrowser,
}) => {
  await openBehindOthers(workbench.page, "patience");
  await isQueued(workbench);
  await workbench.button("Cancel").click();
  // If it was already submitted, its state is known with Athena's answer, which can take long here.
  await expect(outcome(workbench)).toHaveText("Cancelled", QUEUE);
  await expect(workbench.step(SEARCH)).toContainText("cancelled");

  // It was cancelled on purpose, so its link starts nothing, here or for a colleague.
  const link = await workbench.link();
  const other = new Workbench(await anotherBrowser());
  for (const each of [workbench, other]) {
    await each.open(link);
    await expect(outcome(each)).toHaveText("Cancelled");
  }
  await workbench.page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(outcome(workbench)).toHaveText("No events", QUEUE);
  // It was run again on purpose: the link gets no notice.
  await expect(workbench.answer).not.toContainText("has expired");
  await other.button("Run again").first().click();
  await expect(outcome(other)).toHaveText("No events", QUEUE);
  await expect(workbench.step(SEARCH)).toContainText("0");
});

test("the run of a closed tab is answered when the link is opened again", {
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

test("a run with two subscribers is not cancelled when one of them leaves", { tag: FULL }, async ({
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
