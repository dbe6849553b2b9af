import { DEMO_FROM, DEMO_TO } from "@/lib/demo/clock";
import { KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { demoAccounts } from "@/lib/demo/world";
import { day, linkTo } from "../pages/links";
import { ScopeBar } from "../pages/scope-bar";
import { expect, FULL, test } from "../pages/test";

const MONTH = { from: DEMO_FROM, to: DEMO_TO };
const ROOT = linkTo("watchlist/root-usage", { window: day(8) });

/** A lake ends with its last day. Athena's logs continue to the current hour or minute. */
const PRESETS = {
  duckdb: {
    "Last 1 h": {
      link: "from=2026-03-30T23:00:00Z&to=2026-03-31T00:00:00Z",
      shown: "30 Mar 2026 23:00 → 31 Mar 00:00 UTC · 1 h",
    },
    "Last 24 h": {
      link: "from=2026-03-30T00:00:00Z&to=2026-03-31T00:00:00Z",
      shown: "30 Mar 2026 00:00 → 31 Mar 00:00 UTC · 1 d",
    },
  },
  athena: {
    "Last 1 h": {
      link: "from=2026-03-20T09:21:00Z&to=2026-03-20T10:21:00Z",
      shown: "20 Mar 2026 09:21 → 10:21 UTC · 1 h",
    },
    "Last 24 h": {
      link: "from=2026-03-19T11:00:00Z&to=2026-03-20T11:00:00Z",
      shown: "19 Mar 2026 11:00 → 20 Mar 11:00 UTC · 1 d",
    },
  },
} as const;

test.describe("the time range", () => {
  for (const preset of ["Last 1 h", "Last 24 h"] as const) {
    test(`“${preset}” counts back from the end of the logs or from now, and is absolute times in the link`, {
      tag: "@both",
    }, async ({ page, workbench, engine }) => {
      const { link, shown } = PRESETS[engine][preset];
      const scope = new ScopeBar(page);
      await workbench.openRows(ROOT);
      // The page has been open for a while.
      await page.clock.setFixedTime("2026-03-20T10:20:30Z");
      await scope.openWindow();
      await scope.windowPanel.getByRole("button", { name: preset }).click();
      await expect(page).toHaveURL(new RegExp(link));
      await expect(scope.windowPanel).toBeHidden();
      await expect(scope.field("Time range")).toContainText(shown);
    });
  }

  test("typed times are exact to the second", { tag: FULL }, async ({ page, workbench }) => {
    const scope = new ScopeBar(page);
    await workbench.openRows(ROOT);
    await scope.setWindow({ from: "2026-03-08T23:30:07Z", to: "2026-03-09" });
    await expect(page).toHaveURL(/from=2026-03-08T23:30:07Z&to=2026-03-09T00:00:00Z/);
    await expect(scope.field("Time range")).toContainText("8 Mar 2026 23:30:07 → 9 Mar 00:00 UTC");
    await workbench.hasRows(13);
  });

  test("an invalid time is reported next to its field, and cannot be applied", {
    tag: FULL,
  }, async ({ page, workbench }) => {
    const scope = new ScopeBar(page);
    await workbench.openRows(ROOT);
    const before = await workbench.link();
    await scope.openWindow();
    for (const wrong of ["yesterday", "2026-02-30", "2026-03-08T24:00:00Z", "08/03/2026", ""]) {
      await scope.typeTimes({ from: wrong, to: "2026-03-09" });
      const field = scope.windowPanel.getByRole("textbox", { name: "From" });
      await expect(field).toHaveAttribute("aria-invalid", "true");
      await expect(field).toHaveAccessibleDescription(/^Not a UTC time such as/);
      await expect(scope.windowPanel.getByRole("button", { name: "Apply" })).toBeDisabled();
    }
    await scope.windowPanel.getByRole("button", { name: "Cancel" }).click();
    await expect(scope.windowPanel).toBeHidden();
    expect(page.url()).toBe(before);
  });

  test("a window that ends before it starts, or is too long, cannot be applied", {
    tag: FULL,
  }, async ({ page, workbench }) => {
    const scope = new ScopeBar(page);
    await workbench.openRows(ROOT);
    await scope.openWindow();
    const apply = scope.windowPanel.getByRole("button", { name: "Apply" });
    const reason = scope.windowPanel.getByRole("alert");
    await scope.typeTimes({ from: "2026-03-09", to: "2026-03-08" });
    await expect(reason).toHaveText(/^The time range ends .* before it starts/);
    await expect(apply).toBeDisabled();
    await scope.typeTimes({ from: "2026-03-09", to: "2026-03-09" });
    await expect(apply).toBeDisabled();
    await scope.typeTimes({ from: "2024-01-01", to: "2026-03-01" });
    await expect(reason).toHaveText(
      "The time range is 790 days long; at most 400 are allowed here.",
    );
    await expect(apply).toBeDisabled();
    await scope.typeTimes({ from: "2026-03-08", to: "2026-03-09" });
    await expect(reason).toHaveText("");
    await expect(apply).toBeEnabled();
  });

  test("two days of the calendar are a window of whole UTC days", { tag: FULL }, async ({
    page,
    workbench,
  }) => {
    const scope = new ScopeBar(page);
    await workbench.openRows(ROOT);
    await scope.openWindow();
    const march = scope.windowPanel.getByRole("grid", { name: "March 2026" });
    await march.getByRole("button", { name: /March 11th, 2026/ }).click();
    await march.getByRole("button", { name: /March 9th, 2026/ }).click();
    await expect(scope.windowPanel.getByRole("textbox", { name: "From" })).toHaveValue(
      "2026-03-09T00:00:00Z",
    );
    await scope.windowPanel.getByRole("button", { name: "Apply" }).click();
    await expect(page).toHaveURL(/from=2026-03-09T00:00:00Z&to=2026-03-12T00:00:00Z/);
  });

  test("the time range moves earlier, later and wider without its editor", async ({
    page,
    workbench,
  }) => {
    await workbench.openRows(ROOT);
    await page.getByRole("button", { name: "Later by 1 d" }).click();
    await expect(page).toHaveURL(/from=2026-03-09T00:00:00Z&to=2026-03-10T00:00:00Z/);
    await expect(workbench.answer).toContainText("Root was not used in this time range.");
    await page.getByRole("button", { name: "Earlier by 1 d" }).click();
    await workbench.hasRows(13);
    await page.getByRole("button", { name: "Widen the time range" }).click();
    const wider = page.getByRole("dialog", { name: "Widen the time range" });
    await wider.getByRole("button", { name: /^7 days/ }).click();
    await expect(page).toHaveURL(/from=2026-03-05T00:00:00Z&to=2026-03-12T00:00:00Z/);
    await expect(wider).toBeHidden();
    await page.goBack();
    await expect(page).toHaveURL(/from=2026-03-08T00:00:00Z&to=2026-03-09T00:00:00Z/);
  });
});

test("a window to midnight has the last minutes, which are delivered the day after", {
  tag: ["@both", "@smoke"],
}, async ({ workbench }) => {
  const window = { from: "2026-03-08T23:55:00Z", to: "2026-03-09T00:00:00Z" };
  await workbench.openRows(linkTo("watchlist/root-usage", { window }));
  const times = await workbench.column("Time UTC");
  expect(times.length).toBeGreaterThan(0);
  for (const time of times) expect(time).toMatch(/^8 Mar 2026 23:5[5-9]:/);
  await workbench.timeOf(workbench.rows().last()).click();
  await expect(workbench.record).toContainText("/2026/03/09/");
});

test("a chosen account narrows the rows to its own", { tag: "@both" }, async ({
  page,
  workbench,
}) => {
  const scope = new ScopeBar(page);
  await workbench.openRows(linkTo("watchlist/cloudtrail-logging-disabled", { window: MONTH }));
  await workbench.hasRows(9);
  await scope.toggle("Accounts", demoAccounts.dev);
  await expect(page).toHaveURL(new RegExp(`account=${demoAccounts.dev}`));
  await workbench.hasRows(4);
  await scope.toggle("Accounts", demoAccounts.dev, demoAccounts.prod);
  await workbench.hasRows(2);
  await scope.toggle("Accounts", "All accounts");
  await workbench.hasRows(9);
  await expect(page).not.toHaveURL(/account=/);
});

test("a chosen region narrows the rows to those stored there", {
  tag: "@both",
}, async ({ page, workbench }) => {
  const scope = new ScopeBar(page);
  const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
  const search = linkTo("general-purpose/search", { window: KEY_INCIDENT_WINDOW, inputs });
  await workbench.openRows(`${search}&columns=eventtime,awsregion`);
  await workbench.hasRows(312);
  await scope.toggle("Regions", "eu-west-1");
  await expect(page).toHaveURL(/region=eu-west-1/);
  await expect
    .poll(async () => new Set(await workbench.column("Region")))
    .toEqual(new Set(["eu-west-1"]));
  await scope.field("Regions").click();
  const panel = page.getByRole("dialog", { name: "Regions" });
  await expect(panel).toContainText("Selects the region that the log files are stored under.");
});

test("a region that the source does not list can be added by its name", { tag: "@both" }, async ({
  engine,
  page,
  workbench,
}) => {
  const scope = new ScopeBar(page);
  await workbench.openRows(ROOT);
  await scope.field("Regions").click();
  const panel = page.getByRole("dialog", { name: "Regions" });
  const search = panel.getByRole("searchbox");
  await expect(search).toBeFocused();
  // A common prefix of several regions does not select one.
  await search.fill("e");
  await search.press("Enter");
  await search.fill("sa-east-1");
  await search.press("Enter");
  await expect(panel.getByRole("checkbox", { name: /sa-east-1/ })).toBeChecked();
  await expect(search).toHaveValue("");
  await search.press("Enter");
  await expect(page).toHaveURL(/region=sa-east-1/);
  const state = workbench.answer.getByRole("heading", { level: 3 });
  // The table lists its regions, and Athena would read nothing for any other.
  const isListed = engine === "athena";
  await expect(state).toHaveText(isListed ? "Not in this table" : "No data");
  await expect(workbench.answer).toContainText(
    isListed
      ? "The region sa-east-1 is not in this table"
      : /Days without logs: 8 Mar 2026(, 9 Mar 2026)?\./,
  );
});
