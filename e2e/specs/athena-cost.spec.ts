import { expect, QUESTION_ROWS, question, test } from "../pages/stage";
import { Workbench } from "../pages/workbench";

const statusOf = ({ answer }: Workbench) => answer.getByRole("status").filter({ hasText: "rows" });
const totalOf = ({ trail }: Workbench) => trail.getByRole("note");

test("a run tells what it cost, and an investigation adds each run up once", async ({
  stage,
  workbench,
  anotherBrowser,
}) => {
  const mark = "AddedUp";
  await workbench.open(question(mark));
  await workbench.hasRows(QUESTION_ROWS);
  await expect(statusOf(workbench)).toContainText(/· [\d.]+ MB scanned · ≈ \$0\.\d+$/);
  const [execution] = stage.executions(mark);
  expect(new URL(await workbench.link()).searchParams.get("run")).toBe(execution?.id);
  const link = workbench.page.url();
  const first = await totalOf(workbench).textContent();
  expect(first).toMatch(/^So far: [\d.]+ MB scanned · ≈ \$0\.\d+$/);

  await workbench.goToStep("access-key-exposure/user-agents");
  await workbench.row("aws-cli").waitFor();
  await expect(totalOf(workbench)).not.toHaveText(first ?? "");
  const both = (await totalOf(workbench).textContent()) ?? "";
  // What is there already adds nothing, and a reload forgets nothing.
  await workbench.goToStep("access-key-exposure/all-key-usage");
  await workbench.hasRows(QUESTION_ROWS);
  await expect(totalOf(workbench)).toHaveText(both);
  await workbench.page.reload();
  await workbench.hasRows(QUESTION_ROWS);
  await expect(totalOf(workbench)).toHaveText(both);

  const other = new Workbench(await anotherBrowser());
  await other.openRows(link);
  await expect(totalOf(other)).toHaveText("So far: Nothing scanned");
  await expect(statusOf(other)).toContainText("MB scanned");
  expect(stage.executions(mark)).toHaveLength(2);
});

test("a link names Athena's execution while it runs, and a stopped one tells its cost", async ({
  stage,
  workbench,
}) => {
  const mark = "NamedEarly";
  stage.control.delays({ queryMs: 8_000 });
  await workbench.open(question(mark));
  await workbench.isRunning();
  const [execution] = stage.executions(mark);
  await expect(workbench.page).toHaveURL(new RegExp(`[?&]run=${execution?.id}`));
  await workbench.button("Cancel").click();
  await expect(workbench.answer.getByText(/^Cancelled after .*(scanned|nothing)/)).toBeVisible();
});
