import type { Page } from "@playwright/test";
import { day, linkTo } from "../pages/links";
import { expect, QUESTION_ROWS, question, type Stage, test } from "../pages/stage";
import { FULL } from "../pages/test";
import { isAwake, Workbench } from "../pages/workbench";

const FOR_LONG = { queryMs: 120_000 };
/** A busy machine is slow, not wrong. */
const SOON = { timeout: 120_000 };

/** Closes a tab as a user does, and returns the time until its query ended, milliseconds. */
async function closeTab(page: Page, stage: Stage, mark: string): Promise<number> {
  const closedMs = Date.now();
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => stage.executions(mark), SOON).toMatchObject([{ state: "CANCELLED" }]);
  const endedMs = stage.executions(mark)[0]?.history.at(-1)?.atMs ?? Number.NaN;
  return endedMs - closedMs;
}

test("a closed tab cancels its query in Athena", async ({ stage, workbench }) => {
  const mark = "ClosedTab";
  stage.control.delays(FOR_LONG);
  await workbench.open(question(mark));
  await workbench.isRunning();
  const tookMs = await closeTab(workbench.page, stage, mark);
  console.log(`The query ended ${tookMs} ms after its tab was closed`);
});

test("a tab that is closed before its query has started cancels it too", { tag: FULL }, async ({
  stage,
  page,
}) => {
  const mark = "ClosedAtOnce";
  stage.control.delays(FOR_LONG);
  stage.control.faults({
    rate: 1,
    kinds: ["delay"],
    seed: 3,
    ops: ["StartQueryExecution"],
    delayMs: 2_000,
  });
  const asked = page.waitForRequest((request) => request.method() === "POST");
  await page.goto(question(mark));
  await isAwake(page);
  await asked;
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => stage.executions(mark), SOON).toMatchObject([{ state: "CANCELLED" }]);
});

test("a query with two subscribers continues when one leaves, and is cancelled with the other", {
  tag: FULL,
}, async ({ stage, workbench, anotherBrowser }) => {
  const mark = "TwoWait";
  stage.control.delays(FOR_LONG);
  const other = new Workbench(await anotherBrowser());
  for (const each of [workbench, other]) {
    await each.open(question(mark));
    await each.isRunning();
  }
  await workbench.page.close({ runBeforeUnload: true });
  await other.isRunning();
  await closeTab(other.page, stage, mark);
});

test.describe("a server that is stopped", () => {
  test("cancels its queries first", async ({ stage, workbench }) => {
    const mark = "ServerEnds";
    stage.control.delays(FOR_LONG);
    await workbench.open(question(mark));
    await workbench.isRunning();
    await stage.end();
    await expect.poll(() => stage.executions(mark), SOON).toMatchObject([{ state: "CANCELLED" }]);
  });
});

test("a cancelled query shows its cost, and can be run again", async ({ stage, workbench }) => {
  const mark = "ByButton";
  stage.control.delays({ queryMs: 10_000 });
  await workbench.open(question(mark));
  await workbench.isRunning();
  await expect.poll(() => stage.executions(mark)[0]?.scannedBytes, SOON).toBeGreaterThan(0);
  await workbench.button("Cancel").click();
  await expect(workbench.answer.getByRole("heading", { level: 3 })).toHaveText("Cancelled", SOON);
  const line = workbench.answer.getByRole("status").filter({ hasText: /^Cancelled after/ });
  await expect(line).toHaveText(
    /^Cancelled after [\d.]+ m?s · [\d.]+ [kM]B scanned · (≈ |<)\$0\.0\d+$/,
  );
  expect(stage.executions(mark)).toMatchObject([{ state: "CANCELLED" }]);

  stage.control.delays({ queryMs: 50 });
  await workbench.button("Run again").first().click();
  await workbench.hasRows(QUESTION_ROWS);
  expect(stage.executions(mark)).toMatchObject([{ state: "CANCELLED" }, { state: "SUCCEEDED" }]);
});

test("a record that is closed while it loads cancels its query, and can be opened again", async ({
  stage,
  workbench,
}) => {
  // A day without a cached slice.
  await workbench.openRows(linkTo("general-purpose/search", { window: day(10) }));
  stage.control.delays(FOR_LONG);
  const row = workbench.timeOf(workbench.rows().first());
  await row.click();
  await expect(workbench.page).toHaveURL(/[?&]event=/);
  const eventId = new URL(workbench.page.url()).searchParams.get("event") ?? "";
  const lookup = `eventid = '${eventId}'`;
  await expect.poll(() => stage.executions(lookup), SOON).toMatchObject([{ state: "RUNNING" }]);
  await workbench.page.keyboard.press("Escape");
  await expect.poll(() => stage.executions(lookup), SOON).toMatchObject([{ state: "CANCELLED" }]);

  stage.control.delays({ queryMs: 50 });
  await row.click();
  await expect(workbench.record.getByRole("treeitem", { name: /^eventID/ })).toContainText(
    eventId,
    SOON,
  );
});

test("without a free slot, a query shows its position in the queue, and moves up", async ({
  stage,
  workbench,
  anotherBrowser,
}) => {
  stage.control.limits({ concurrentDml: 0 });
  const second = new Workbench(await anotherBrowser());
  const place = ({ answer }: Workbench, nth: string) =>
    expect(answer.getByRole("status").filter({ hasText: "Queued" })).toHaveText(
      `Queued, waiting for a free Athena slot (${nth})`,
      SOON,
    );
  await workbench.open(question("FirstInLine"));
  await place(workbench, "1st");
  await second.open(question("SecondInLine"));
  await place(second, "2nd");
  await workbench.button("Cancel").click();
  await place(second, "1st");
  stage.control.limits({ concurrentDml: 20 });
  await second.hasRows(QUESTION_ROWS);
  expect(stage.executions("FirstInLine")).toEqual([]);
});
