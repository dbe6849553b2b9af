import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { CI_DEPLOY } from "@/lib/demo/people";
import { day, linkTo } from "../pages/links";
import { ScopeBar } from "../pages/scope-bar";
import { expect, FULL, test } from "../pages/test";
import { isAwake } from "../pages/workbench";
import { emptyOn, limitedOn } from "../servers";

const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
/** A few rows are enough, and checked faster than many. */
const window = { from: "2026-03-19T02:11:00Z", to: "2026-03-19T02:12:30Z" };
const USAGE = linkTo("access-key-exposure/all-key-usage", { window, inputs });

test.describe.configure({ timeout: 240_000 });

/** Changes the system's theme and waits until the page is painted in it. */
async function setTheme(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  const isPainted = (dark: boolean) =>
    matchMedia("(prefers-color-scheme: dark)").matches === dark &&
    document.getAnimations().length === 0;
  await expect.poll(() => page.evaluate(isPainted, colorScheme === "dark")).toBe(true);
}

/** Expects no serious violation. The dark theme changes only colours, so only they are checked there. */
async function isAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await setTheme(page, colorScheme);
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
    const { violations } = await (colorScheme === "light"
      ? axe.analyze()
      : axe.withRules(["color-contrast"]).analyze());
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    const found = grave.map(({ id, nodes }) => ({
      id,
      where: nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`),
    }));
    expect(found, colorScheme).toEqual([]);
  }
}

test("the catalogue", async ({ page }) => {
  await page.goto("/");
  await isAwake(page);
  await isAccessible(page);
  await page.getByRole("searchbox").fill("nothing holds this");
  await expect(page.getByRole("article")).toHaveCount(0);
  await isAccessible(page);
});

test("the page before there are logs", { tag: FULL }, async ({ page, engine }) => {
  await page.goto(emptyOn({ engine }));
  await isAccessible(page);
});

test("an answer with rows, its SQL, and the path", { tag: "@both" }, async ({
  page,
  workbench,
}) => {
  await workbench.openRows(USAGE);
  await workbench.follow("185.220.101.4", "Events from it, this key");
  await workbench.shows("access-key-exposure/events-by-source-ip");
  await expect(workbench.rows().first()).toBeVisible();
  await page.keyboard.press("s");
  await expect(workbench.answer.getByRole("region", { name: "SQL text" })).toBeVisible();
  await isAccessible(page);
});

test("an answer with bars, a filter and an open menu", async ({ page, workbench }) => {
  await workbench.openRows(
    linkTo("general-purpose/common-actions", {
      window,
      filters: ["errorcode:present"],
    }),
  );
  await workbench.cell("GetBucketAcl").click();
  await expect(workbench.menu).toBeVisible();
  await isAccessible(page);
});

test("an open record, as a tree and as text", async ({ page, workbench }) => {
  await workbench.openRows(USAGE);
  await workbench.timeOf(workbench.rows().first()).click();
  await expect(workbench.record.getByRole("tree")).toBeVisible();
  await isAccessible(page);
  await workbench.record.getByRole("tab", { name: "Text" }).click();
  await workbench.record.getByRole("searchbox").fill("AccessDenied");
  await isAccessible(page);
});

test("the window's calendar, the accounts and the fields to add", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  const scope = new ScopeBar(page);
  await workbench.openRows(linkTo("general-purpose/search", { window }));
  await scope.openWindow();
  await scope.typeTimes({ from: "never", to: "2026-03-09" });
  await isAccessible(page);
  await page.keyboard.press("Escape");
  await scope.field("Accounts").click();
  await isAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add a field" }).click();
  await isAccessible(page);
});

test("an empty answer, one without logs, a refused one, and a step without its input", {
  tag: FULL,
}, async ({ page, workbench }) => {
  const { answer } = workbench;
  const state = answer.getByRole("heading", { level: 3 });
  await workbench.open(linkTo("watchlist/root-usage", { window: day(9) }));
  await expect(state).toHaveText("No events");
  await isAccessible(page);
  await workbench.open(
    linkTo("watchlist/root-usage", {
      window: { from: "2026-04-10T00:00:00Z", to: "2026-04-11T00:00:00Z" },
    }),
  );
  await expect(state).toHaveText("No data");
  await isAccessible(page);
  await workbench.open(`${USAGE.replace(/to=[^&]*/, "to=2026-03-01T00:00:00Z")}&colour=red`);
  await expect(answer.getByRole("alert")).toBeVisible();
  await isAccessible(page);
  await workbench.open(
    linkTo("access-key-exposure/key-owner", { inputs: { accessKeyId: "AKIA1" } }),
  );
  await expect(state).toBeVisible();
  await isAccessible(page);
});

test("a run that needs confirmation", { tag: FULL }, async ({ page, workbench, engine }) => {
  await workbench.open(
    `${limitedOn({ engine })}${linkTo("watchlist/iam-changes", { window: day(9) })}`,
  );
  await expect(workbench.button("Run anyway")).toBeVisible();
  await isAccessible(page);
});

test("the list of shortcuts and the search box's choices", { tag: FULL }, async ({ page }) => {
  await page.goto("/");
  await isAwake(page);
  await page.getByRole("combobox").first().fill(CI_DEPLOY.accessKeyId);
  await expect(page.getByRole("option").first()).toBeVisible();
  await isAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await isAccessible(page);
});

test.describe("an address that does not exist", () => {
  test.use({ expectedErrors: [/status of 404/] });

  test("is accessible too", { tag: FULL }, async ({ page }) => {
    await page.goto("/no-such-page");
    await isAccessible(page);
  });
});
