import { readdirSync, readFileSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { demoAccounts } from "@/lib/demo/world";
import { preparedLogs } from "../lake";
import { day, linkTo } from "../pages/links";
import { expect, FULL, test } from "../pages/test";
import { Workbench } from "../pages/workbench";

const USAGE = linkTo("access-key-exposure/all-key-usage", {
  window: KEY_INCIDENT_WINDOW,
  inputs: { accessKeyId: CI_DEPLOY.accessKeyId },
});

/**
 * The log file that the open record names: on this machine, which also has the objects of the test
 * bucket.
 */
async function logFile({ record }: Workbench): Promise<string> {
  const provenance = await record.getByText(/^Exactly as in the log file/).textContent();
  // If the record had to be searched for, the cost follows.
  const [, named = ""] = /^Exactly as in the log file (.*?)( · |$)/.exec(provenance ?? "") ?? [];
  const logs = await preparedLogs();
  const files = readdirSync(logs, { recursive: true, encoding: "utf8" });
  const file = files.find((each) => basename(each) === basename(named.trim()));
  if (file === undefined) throw new Error(`There is no log file ${named}.`);
  return join(logs, file);
}

async function openRow(workbench: Workbench, at: number): Promise<void> {
  await workbench.timeOf(workbench.rows().nth(at)).click();
  await expect(workbench.record.getByRole("tab", { name: "Text" })).toBeVisible();
}

test("a row opens its record, with the exact text of the log file that it names", async ({
  workbench,
}) => {
  await workbench.openRows(USAGE);
  await openRow(workbench, 0);
  const log = gunzipSync(readFileSync(await logFile(workbench))).toString("utf8");
  await workbench.record.getByRole("tab", { name: "Text" }).click();
  const text = await workbench.record.getByRole("tabpanel").textContent();
  expect(text?.length).toBeGreaterThan(500);
  expect(log).toContain(text);
  const id = new URL(workbench.page.url()).searchParams.get("event") ?? "no event";
  expect(text).toContain(`"eventID":"${id}"`);
});

test("an open record is part of the link, and opens again with it", async ({
  workbench,
  anotherBrowser,
}) => {
  await workbench.openRows(USAGE);
  await openRow(workbench, 2);
  await expect(workbench.page).toHaveURL(/event=[0-9a-f-]{36}&at=2026-03-19T02:12:00Z/);
  const other = new Workbench(await anotherBrowser());
  await other.openRows(await workbench.link());
  await expect(other.record.getByRole("heading")).toHaveText("ListUsers");
  await expect(other.record).toContainText("3 of 312");
  await expect(other.rows().nth(2)).toHaveAttribute("aria-selected", "true");
});

test("a sign-in's record shows whether MFA was used", async ({ workbench }) => {
  await workbench.openRows(linkTo("watchlist/root-usage", { window: day(8) }));
  await workbench.timeOf(workbench.row("ConsoleLogin")).click();
  const said = workbench.record.getByRole("definition").filter({ hasText: "sign-in" });
  await expect(said).toHaveText("not used at this sign-in");
});

test("brackets go to the previous and next record, Escape closes, Back opens again", async ({
  page,
  workbench,
}) => {
  await workbench.openRows(USAGE);
  await openRow(workbench, 0);
  await expect(workbench.record.getByRole("button", { name: "Previous event" })).toBeDisabled();
  await page.keyboard.press("]");
  await expect(workbench.record).toContainText("2 of 312");
  await page.keyboard.press("]");
  await expect(workbench.record).toContainText("3 of 312");
  await page.keyboard.press("[");
  await expect(workbench.record).toContainText("2 of 312");
  await expect(workbench.record.getByRole("heading")).toHaveText("GetBucketAcl");
  // A key that is kept down repeats faster than records are drawn: no press is lost.
  await page.evaluate(() => {
    for (const key of ["]", "]", "]", "]", "["])
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  });
  await expect(workbench.record).toContainText("5 of 312");
  await page.keyboard.press("Escape");
  await expect(workbench.record).toBeHidden();
  await page.goBack();
  await expect(workbench.record).toContainText("5 of 312");
});

test("records follow one another in the order that the table is sorted in", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  await workbench.openRows(`${USAGE}&columns=eventtime,eventname,eventid`);
  await workbench.heading("Action").getByRole("button").click();
  await expect(workbench.heading("Action")).toHaveAttribute("aria-sort", "ascending");
  await openRow(workbench, 0);
  await expect(workbench.record).toContainText("1 of 312");
  const ids = await workbench.column("Event id");
  await page.keyboard.press("]");
  await expect(workbench.record).toContainText("2 of 312");
  await expect(page).toHaveURL(new RegExp(`event=${ids[1]}`));
});

test("the tree folds and unfolds, by mouse and by keyboard", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  await workbench.openRows(USAGE);
  await openRow(workbench, 0);
  const tree = workbench.record.getByRole("tree");
  const identity = tree.getByRole("treeitem", { name: /^userIdentity/ });
  const inside = tree.getByRole("treeitem", { name: /^accessKeyId/ });
  await expect(identity).toHaveAttribute("aria-expanded", "true");
  await identity.click();
  await expect(identity).toHaveAttribute("aria-expanded", "false");
  await expect(inside).toBeHidden();
  await page.keyboard.press("ArrowRight");
  await expect(inside).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(inside).toBeHidden();
  await workbench.record.getByRole("button", { name: "Expand all" }).click();
  await expect(inside).toBeVisible();
  await workbench.record.getByRole("button", { name: "Collapse all" }).click();
  await expect(tree.getByRole("treeitem", { expanded: true })).toHaveCount(0);
});

test("a value inside a record has the same pivots as in the table", async ({ workbench }) => {
  await workbench.openRows(USAGE);
  await openRow(workbench, 0);
  const tree = workbench.record.getByRole("tree");
  await tree.getByRole("button", { name: `"${CI_DEPLOY.accessKeyId}"` }).click();
  await workbench.menu.getByRole("menuitem", { name: "Whose key is it?" }).click();
  await workbench.shows("access-key-exposure/key-owner");
  await expect(workbench.row("ci-deploy")).toBeVisible();
});

test("a search inside a record counts its matches and steps through them", { tag: FULL }, async ({
  workbench,
}) => {
  await workbench.openRows(USAGE);
  await openRow(workbench, 0);
  const search = workbench.record.getByRole("searchbox", { name: "Search in the record" });
  await search.fill("ci-deploy");
  const status = workbench.record.getByRole("status");
  await expect(status).toHaveText(/^1 of \d+$/);
  await search.press("Enter");
  await expect(status).toHaveText(/^2 of \d+$/);
  // It is kept from record to record.
  await workbench.record.getByRole("button", { name: "Next event" }).click();
  await expect(search).toHaveValue("ci-deploy");
  await expect(status).toHaveText(/^1 of \d+$/);
  await search.fill("nothing holds this");
  await expect(status).toHaveText("not found");
});

/** A day of an account for each engine, whose records no other test reads. */
const quietOn = { duckdb: day(10), athena: day(12) };

test("a record whose log file is missing is rebuilt from the columns, and says so", async ({
  page,
  workbench,
  engine,
}) => {
  const quiet = { accounts: [demoAccounts.security], regions: ["eu-west-1"] };
  await workbench.openRows(linkTo("general-purpose/search", { ...quiet, window: quietOn[engine] }));
  await openRow(workbench, 0);
  const id = new URL(page.url()).searchParams.get("event");
  const file = await logFile(workbench);
  renameSync(file, `${file}.away`);
  try {
    await page.reload();
    await expect(workbench.record).toContainText("Rebuilt from the table's columns");
    await expect(workbench.record).toContainText("Its log file is gone");
    await workbench.record.getByRole("tab", { name: "Text" }).click();
    await expect(workbench.record.getByRole("tabpanel")).toContainText(`"eventID": "${id}"`);
  } finally {
    renameSync(`${file}.away`, file);
  }
});
