import { demoHostileTexts, demoLongUserAgent } from "@/lib/demo/hostile-texts";
import { KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { EVENT_ROW } from "@/queries/fields";
import { clipboardText, downloadCsv, downloadJson } from "../pages/downloads";
import { day, linkTo } from "../pages/links";
import { expect, FULL, test } from "../pages/test";

const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
const USAGE = linkTo("access-key-exposure/all-key-usage", { window: KEY_INCIDENT_WINDOW, inputs });
const HOSTILE_AGENTS = `${linkTo("access-key-exposure/user-agents", {
  window: day(15),
  inputs: { accessKeyId: "AKIA3TQ5EXAMPLEHST13" },
})}&group=off`;
const COLUMNS = [
  "eventtime",
  "eventsource",
  "eventname",
  "sourceipaddress",
  "errorcode",
  "useragent",
  "eventid",
  "actor",
  "resource",
  "outcome",
];

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("CSV and JSON contain the whole result, column by column", async ({ workbench }) => {
  await workbench.openRows(USAGE);
  const [columns, ...lines] = await downloadCsv(workbench);
  expect(columns).toEqual(COLUMNS);
  expect(lines).toHaveLength(312);
  const objects = await downloadJson(workbench);
  expect(objects.map((row) => COLUMNS.map((name) => row[name] ?? ""))).toEqual(lines);
});

test("in CSV no log text can start a formula; in JSON it is exact", async ({ workbench }) => {
  await workbench.openRows(HOSTILE_AGENTS);
  const [, ...lines] = await downloadCsv(workbench);
  const texts = lines.map(([agent = ""]) => agent);
  for (const text of texts) expect(text).not.toMatch(/^\s*[=+\-@\t\r]/);
  expect(texts).toContain(`'=HYPERLINK("http://x")`);
  expect(texts).toContain("'+1");
  expect(texts).toContain("two\nlines\r\nand a third");

  const agents = (await downloadJson(workbench)).map(({ useragent }) => useragent);
  for (const text of [...demoHostileTexts, demoLongUserAgent]) expect(agents).toContain(text);
});

test("Copy copies the loaded rows and the columns shown, in the order shown", async ({
  page,
  workbench,
}) => {
  await workbench.openRows(`${USAGE}&columns=eventtime,actor,resource,useragent,eventname,eventid`);
  await workbench.heading("Action").getByRole("button").click();
  await workbench.answer.getByRole("button", { name: /^Columns/ }).click();
  await page.getByRole("checkbox", { name: "User agent", exact: true }).click();
  await page.keyboard.press("Escape");
  await workbench.button("Copy").click();
  await expect(workbench.button("Copied")).toBeVisible();
  const [columns, ...lines] = (await clipboardText(page))
    .split("\n")
    .map((line) => line.split("\t"));
  expect(columns).toEqual(["eventtime", "actor", "resource", "eventname", "eventid"]);
  expect(lines).toHaveLength(312);
  const shown = await workbench.column("Event id");
  expect(lines.slice(0, 3).map((cells) => cells.at(-1))).toEqual(shown.slice(0, 3));
});

test("a download has all columns, or the chosen ones", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  await workbench.openRows(
    linkTo("general-purpose/search", { window: KEY_INCIDENT_WINDOW, inputs }),
  );
  const [all] = await downloadCsv(workbench);
  expect(all).toEqual([...EVENT_ROW, "actor", "resource", "outcome"]);
  await workbench.answer.getByRole("button", { name: /^Columns/ }).click();
  for (const name of ["Actor", "Resource", "Address", "User agent"])
    await page.getByRole("checkbox", { name, exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/columns=eventtime,eventname,errorcode/);
  const [columns, ...lines] = await downloadCsv(workbench);
  expect(columns).toEqual(["eventtime", "eventname", "errorcode", "outcome"]);
  expect(lines).toHaveLength(312);
  const [first] = await downloadJson(workbench);
  expect(Object.keys(first ?? {})).toEqual(columns);
});

test("a cell's menu copies its exact value", { tag: FULL }, async ({ page, workbench }) => {
  await workbench.openRows(HOSTILE_AGENTS);
  await workbench.cell("\\tleading tab").click();
  await workbench.menu.getByRole("menuitem", { name: "Copy" }).click();
  await expect(workbench.menu.getByRole("menuitem", { name: "Copied" })).toBeVisible();
  expect(await clipboardText(page)).toBe("\tleading tab");
});

test("Copy link copies the address of what is shown", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  await workbench.openRows(USAGE);
  const link = await workbench.link();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await clipboardText(page)).toBe(link);
});

test("SQL is shown with its partitions and exact times, in words, and copied", async ({
  page,
  workbench,
  engine,
}) => {
  await workbench.openRows(USAGE);
  await workbench.button("SQL").click();
  const panel = workbench.answer.getByRole("region", { name: "SQL", exact: true });
  await expect(panel).toContainText(
    `Lists the events where access key is ${CI_DEPLOY.accessKeyId}, from 2026-03-19T02:00:00Z to before 2026-03-19T03:30:00Z, in all accounts, all regions; oldest first.`,
  );
  await panel.getByRole("button", { name: "Copy SQL" }).click();
  await expect(panel.getByRole("button", { name: "Copied" })).toBeVisible();
  const sql = (await clipboardText(page)).replace(/\s+/g, " ");
  const partition = {
    duckdb: "year = '2026' and month = '03' and day = '19'",
    athena: `"timestamp" = '2026/03/19'`,
  };
  expect(sql).toContain(partition[engine]);
  expect(sql).toContain("eventtime >= '2026-03-19T02:00:00Z'");
  expect(sql).toContain("eventtime < '2026-03-19T03:30:00Z'");
  const text = await panel.getByRole("region", { name: "SQL text" }).textContent();
  expect(text?.replace(/\s+/g, " ")).toBe(sql);

  await panel.getByRole("button", { name: "Close the SQL" }).click();
  await expect(panel).toBeHidden();
  await page.keyboard.press("s");
  await expect(panel).toBeVisible();
});
