import { demoIncidents } from "@/lib/demo/incidents";
import { playbooks } from "@/queries/index";
import { expect, FULL, test } from "../pages/test";
import { isAwake, questionOf } from "../pages/workbench";
import { emptyOn } from "../servers";

/** A lake knows its days; Athena the accounts and regions that its table lists. */
const DAYS = { duckdb: "Days1 Mar 2026 to 30 Mar 2026", athena: "Daysnot known" };

/** Without a lake nothing can be queried. Athena answers, for days without files. */
const NOTHING = {
  duckdb: { state: "This query failed", reason: "import some logs first", notices: 1 },
  athena: { state: "No data", reason: /Days without logs: \d+ [A-Z][a-z]{2} \d{4}/, notices: 0 },
};

const FIND = { name: "Find a playbook or question" };

test.describe("the catalogue", () => {
  test.beforeEach(async ({ page }) => {
    await page.goto("/");
    await isAwake(page);
  });

  test("every question of every playbook is a link on the home page", async ({ page }) => {
    for (const { title, steps } of playbooks) {
      const card = page.getByRole("article", { name: title, exact: true });
      const links = await card.getByRole("link").allTextContents();
      expect(links).toHaveLength(steps.length);
      for (const [index, { question }] of steps.entries()) {
        expect(links[index]).toContain(question);
      }
    }
  });

  test("the home page says what logs there are", { tag: ["@both", "@smoke"] }, async ({
    page,
    engine,
  }) => {
    const facts = page.locator("dl[aria-label=Data]");
    await expect(facts).toContainText(DAYS[engine]);
    await expect(facts).toContainText("111122223333, 444455556666, 777788889999");
  });

  test("words narrow the questions to those that contain all of them", { tag: FULL }, async ({
    page,
  }) => {
    await page.getByRole("searchbox", FIND).fill("denied instance");
    const links = page.getByRole("article").getByRole("link");
    await expect(page.getByRole("article")).toHaveCount(1);
    await expect(links.filter({ hasText: "What was the instance denied?" })).toBeVisible();
    await page.getByRole("searchbox", FIND).fill("T1685");
    await expect(page.getByRole("article", { name: "Watchlist" })).toBeVisible();
    await expect(page.getByRole("article", { name: "EC2" })).toBeHidden();
  });

  test("words that no question contains show a button to all playbooks", { tag: FULL }, async ({
    page,
  }) => {
    await page.getByRole("searchbox", FIND).fill("kubernetes pod escape");
    await expect(page.getByText("No playbook asks about “kubernetes pod escape”.")).toBeVisible();
    await page.getByRole("button", { name: "Show all playbooks" }).click();
    await expect(page.getByRole("article")).toHaveCount(playbooks.length);
  });

  test("Enter opens the first question found", { tag: FULL }, async ({ page }) => {
    await page.getByRole("searchbox", FIND).fill("root");
    await expect(page.getByText("Enter opens “Was the root user used?”")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/playbooks\/watchlist\?.*step=root-usage/);
  });

  test("arrow keys move through the questions, and Enter opens the focused one", async ({
    page,
  }) => {
    await page.getByRole("searchbox", FIND).fill("general purpose");
    await expect(page.getByRole("article")).toHaveCount(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowDown");
    const name = questionOf("general-purpose/common-errors");
    await expect(page.getByRole("link", { name })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/playbooks\/general-purpose\?.*step=common-errors/);
  });

  test("incidents to try are one click away where the logs are known to be the demo account's", {
    tag: "@both",
  }, async ({ page, workbench, engine }) => {
    const tries = page.getByRole("region", { name: "Try an incident of the demo account" });
    const incident = page.getByRole("link", { name: /The deploy key is used from abroad/ });
    // Trailbook cannot know that an Athena table contains the demo account, although it does here.
    if (engine === "athena") {
      await expect(page.getByRole("article")).toHaveCount(playbooks.length);
      await expect(tries).toHaveCount(0);
      await expect(incident).toHaveCount(0);
      return;
    }
    await expect(tries.getByRole("link")).toHaveCount(demoIncidents.length);
    await incident.click();
    await workbench.shows("access-key-exposure/all-key-usage");
    await workbench.hasRows(312);
    await expect(workbench.step("access-key-exposure/all-key-usage")).toContainText("312");
  });
});

test.describe("before there are logs", () => {
  test.use({ baseURL: ({ engine }, use) => use(emptyOn({ engine })) });

  test("the home page says how to get logs, or whose logs are expected", {
    tag: "@both",
  }, async ({ page, engine }) => {
    await page.goto("/");
    await expect(page.getByRole("article")).toHaveCount(playbooks.length);
    await expect(page.getByRole("link", { name: /incident/ })).toHaveCount(0);
    const first = page.getByRole("region", { name: "No logs yet" });
    const facts = page.locator("dl[aria-label=Data]");
    // Nothing is imported into Athena: CloudTrail delivers to the existing table.
    if (engine === "athena") {
      await expect(first).toHaveCount(0);
      await expect(facts).toContainText("Accounts111122223333Regionsus-east-1Daysnot known");
      return;
    }
    await expect(first).toContainText("npm run demo");
    await expect(first).toContainText("import DIR");
    await expect(facts).toHaveCount(0);
  });

  test("a playbook says that there are no logs, and remains usable", {
    tag: "@both",
  }, async ({ page, workbench, engine }) => {
    await page.goto("/");
    await isAwake(page);
    await page.getByRole("link", { name: questionOf("watchlist/root-usage") }).click();
    await workbench.shows("watchlist/root-usage");
    const state = workbench.answer.getByRole("heading", { level: 3 });
    // The first question takes its time, and a busy machine more.
    await expect(state).toHaveText(NOTHING[engine].state, { timeout: 120_000 });
    await expect(workbench.answer).toContainText(NOTHING[engine].reason);
    await expect(workbench.answer).not.toContainText("Root was not used");
    await expect(workbench.notices).toHaveCount(NOTHING[engine].notices);
    await workbench.goToStep("watchlist/iam-changes");
    await expect(state).toHaveText(NOTHING[engine].state);
  });
});
