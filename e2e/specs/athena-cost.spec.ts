import { CI_DEPLOY } from "@/lib/demo/people";
import { S3_LIST } from "../athena-server/faults";
import { day, linkTo } from "../pages/links";
import { farthestMove } from "../pages/moves";
import { ScopeBar } from "../pages/scope-bar";
import { expect, type Stage, test } from "../pages/stage";
import { FULL } from "../pages/test";
import { Workbench } from "../pages/workbench";

const lineOf = ({ answer }: Workbench) => answer.getByRole("status").filter({ hasText: "rows" });
const totalOf = ({ path }: Workbench) => path.getByRole("note");

/** A question about no entity, so that no cached slice answers it. */
const unheld = (mark: string): string =>
  linkTo("general-purpose/search", { window: day(16), filters: [`eventname:not:${mark}`] });

/** The run that the link names, as Athena knows it. */
async function executionOf(workbench: Workbench, { control }: Stage) {
  const run = new URL(await workbench.link()).searchParams.get("run") ?? "";
  return control.executions().find(({ id }) => run.startsWith(id));
}

test("a run shows its cost, and an investigation counts each run once", async ({
  stage,
  workbench,
  anotherBrowser,
}) => {
  const { page } = workbench;
  await workbench.openRows(unheld("AddedUp"));
  await expect(lineOf(workbench)).toContainText(/· [\d.]+ [MG]B scanned · ≈ \$0\.\d+ ·/);
  expect(await executionOf(workbench, stage)).toMatchObject({ state: "SUCCEEDED" });
  const link = await workbench.link();
  await expect(totalOf(workbench)).toHaveText(/^So far: [\d.]+ [MG]B scanned · ≈ \$0\.\d+$/);
  const first = (await totalOf(workbench).textContent()) ?? "";

  await new ScopeBar(page).setWindow(day(18));
  await expect(totalOf(workbench)).not.toHaveText(first);
  const both = (await totalOf(workbench).textContent()) ?? "";
  const { length } = stage.control.executions();
  // A joined run adds nothing, and a reload keeps the total.
  await page.reload();
  await workbench.isAnswered();
  await expect(totalOf(workbench)).toHaveText(both);
  await workbench.openRows(link);
  await expect(totalOf(workbench)).toHaveText(both);

  const other = new Workbench(await anotherBrowser());
  await other.openRows(link);
  // The link names the run: opening it shows the investigation's cost, and adds nothing.
  await expect(totalOf(other)).toHaveText(first);
  await expect(lineOf(other)).toContainText("scanned");
  expect(stage.control.executions()).toHaveLength(length);
});

test("a run's cost is shown in full on a narrow page next to an open record", {
  tag: FULL,
}, async ({ workbench }) => {
  await workbench.page.setViewportSize({ width: 1024, height: 720 });
  await workbench.openRows(unheld("Narrow"));
  await workbench.timeOf(workbench.rows().first()).click();
  await expect(workbench.record.getByRole("tab", { name: "Text" })).toBeVisible();
  const line = lineOf(workbench);
  await expect(line).toContainText("partitions");
  const hidden = await line.evaluate((text) => text.scrollWidth - text.clientWidth);
  expect(hidden).toBe(0);
});

test("the steps about one key cost one scan", { tag: FULL }, async ({ workbench }) => {
  const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
  await workbench.openRows(
    linkTo("access-key-exposure/all-key-usage", { window: day(17), inputs }),
  );
  await expect(totalOf(workbench)).toContainText("scanned ·");
  const total = (await totalOf(workbench).textContent()) ?? "";
  await workbench.goToStep("access-key-exposure/source-ips");
  await expect(lineOf(workbench)).toContainText("from this investigation, 0 bytes");
  await expect(totalOf(workbench)).toHaveText(total);
});

test("activity over all logs shows its price, and is counted only on request", async ({
  stage,
  workbench,
}) => {
  const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
  const [accounts, regions] = [[CI_DEPLOY.account.id], ["us-east-1"]];
  const place = { window: day(21), inputs, accounts, regions };
  await workbench.open(linkTo("access-key-exposure/all-key-usage", place));
  await workbench.isAnswered();
  await expect(workbench.activity).toContainText("Only 1 day searched");
  await expect(workbench.activity).toContainText(/logs before \d+ [A-Z][a-z]+ 20\d\d not counted/);
  await expect(workbench.activity).toContainText(
    /Activity over \d+ days: [\d.]+ [MG]B · ≈ \$0\.\d+ · \d+ partitions/,
  );
  const ofDays = () => stage.executions("as eventday");
  expect(ofDays()).toHaveLength(0);
  await workbench.page.reload();
  await workbench.isAnswered();
  await expect(workbench.activity).toContainText(/≈ \$0\.\d+/);
  expect(ofDays()).toHaveLength(0);

  await workbench.activity.getByRole("button", { name: "Count events per day" }).click();
  await expect(workbench.activity).toContainText(/[\d,]+ on other days/);
  expect(ofDays()).toHaveLength(1);
  // A cached count costs nothing to show.
  await workbench.page.reload();
  await expect(workbench.activity).toContainText(/[\d,]+ on other days/);
  expect(ofDays()).toHaveLength(1);
});

test("a link names Athena's execution while it runs, and a cancelled one shows its cost", async ({
  stage,
  workbench,
}) => {
  stage.control.delays({ queryMs: 8_000 });
  await workbench.open(unheld("NamedEarly"));
  await workbench.isRunning();
  expect(await executionOf(workbench, stage)).toMatchObject({ state: "RUNNING" });
  await workbench.button("Cancel").click();
  await expect(workbench.answer.getByText(/^Cancelled after .*(scanned|nothing)/)).toBeVisible();
});

test("the scan estimate is shown before a run, and matches what it scans", async ({
  workbench,
}) => {
  await workbench.openRows(unheld("EstimatedBefore"));
  const size = String.raw`(\d[\d.,]* [MG]B)`;
  await expect(workbench.path).toContainText(
    new RegExp(`≈ ${size} · ≈ \\$0\\.\\d+ · \\d+ files, \\d+ partitions`),
  );
  const line = (await lineOf(workbench).textContent()) ?? "";
  const [, scanned, estimated] =
    new RegExp(`${size} scanned .* estimated ${size} ·`).exec(line) ?? [];
  expect(scanned).toBeDefined();
  expect(estimated).toBe(scanned);
});

/** Every page lists the cost of longer time ranges, and so days of other tests. */
async function forgetSizes(stage: Stage, { page }: Workbench): Promise<void> {
  await page.goto("about:blank");
  await stage.end();
  await stage.start();
}

test("a run waits for its estimate, unless the user starts it", async ({ stage, workbench }) => {
  await forgetSizes(stage, workbench);
  stage.control.delays({ listMs: 2_000 });
  await workbench.open(linkTo("general-purpose/common-errors", { window: day(23) }));
  const waiting = workbench.answer.getByRole("heading", { name: /^Estimating scan size$/ });
  await expect(waiting).toBeVisible();
  expect(stage.executions("2026-03-23T")).toHaveLength(0);
  await workbench.isAnswered();
  expect(stage.executions("2026-03-23T")).not.toHaveLength(0);
  await expect(lineOf(workbench)).toContainText("estimated");

  await forgetSizes(stage, workbench);
  stage.control.delays({ listMs: 4_000 });
  await workbench.open(linkTo("general-purpose/common-errors", { window: day(26) }));
  await expect(waiting).toBeVisible();
  await workbench.button("Run without waiting").click();
  await workbench.isAnswered();
  // The page shows the size when it is known, without another request by the user.
  await expect(lineOf(workbench)).toContainText("estimated", { timeout: 120_000 });
});

test("an answer without rows waits for its estimate, and names the days without logs", async ({
  stage,
  workbench,
}) => {
  await forgetSizes(stage, workbench);
  stage.control.delays({ listMs: 1_500 });
  const window = { from: "2026-03-30T00:00:00Z", to: "2026-04-03T00:00:00Z" };
  const inputs = { accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
  await workbench.open(linkTo("access-key-exposure/all-key-usage", { window, inputs }));
  await workbench.button("Run without waiting").click();
  await workbench.isAnswered();
  await expect(workbench.answer.getByRole("heading", { level: 3 })).toHaveText("No events");
  await expect(workbench.answer).toContainText(
    "But there are no logs at all for 31 Mar 2026, 1 Apr 2026, 2 Apr 2026:",
    { timeout: 120_000 },
  );
});

test.describe("without the permission to list", () => {
  // The app remembers for a while what it listed, and that the bucket denied it.
  test.beforeEach(async ({ stage }) => {
    await stage.end();
    await stage.start();
  });
  test.afterEach(async ({ page, stage }) => {
    await page.close();
    await stage.end();
  });

  test("a run says that its size is unknown, and which permission is missing", async ({
    stage,
    workbench,
  }) => {
    stage.control.faults({ rate: 1, kinds: ["access-denied"], seed: 1, ops: [S3_LIST] });
    await workbench.openRows(
      linkTo("general-purpose/search", { window: day(12), filters: ["eventname:not:Unlisted"] }),
    );
    await expect(workbench.path).toContainText(
      "is not allowed to list the bucket acme-org-cloudtrail-logs: an administrator must grant it s3:ListBucket",
    );
    await expect(lineOf(workbench)).toContainText("scanned");
  });
});

test.describe("a server on which every run is over the limit", () => {
  test.beforeEach(async ({ stage }) => {
    await stage.end();
    await stage.start({ TRAILBOOK_ASK_ABOVE_BYTES: "1000" });
  });
  test.afterEach(async ({ page, stage }) => {
    // A page that still loads when its server ends would log an error.
    await page.close();
    await stage.end();
  });

  test("needs confirmation, also for a pivot; a link never starts a run", async ({
    stage,
    workbench,
    anotherBrowser,
  }) => {
    const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
    const { length } = stage.control.executions();
    await workbench.open(linkTo("access-key-exposure/source-ips", { window: day(19), inputs }));
    const question = workbench.answer.getByRole("heading", {
      name: /^This query would scan \d+ MB$/,
    });
    await expect(question).toBeVisible();
    await expect(workbench.answer).toContainText(/\d+ files, \d+ partitions\. ≈ \$0\.\d+\./);
    await workbench.page.reload();
    await expect(question).toBeVisible();
    expect(stage.control.executions()).toHaveLength(length);

    await workbench.button("Run anyway").click();
    await workbench.isAnswered();
    expect(stage.control.executions()).toHaveLength(length + 1);
    // A cached result costs nothing to show.
    const other = new Workbench(await anotherBrowser());
    await other.openRows(await workbench.link());

    await workbench.cell("185.220.101.4").click();
    const entry = workbench.menu.getByRole("menuitem", { name: "Events from it, by anyone" });
    await expect(entry).toContainText(/\d+ MB · ≈ \$0\.\d+ · \d+ partitions/);
    await expect(workbench.menu.getByRole("menuitem", { name: "0 bytes" })).not.toHaveCount(0);
    await entry.press("Enter");
    await workbench.shows("access-key-exposure/events-by-source-ip");
    await expect(question).toBeVisible();
    expect(stage.control.executions()).toHaveLength(length + 1);
  });
});

test("the answer does not move when the prices arrive", async ({ workbench }) => {
  const { page, activity } = workbench;
  for (const width of [1024, 1280, 1440]) {
    await page.setViewportSize({ width, height: 720 });
    const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
    await workbench.openRows(linkTo("access-key-exposure/source-ips", { window: day(18), inputs }));
    await expect(activity.getByRole("button", { name: "Count events per day" })).toBeVisible();
    await expect(activity.getByText("estimating scan size")).toHaveCount(0);
    // The price of the comparison comes below the summary's lines, in a place of fixed height.
    expect(await farthestMove(page, "[aria-label=Summary]"), `at ${width} px`).toBeLessThan(4);
  }
});

test("records that are only skipped over cost nothing", { tag: FULL }, async ({
  stage,
  workbench,
}) => {
  const { page } = workbench;
  await workbench.openRows(unheld("PassedBy"));
  const { length } = stage.control.executions();
  await workbench.timeOf(workbench.rows().nth(0)).click();
  await expect(workbench.record.getByRole("tab", { name: "Text" })).toBeVisible();
  await page.evaluate(() => {
    for (let presses = 0; presses < 8; presses += 1)
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "]", bubbles: true }));
  });
  await expect(workbench.record).toContainText("9 of");
  await expect(workbench.record.getByRole("tab", { name: "Text" })).toBeVisible();
  await expect(workbench.record).toContainText("scanned");
  expect(stage.control.executions().length - length).toBeLessThanOrEqual(2);
});
