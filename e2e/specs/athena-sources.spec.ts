import type { Page } from "@playwright/test";
import { expect, QUESTION_ROWS, question, test } from "../pages/stage";
import { isAwake } from "../pages/workbench";

const engineButton = (page: Page) => page.getByRole("button", { name: /^Athena · primary/ });
const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Sources" });

test("the user chooses a table, and the choice is part of the link", async ({
  page,
  stage,
  workbench,
}) => {
  const mark = "ChosenTable";
  await workbench.open(question(mark));
  await workbench.hasRows(QUESTION_ROWS);
  await engineButton(page).click();
  const dialog = dialogOf(page);
  await expect(dialog.getByRole("listitem").filter({ hasText: "In use" })).toContainText(
    "cloudtrail_projection_org",
  );
  await expect(dialog).toContainText("CloudTrail Partitioner, a table per account");
  await expect(dialog).toContainText(/cloudtrail_flat It is not partitioned/);
  await dialog.getByRole("button", { name: "Use cloudtrail_partitioner" }).click();
  await expect(dialog).toBeHidden();
  await workbench.hasRows(QUESTION_ROWS);
  await expect(engineButton(page)).toContainText("cloudtrail_partitioner");
  const asked = stage.executions("cloudtrail_partitioner_111122223333");
  expect(asked).toMatchObject([{ state: "SUCCEEDED" }]);

  // It is kept from step to step, over a reload, on the home page and after it.
  await workbench.goToStep("general-purpose/common-errors");
  await page.reload();
  await expect(page).toHaveURL(/source=cloudtrail_partitioner/);
  const window = new URL(page.url()).searchParams.get("from");
  await page.getByRole("link", { name: "Trailbook" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What happened?");
  await isAwake(page);
  await expect(engineButton(page)).toContainText("cloudtrail_partitioner");
  await page.getByRole("link", { name: "Which calls are made most?" }).click();
  await expect(page).toHaveURL(/source=cloudtrail_partitioner/);
  expect(new URL(page.url()).searchParams.get("from")).toBe(window);

  // A link that names no source uses the configured one.
  await workbench.open(question(mark));
  await expect(engineButton(page)).toContainText("cloudtrail_projection_org");
});

test("a link to a missing table asks the user to choose another", async ({
  page,
  stage,
  workbench,
}) => {
  await workbench.open(`${question("LostTable")}&source=cloudtrail_gone`);
  await expect(workbench.answer).toContainText("no usable table “cloudtrail_gone”");
  expect(stage.executions("cloudtrail_gone")).toEqual([]);
  await workbench.button("Use cloudtrail_bootstrap").click();
  await workbench.hasRows(QUESTION_ROWS);
  await expect(page).toHaveURL(/source=cloudtrail_bootstrap/);
});

test("a table of one account and region says what it does not cover, and scans nothing for it", async ({
  page,
  stage,
  workbench,
}) => {
  const elsewhere = `${question("OtherRegion")}&source=cloudtrail_projection&region=sa-east-1`;
  await workbench.open(elsewhere);
  await expect(workbench.answer.getByRole("heading", { level: 3 })).toHaveText("Not in this table");
  await expect(workbench.answer).toContainText("The region sa-east-1 is not in this table");
  await expect(workbench.answer).not.toContainText("No events");
  expect(stage.executions("OtherRegion")).toEqual([]);
  await engineButton(page).click();
  const current = dialogOf(page).getByRole("listitem").filter({ hasText: "In use" });
  await expect(current).toContainText("Logs of other accounts and regions are not in this table.");
  await expect(current).toContainText(/Accounts\s*\d{12}/);
  await expect(current).toContainText(/Regions\s*[a-z]{2}-/);
});
