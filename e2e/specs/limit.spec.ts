import { KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { day, linkTo } from "../pages/links";
import { expect, FULL, test } from "../pages/test";
import { Workbench } from "../pages/workbench";
import { limitedOn } from "../servers";

test.use({ baseURL: ({ engine }, use) => use(limitedOn({ engine })) });

/** Athena's estimate is listed on S3, includes the next day's deliveries, and has a price. */
const READS = {
  duckdb: "12 files, 12 of 360 partitions.",
  athena: "55 files, 11 partitions. <$0.001.",
};
/** On Athena no step runs before it is opened, and one run answers all of them. */
const CONFIRMATIONS = { duckdb: { before: 7, after: 6 }, athena: { before: 1, after: 0 } };

const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };

test("a link over the limit shows its estimate, and runs only after confirmation", async ({
  page,
  engine,
  workbench,
  anotherBrowser,
}) => {
  const link = linkTo("access-key-exposure/all-key-usage", { window: KEY_INCIDENT_WINDOW, inputs });
  await workbench.open(link);
  const question = workbench.answer.getByRole("heading", {
    name: /^This query would scan \d+ kB$/,
  });
  await expect(question).toBeVisible();
  await expect(workbench.answer).toContainText(READS[engine]);
  await expect(workbench.steps.getByText("over limit")).toHaveCount(CONFIRMATIONS[engine].before);
  await page.reload();
  await expect(question).toBeVisible();
  await expect(workbench.grid).toBeHidden();

  await workbench.button("Run anyway").click();
  await workbench.hasRows(312);
  // Only this one was confirmed.
  await expect(workbench.steps.getByText("over limit")).toHaveCount(CONFIRMATIONS[engine].after);
  // A cached result costs nothing to show.
  const other = new Workbench(await anotherBrowser());
  await other.openRows(await workbench.link());
  await other.hasRows(312);
});

test("the SQL can be read before the run", { tag: FULL }, async ({ workbench }) => {
  await workbench.open(linkTo("watchlist/root-usage", { window: day(8) }));
  await workbench.button("SQL").click();
  await expect(workbench.answer.getByRole("region", { name: "SQL text" })).toContainText(
    "eventtime >= '2026-03-08T00:00:00Z'",
  );
  await expect(workbench.button("Run anyway")).toBeVisible();
});

test("a record over the limit needs confirmation too, also from a link", async ({
  page,
  workbench,
}) => {
  // A day whose events no other test has fetched.
  const filters = ["eventname:is:DescribeInstances"];
  await workbench.open(linkTo("general-purpose/search", { window: day(11), filters }));
  await workbench.button("Run anyway").click();
  await workbench.timeOf(workbench.rows().nth(0)).click();
  const { record } = workbench;
  const question = record.getByRole("heading", { name: /^This query would scan [\d.]+ kB$/ });
  await expect(question).toBeVisible();
  await expect(record).toContainText(/1 file, 1 of 360 partitions\.|1 file, 1 partition\./);
  await expect(page).toHaveURL(/&where=\d{12}\/[a-z0-9-]+/);
  await page.reload();
  await expect(question).toBeVisible();

  await record.getByRole("button", { name: "Run anyway" }).click();
  await expect(record.getByRole("tab", { name: "Text" })).toBeVisible();
  // The record is now cached for the next one who opens the link.
  await page.reload();
  await expect(record.getByRole("tab", { name: "Text" })).toBeVisible();
});

test("a pivot over the limit needs confirmation too", { tag: FULL }, async ({ workbench }) => {
  await workbench.open(linkTo("access-key-exposure/source-ips", { window: day(19), inputs }));
  await workbench.button("Run anyway").click();
  await workbench.cell("185.220.101.4").click();
  const entry = workbench.menu.getByRole("menuitem", { name: "Events from it, by anyone" });
  await expect(entry).toContainText(/\d+ kB · (<\$0\.001 · )?\d+ partitions/);
  await entry.press("Enter");
  await workbench.shows("access-key-exposure/events-by-source-ip");
  await expect(workbench.button("Run anyway")).toBeVisible();
  await expect(workbench.grid).toBeHidden();
});
