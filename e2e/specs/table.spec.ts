import { KEY_ATTACK_IPS, KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { downloadCsv } from "../pages/downloads";
import { day, linkTo } from "../pages/links";
import { expect, FULL, test } from "../pages/test";

const USAGE = linkTo("access-key-exposure/all-key-usage", {
  window: KEY_INCIDENT_WINDOW,
  inputs: { accessKeyId: CI_DEPLOY.accessKeyId },
});
const ROWS = 312;

const sorted = (texts: readonly string[]): readonly string[] =>
  [...texts].sort((a, b) => (a < b ? -1 : Number(a > b)));

test.beforeEach(async ({ workbench }) => {
  await workbench.openRows(USAGE);
  await workbench.hasRows(ROWS);
});

test("a heading sorts up, down, and back to the answer's own order", async ({
  page,
  workbench,
}) => {
  const own = await workbench.column("Time UTC");
  const heading = workbench.heading("Action");
  await heading.getByRole("button").click();
  await expect(heading).toHaveAttribute("aria-sort", "ascending");
  await expect(page).toHaveURL(/sort=eventname/);
  const up = await workbench.column("Action");
  expect(up).toEqual(sorted(up));

  await heading.getByRole("button").click();
  await expect(heading).toHaveAttribute("aria-sort", "descending");
  const down = await workbench.column("Action");
  expect(down).toEqual([...sorted(down)].reverse());
  expect(down[0]).not.toBe(up[0]);

  await page.reload();
  await expect(workbench.heading("Action")).toHaveAttribute("aria-sort", "descending");
  await expect(workbench.rows().first()).toContainText(down[0] ?? "");
  await heading.getByRole("button").click();
  await expect(heading).toHaveAttribute("aria-sort", "none");
  await expect(page).not.toHaveURL(/sort=/);
  expect(await workbench.column("Time UTC")).toEqual(own);
});

test("columns are hidden and shown, and the last one cannot be hidden", async ({
  page,
  workbench,
}) => {
  const headings = workbench.grid.getByRole("columnheader");
  await expect(headings).toHaveCount(7);
  await workbench.answer.getByRole("button", { name: /^Columns/ }).click();
  const list = page.getByRole("group", { name: "Columns shown" });
  for (const name of ["Actor", "Action", "Resource", "Outcome", "Address", "User agent"])
    await list.getByRole("checkbox", { name }).click();
  await expect(headings).toHaveText(["Time UTC"]);
  await list.getByRole("checkbox", { name: "Time UTC" }).click();
  await expect(headings).toHaveText(["Time UTC"]);
  await page.getByRole("checkbox", { name: "Outcome", exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(headings).toHaveText(["Time UTC", "Outcome"]);
  await expect(workbench.answer.getByRole("button", { name: "Columns" })).toContainText("7 hidden");
  await expect(workbench.rows().first().getByRole("gridcell")).toHaveCount(2);

  // They are in the link, and are kept over a reload and for other rows.
  await expect(page).toHaveURL(/columns=eventtime,errorcode/);
  await page.reload();
  await expect(headings).toHaveText(["Time UTC", "Outcome"]);
  await workbench.follow("AccessDenied", "Only this error code");
  await expect(workbench.filters.getByRole("listitem")).toHaveCount(1);
  await expect(headings).toHaveText(["Time UTC", "Outcome"]);
});

test("a field is added as a column, moved, kept in the link, and in the CSV", async ({
  page,
  workbench,
}) => {
  const usual = ["Time UTC", "Actor", "Action", "Resource", "Outcome", "Address", "User agent"];
  const headings = workbench.grid.getByRole("columnheader");
  await workbench.link();
  await workbench.answer.getByRole("button", { name: /^Columns/ }).click();
  await page.getByRole("searchbox", { name: "Search columns" }).fill("region");
  await page.getByRole("checkbox", { name: "Region", exact: true }).click();
  await expect(headings).toHaveText([...usual, "Region"]);
  // The answer did not have it: another query over the same events.
  await workbench.hasRows(312);
  await page.getByRole("searchbox", { name: "Search columns" }).clear();
  const region = page.getByRole("checkbox", { name: "Region", exact: true });
  await region.focus();
  for (let place = 7; place > 1; place -= 1) await page.keyboard.press("Alt+ArrowUp");
  const moved = ["Time UTC", "Region", ...usual.slice(1)];
  await expect(headings).toHaveText(moved);
  await expect(region).toBeFocused();
  await page.keyboard.press("Escape");
  await workbench.heading("Region").getByRole("button").click();
  await expect(workbench.heading("Region")).toHaveAttribute("aria-sort", "ascending");
  await expect(page).toHaveURL(/sort=awsregion&columns=eventtime,awsregion,actor,/);
  await workbench.link();

  await page.reload();
  await expect(headings).toHaveText([moved[0] ?? "", "Region ↑", ...moved.slice(2)]);
  const regions = await workbench.column("Region");
  expect(regions[0]).toMatch(/^[a-z]+-[a-z]+-\d$/);
  const [columns, ...lines] = await downloadCsv(workbench);
  expect(columns?.slice(0, 3)).toEqual(["eventtime", "awsregion", "actor"]);
  expect(lines).toHaveLength(312);
});

test("columns are in the order that a link names", { tag: FULL }, async ({ workbench }) => {
  await workbench.openRows(`${USAGE}&columns=useragent,eventtime`);
  await expect(workbench.grid.getByRole("columnheader")).toHaveText(["User agent", "Time UTC"]);
});

test("a cell's menu opens, moves and closes by keyboard, and gives the focus back", async ({
  page,
  workbench,
}) => {
  await workbench.heading("Time UTC").getByRole("button").focus();
  await page.keyboard.press("ArrowDown");
  for (let column = 0; column < 2; column += 1) await page.keyboard.press("ArrowRight");
  const cell = workbench.rows().first().getByRole("button", { name: "GetBucketPolicy" });
  await expect(cell).toBeFocused();
  await page.keyboard.press("Space");
  const entries = workbench.menu.getByRole("menuitem");
  await expect(entries.first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(entries.nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(entries.last()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(entries.first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(workbench.menu).toBeHidden();
  await expect(cell).toBeFocused();
  await page.keyboard.press("Shift+F10");
  await expect(workbench.menu).toBeVisible();
});

test("a right click opens the cell's menu, and with Shift the browser's", {
  tag: FULL,
}, async ({ page, workbench }) => {
  const cell = workbench.rows().nth(1).getByRole("button", { name: "GetBucketAcl" });
  await cell.click({ button: "right" });
  await expect(workbench.menu.getByRole("menuitem").first()).toBeFocused();
  await expect(workbench.menu).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(workbench.menu).toBeHidden();
  await expect(cell).toBeFocused();
  await expect(workbench.record).toBeHidden();
  await cell.click({ button: "right", modifiers: ["Shift"] });
  await expect(workbench.menu).toBeHidden();
});

test("the keyboard moves through all rows and opens them", async ({ page, workbench }) => {
  await workbench.heading("Time UTC").getByRole("button").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(workbench.record).toContainText("2 of 312");
  await page.keyboard.press("Control+End");
  await expect(workbench.rows().last()).toHaveAttribute("aria-rowindex", String(ROWS + 1));
  await expect(workbench.rows().last()).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(workbench.record).toContainText("312 of 312");
});

test("the arrow keys lead to the rows from the page, also after a search", async ({
  page,
  workbench,
}) => {
  await page.keyboard.press("ArrowDown");
  await expect(workbench.rows().first().locator(":focus")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(workbench.record).toContainText("2 of 312");
  await page.keyboard.press("Escape");

  await page.keyboard.press("/");
  await page.keyboard.insertText(CI_DEPLOY.name);
  await expect(page.getByRole("option").first()).toContainText("User");
  await page.keyboard.press("Enter");
  await workbench.shows("user/user-timeline");
  await expect(workbench.rows().first()).toBeVisible();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(workbench.record).toContainText(/1 of \d/);
});

test("the arrow keys are left to what uses them", { tag: FULL }, async ({ page, workbench }) => {
  await page.keyboard.press("s");
  const sql = page.getByRole("region", { name: "SQL text" });
  await sql.focus();
  await page.keyboard.press("ArrowDown");
  await expect(sql).toBeFocused();
  await page.keyboard.press("j");
  await expect(workbench.rows().first().locator(":focus")).toBeVisible();
});

test("“Only this” and “Not this” divide the rows, and a chip's removal brings them back", {
  tag: "@both",
}, async ({ page, workbench }) => {
  const [first] = KEY_ATTACK_IPS;
  await workbench.follow(first, "Only this source address");
  await workbench.hasRows(197);
  await expect(workbench.filters.getByRole("listitem")).toHaveText(`Address is ${first}×`);
  await expect(page).toHaveURL(new RegExp(`filter=sourceipaddress:is:${first}`));
  await workbench.filters.getByRole("button", { name: /^Remove the filter/ }).click();
  await expect(workbench.filters).toBeHidden();
  await workbench.hasRows(ROWS);

  await workbench.follow(first, "Not this source address");
  await workbench.hasRows(ROWS - 197);
  await expect(workbench.filters.getByRole("listitem")).toHaveText(`Address is not ${first}×`);
  await page.goBack();
  await workbench.hasRows(ROWS);
});

test("filters separate successes from failures where both are counted", { tag: FULL }, async ({
  workbench,
}) => {
  await workbench.openRows(linkTo("watchlist/iam-changes", { window: day(19) }));
  await workbench.hasRows(11);
  await workbench.follow("CreateUser", "Only successes");
  await workbench.hasRows(7);
  await expect(workbench.filters).toContainText("success");
});

test("filters on a missing value separate events with it from events without", {
  tag: ["@both", "@smoke"],
}, async ({ workbench }) => {
  await workbench.follow("success", "Only successes");
  await workbench.hasRows(37);
  await workbench.filters.getByRole("button", { name: /^Remove the filter/ }).click();
  await workbench.hasRows(ROWS);
  await workbench.follow("success", "Only failures");
  await workbench.hasRows(275);
});

test("filters are kept in the other steps of the playbook", async ({ workbench }) => {
  await workbench.follow("RunInstances", "Only this API call");
  await workbench.hasRows(14);
  await workbench.goToStep("access-key-exposure/key-owner");
  await expect(workbench.filters.getByRole("listitem")).toHaveCount(1);
  await expect(workbench.row("ci-deploy").getByRole("gridcell").last()).toHaveText("14");
});
