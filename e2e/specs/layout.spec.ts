import type { Locator, Page } from "@playwright/test";
import { KEY_ATTACK_AGENT, KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { LOGGING_CHAIN } from "@/lib/demo/incident-logging";
import { CI_DEPLOY } from "@/lib/demo/people";
import { linkTo } from "../pages/links";
import { farthestMove } from "../pages/moves";
import { ScopeBar } from "../pages/scope-bar";
import { expect, FULL, test } from "../pages/test";
import { Workbench } from "../pages/workbench";

const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
const USAGE = linkTo("access-key-exposure/all-key-usage", { window: KEY_INCIDENT_WINDOW, inputs });
const SEARCH = linkTo("general-purpose/search", { window: KEY_INCIDENT_WINDOW, inputs });

const LAPTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const WALL = { width: 2560, height: 1440 };

async function boxOf(part: Locator) {
  const box = await part.boundingBox();
  if (!box) throw new Error("it is not drawn");
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
}

const setSize = (page: Page, size: { readonly width: number; readonly height: number }) =>
  page.setViewportSize(size);

/** How much wider the table is than the room it has. */
const hiddenWidth = ({ grid }: Workbench): Promise<number> =>
  grid.evaluate((table) => {
    const scroller = table.parentElement;
    return scroller ? scroller.scrollWidth - scroller.clientWidth : Number.NaN;
  });

/** Texts of the table that are not shown whole. */
const cutTexts = ({ grid }: Workbench): Promise<readonly (string | null)[]> =>
  grid.evaluate((table) =>
    [...table.querySelectorAll("tbody td, tbody td *")]
      .filter((part) => part.scrollWidth > part.clientWidth && part.clientWidth > 0)
      .map((part) => part.textContent),
  );

test.describe("on a laptop", () => {
  test.use({ viewport: LAPTOP, permissions: ["clipboard-read", "clipboard-write"] });

  test("a copied link moves nothing on the page", { tag: FULL }, async ({ page, workbench }) => {
    await workbench.openRows(USAGE);
    const heading = workbench.answer.getByRole("heading", { level: 2 });
    const before = [await boxOf(heading), await boxOf(workbench.path)];
    const button = page.getByRole("button", { name: "Copy link" });
    const width = (await boxOf(button)).width;
    await button.click();
    const copied = page.getByRole("button", { name: "Copied" });
    await expect(copied).toBeVisible();
    expect((await boxOf(copied)).width).toBe(width);
    expect([await boxOf(heading), await boxOf(workbench.path)]).toEqual(before);
  });

  test("the usual columns of a listing are all visible", async ({ workbench }) => {
    await workbench.openRows(SEARCH);
    expect(await hiddenWidth(workbench)).toBe(0);
    await expect(workbench.grid.getByRole("columnheader")).toHaveText([
      "Time UTC",
      "Actor",
      "Action",
      "Resource",
      "Outcome",
      "Address",
      "User agent",
    ]);
    await expect(workbench.heading("User agent")).toBeInViewport({ ratio: 1 });
    await workbench.rows().first().getByRole("button", { name: "ci-deploy" }).click();
    await expect(workbench.menu).toHaveAccessibleName("Actor ci-deploy");
  });

  test("an agent is cut in the middle: its end is visible", async ({ workbench }) => {
    await workbench.openRows(SEARCH);
    const agent = workbench.cell(KEY_ATTACK_AGENT);
    const [start, end] = [agent.locator("> span").first(), agent.locator("> span").last()];
    expect(KEY_ATTACK_AGENT.endsWith((await end.textContent()) ?? "-")).toBe(true);
    expect(await start.evaluate((part) => part.scrollWidth - part.clientWidth)).toBeGreaterThan(0);
    expect(await end.evaluate((part) => part.scrollWidth - part.clientWidth)).toBe(0);
    const cell = await boxOf(workbench.rows().first().getByRole("gridcell").nth(6));
    expect((await boxOf(end)).right).toBeLessThanOrEqual(cell.right);
  });

  test("the row of a record that a link opens is visible", { tag: FULL }, async ({
    workbench,
    anotherBrowser,
  }) => {
    await workbench.openRows(USAGE);
    await workbench.heading("Time UTC").getByRole("button").focus();
    await workbench.page.keyboard.press("Control+End");
    // The first rows load first; scroll to the last of them.
    await expect(workbench.rows().last()).toHaveAttribute("aria-rowindex", "313");
    await workbench.page.keyboard.press("Enter");
    await expect(workbench.record).toContainText("312 of 312");
    const other = new Workbench(await anotherBrowser());
    await setSize(other.page, LAPTOP);
    await other.open(await workbench.link());
    const row = other.grid.getByRole("row", { selected: true });
    await expect(row).toHaveAttribute("aria-rowindex", "313");
    // Its lower border and a part of a pixel may be below the screen.
    await expect(other.timeOf(row)).toBeInViewport({ ratio: 0.9 });
  });
});

for (const width of [1280, 1440, 2560]) {
  test(`the scope is one line at ${width} px, and the scan estimate is in the next`, {
    tag: width === 1440 ? "@both" : FULL,
  }, async ({ page, workbench }) => {
    await setSize(page, { width, height: 900 });
    await workbench.openRows(USAGE);
    await expect(workbench.path).toContainText("partitions");
    const scope = await boxOf(new ScopeBar(page).bar);
    expect(scope.height).toBeLessThan(52);
    expect((await boxOf(workbench.path)).height).toBeLessThan(52);
  });
}

test("on a phone the first row and the whole time range are visible", async ({
  page,
  workbench,
}) => {
  await setSize(page, PHONE);
  for (const link of [USAGE, SEARCH]) {
    await workbench.openRows(link);
    // The rows are first seen without the chart and all of the summary, which must not push them away.
    await expect(workbench.answer.getByRole("region", { name: "Events over time" })).toBeAttached();
    if (link === USAGE) {
      await expect(workbench.answer.getByText(/^Compared with .* events on/)).toBeAttached();
      // Whose key it is and what it did is said without a click.
      const [first] = await workbench.summary.getByRole("listitem").all();
      await expect(first ?? workbench.summary).toContainText("This key belongs to IAM user");
      await expect(first ?? workbench.summary).toBeInViewport({ ratio: 1 });
    }
    await expect(workbench.timeOf(workbench.rows().first())).toBeInViewport({ ratio: 1 });
    const field = new ScopeBar(page).field("Time range");
    await expect(field).toContainText("19 Mar 2026 02:00 → 03:30 UTC");
    const hidden = await field.evaluate((button) => ({
      across: button.scrollWidth - button.clientWidth,
      down: button.scrollHeight - button.clientHeight,
    }));
    expect(hidden).toEqual({ across: 0, down: 0 });
    await expect(field).toBeInViewport({ ratio: 1 });
    // The page scrolls inside its parts: a longer document would scroll them away.
    const longer = () => document.documentElement.scrollHeight - window.innerHeight;
    expect(await page.evaluate(longer)).toBe(0);
  }
  // The other steps are a click away.
  await expect(workbench.step("access-key-exposure/key-owner")).toBeHidden();
  await workbench.open(USAGE);
  await workbench.steps.getByRole("button", { name: /^All \d+ steps$/ }).click();
  await workbench.goToStep("access-key-exposure/key-owner");
});

test("on a wide screen no text is cut while there is room", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  await setSize(page, WALL);
  await workbench.openRows(USAGE);
  expect(await cutTexts(workbench)).toEqual([]);
  await expect(workbench.cell("GetSecretValue")).toBeVisible();
});

test("nothing but the table is wider than a window, from a phone's to a wall's", async ({
  page,
  workbench,
}) => {
  for (const link of ["/", USAGE, SEARCH]) {
    await page.goto(link);
    await expect(page.getByRole("main")).toBeVisible();
    if (link !== "/") await expect(workbench.rows().first()).toBeVisible();
    for (const width of [390, 1024, 1280, 1440, 2560]) {
      await setSize(page, { width, height: 900 });
      for (const part of [page.locator("html"), ...(link === "/" ? [] : [workbench.answer])]) {
        const hidden = () => part.evaluate((box) => box.scrollWidth - box.clientWidth);
        await expect.poll(hidden, `${link} at ${width} px`).toBe(0);
      }
    }
  }
});

const EVENING = { from: "2026-03-23T18:00:00Z", to: "2026-03-23T20:00:00Z" };
const [, PROD_SESSION, DEV_SESSION] = LOGGING_CHAIN;
const ADMIN = { resource: "role/dev-admin" };

for (const width of [1024, 1280, 1440]) {
  const tag = width === 1280 ? [] : [FULL];
  test(`nothing moves while a page loads at ${width} px`, { tag }, async ({ page, workbench }) => {
    await setSize(page, { width, height: 720 });
    const links = [
      linkTo("access-key-exposure/user-agents", { window: KEY_INCIDENT_WINDOW, inputs }),
      linkTo("session/session-owner", { window: EVENING, inputs: { session: DEV_SESSION } }),
      linkTo("session/session-timeline", { window: EVENING, inputs: { session: PROD_SESSION } }),
      linkTo("watchlist/findings", { window: EVENING }),
      linkTo("resource/resource-events", { window: EVENING, inputs: ADMIN }),
      linkTo("changes/changed-resources", { window: EVENING }),
    ];
    for (const link of links) {
      await workbench.open(link);
      await workbench.hasArrived();
      expect(await farthestMove(page), link).toBeLessThan(4);
    }
    await page.goto("/");
    await expect(page.getByText("Counting…")).toHaveCount(0);
    expect(await farthestMove(page), "home").toBeLessThan(4);
  });
}
