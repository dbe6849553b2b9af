import { HOSTILE_PRINCIPAL } from "@/lib/demo/hostile";
import { demoHostileTexts, demoLongUserAgent } from "@/lib/demo/hostile-texts";
import { downloadJson } from "../pages/downloads";
import { linkTo } from "../pages/links";
import { expect, FULL, test } from "../pages/test";
import { Workbench } from "../pages/workbench";

// Every page is watched for dialogs, errors and violations of the policy, see ../pages/test.

const window = { from: "2026-03-15T11:00:00Z", to: "2026-03-15T12:00:00Z" };
const inputs = { accessKeyId: "AKIA3TQ5EXAMPLEHST13" };
const AGENTS = `${linkTo("access-key-exposure/user-agents", { window, inputs })}&group=off`;
const BY_AGENT = "access-key-exposure/events-by-user-agent";

/** Characters that hide, reorder or control; lines of SQL and records end as lines do. */
const HIDDEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** The page is as wide as the window, and shows nothing that cannot be seen. */
async function isInShape({ page }: Workbench): Promise<void> {
  const root = page.locator("html");
  const sizes = await root.evaluate(({ scrollWidth, clientWidth }) => ({
    scrollWidth,
    clientWidth,
  }));
  expect(sizes.scrollWidth).toBe(sizes.clientWidth);
  expect(await page.getByRole("main").textContent()).not.toMatch(HIDDEN);
  await expect(page.locator("main script, main img, main iframe, main b")).toHaveCount(0);
}

test("hostile user agents are text in the table and the chart, with invisible characters shown", async ({
  workbench,
}) => {
  await workbench.openRows(AGENTS);
  await isInShape(workbench);
  const bars = workbench.answer.getByRole("region", { name: /The largest counts/ });
  await expect(bars.getByText(`"><img src=x onerror=alert(1)>`)).toBeVisible();
  await expect(bars.getByText("\\u001B[31mred\\u001B[0m\\u0007")).toBeVisible();

  await workbench.page.setViewportSize({ width: 1440, height: 2000 });
  const rows = await downloadJson(workbench);
  await expect(workbench.rows()).toHaveCount(rows.length);
  await isInShape(workbench);
  for (const text of [
    "<script>alert(1)</script>",
    "rtl \\u202Egnp.exe\\u202C end",
    "marks \\u200E\\u200F\\u2066\\u2069 end",
    "zero\\u200Bwidth\\u200Cjoin\\u2060er\\uFEFF",
    "two\\nlines\\r\\nand a third",
    "backslash u: \\u0000 \\u202e",
  ]) {
    await expect(workbench.cell(text)).toBeVisible();
  }
});

test("every value can be seen and clicked, also one that is empty or a space", {
  tag: FULL,
}, async ({ workbench }) => {
  await workbench.page.setViewportSize({ width: 1440, height: 2000 });
  await workbench.openRows(AGENTS);
  for (const text of await workbench.column("User agent")) expect(text.trim()).not.toBe("");
});

test("a row of every hostile text has a menu that stays inside the window", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  test.slow();
  await page.setViewportSize({ width: 1440, height: 2000 });
  await workbench.openRows(AGENTS);
  const rows = await downloadJson(workbench);
  await expect(workbench.rows()).toHaveCount(rows.length);
  for (const row of await workbench.rows().all()) {
    await row.getByRole("gridcell").first().click();
    await expect(workbench.menu).toBeInViewport({ ratio: 1 });
    await page.keyboard.press("Escape");
    await expect(workbench.menu).toBeHidden();
  }
  await isInShape(workbench);
});

test("records of hostile events are shown as a tree and as text", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  test.slow();
  const inputs = { principalId: HOSTILE_PRINCIPAL };
  await page.setViewportSize({ width: 1440, height: 3600 });
  await workbench.openRows(linkTo("general-purpose/search", { window, inputs }));
  // Each text is in three events, one after the other: as the agent, the caller and the bucket.
  for (let at = 0; at < 3 * demoHostileTexts.length; at += 8) {
    await workbench.timeOf(workbench.rows().nth(at)).click();
    await expect(workbench.record).toContainText(`${at + 1} of`);
    await expect(workbench.record.getByRole("tree")).toBeVisible();
    await isInShape(workbench);
  }
  await workbench.record.getByRole("tab", { name: "Text" }).click();
  await isInShape(workbench);
});

const TRICKY = [
  "'; DROP TABLE x; --",
  "\\' or 1=1 --",
  "back\\slash\\",
  "100%_like\\_wild%",
  "<script>alert(1)</script>",
  "../../etc/passwd?a=b&c=d#e",
  "zero\u200Bwidth\u200Cjoin\u2060er\uFEFF",
  "two\nlines\r\nand a third",
  " ",
  demoLongUserAgent,
];

test("a click on a hostile user agent leads to the events with it, and to no others", async ({
  page,
  workbench,
}) => {
  test.slow();
  await page.setViewportSize({ width: 1440, height: 2000 });
  await workbench.openRows(AGENTS);
  const agents = (await downloadJson(workbench)).map(({ useragent }) => useragent);
  for (const text of TRICKY) {
    await workbench.rows().nth(agents.indexOf(text)).getByRole("button").click();
    await workbench.menu.getByRole("menuitem", { name: "Events with it, this key" }).click();
    await workbench.shows(BY_AGENT);
    await workbench.hasRows(1);
    await isInShape(workbench);
    await workbench.link();
    await page.goBack();
    await expect(workbench.rows()).toHaveCount(agents.length);
  }
});

test("a link with hostile text in it opens the same answer in another browser", {
  tag: FULL,
}, async ({ workbench, anotherBrowser }) => {
  test.slow();
  for (const userAgent of ["\\' or 1=1 --", "two\nlines\r\nand a third", demoLongUserAgent]) {
    await workbench.openRows(linkTo(BY_AGENT, { window, inputs: { ...inputs, userAgent } }));
    await workbench.hasRows(1);
    const other = new Workbench(await anotherBrowser());
    await other.openRows(await workbench.link());
    await other.hasRows(1);
    expect(await other.texts()).toEqual(await workbench.texts());
    await isInShape(other);
  }
});

test("filters on hostile values match exactly", async ({ workbench }) => {
  const events = linkTo("access-key-exposure/all-key-usage", {
    window,
    inputs,
    filters: ["useragent:is:' or '1'='1"],
  });
  await workbench.openRows(events);
  await workbench.hasRows(1);
  await expect(workbench.filters).toContainText("User agent is ' or '1'='1");
  await workbench.step("access-key-exposure/user-agents").click();
  await expect(workbench.rows()).toHaveCount(1);
});
