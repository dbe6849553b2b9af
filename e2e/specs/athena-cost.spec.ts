import { day, linkTo } from "../pages/links";
import { expect, QUESTION_ROWS, question, test } from "../pages/stage";
import { Workbench } from "../pages/workbench";

const lineOf = ({ answer }: Workbench) => answer.getByRole("status").filter({ hasText: "rows" });
const totalOf = ({ trail }: Workbench) => trail.getByRole("note");

/** A question about the whole account, so that each step is a scan of its own. */
const dear = (mark: string): string =>
  linkTo("general-purpose/common-actions", { window: day(19), filters: [`eventname:not:${mark}`] });

test("a run tells what it cost, and an investigation adds each run up once", async ({
  stage,
  workbench,
  anotherBrowser,
}) => {
  const mark = "AddedUp";
  await workbench.openRows(dear(mark));
  await expect(lineOf(workbench)).toContainText(/· [\d.]+ [MG]B scanned · ≈ \$0\.\d+$/);
  const [execution] = stage.executions(mark);
  const link = await workbench.link();
  expect(new URL(link).searchParams.get("run")).toBe(execution?.id);
  await expect(totalOf(workbench)).toHaveText(/^So far: [\d.]+ [MG]B scanned · ≈ \$0\.\d+$/);
  const first = (await totalOf(workbench).textContent()) ?? "";

  await workbench.goToStep("general-purpose/common-errors");
  await expect(totalOf(workbench)).not.toHaveText(first);
  const both = (await totalOf(workbench).textContent()) ?? "";
  // What is there already adds nothing, and a reload forgets nothing.
  await workbench.goToStep("general-purpose/common-actions");
  await workbench.link();
  await workbench.page.reload();
  await expect(lineOf(workbench)).toContainText("scanned");
  await expect(totalOf(workbench)).toHaveText(both);

  const other = new Workbench(await anotherBrowser());
  await other.openRows(link);
  await expect(totalOf(other)).toHaveText("So far: Nothing scanned");
  await expect(lineOf(other)).toContainText("scanned");
  expect(stage.executions(mark)).toHaveLength(2);
});

test("the steps about one key cost one scan", async ({ workbench }) => {
  await workbench.open(question("OneScan"));
  await workbench.hasRows(QUESTION_ROWS);
  const total = (await totalOf(workbench).textContent()) ?? "";
  await workbench.goToStep("access-key-exposure/source-ips");
  await expect(lineOf(workbench)).toContainText("from this investigation, 0 bytes");
  await expect(totalOf(workbench)).toHaveText(total);
});

test("a link names Athena's execution while it runs, and a stopped one tells its cost", async ({
  stage,
  workbench,
}) => {
  const mark = "NamedEarly";
  stage.control.delays({ queryMs: 8_000 });
  await workbench.open(dear(mark));
  await workbench.isRunning();
  const [execution] = stage.executions(mark);
  await expect(workbench.page).toHaveURL(new RegExp(`[?&]run=${execution?.id}`));
  await workbench.button("Cancel").click();
  await expect(workbench.answer.getByText(/^Cancelled after .*(scanned|nothing)/)).toBeVisible();
});
