import { CI_DEPLOY } from "@/lib/demo/people";
import { day, linkTo } from "../pages/links";
import { ScopeBar } from "../pages/scope-bar";
import { expect, type Stage, test } from "../pages/stage";
import { Workbench } from "../pages/workbench";

const lineOf = ({ answer }: Workbench) => answer.getByRole("status").filter({ hasText: "rows" });
const totalOf = ({ trail }: Workbench) => trail.getByRole("note");

/** A question about nobody in particular, so that no events fetched for another test answer it. */
const unheld = (mark: string): string =>
  linkTo("general-purpose/search", { window: day(16), filters: [`eventname:not:${mark}`] });

/** The run that the link names, as Athena knows it. */
const executionOf = async (workbench: Workbench, { control }: Stage) => {
  const run = new URL(await workbench.link()).searchParams.get("run") ?? "";
  return control.executions().find(({ id }) => run.startsWith(id));
};

test("a run tells what it cost, and an investigation adds each run up once", async ({
  stage,
  workbench,
  anotherBrowser,
}) => {
  const { page } = workbench;
  await workbench.openRows(unheld("AddedUp"));
  await expect(lineOf(workbench)).toContainText(/· [\d.]+ [MG]B scanned · ≈ \$0\.\d+$/);
  expect(await executionOf(workbench, stage)).toMatchObject({ state: "SUCCEEDED" });
  const link = page.url();
  await expect(totalOf(workbench)).toHaveText(/^So far: [\d.]+ [MG]B scanned · ≈ \$0\.\d+$/);
  const first = (await totalOf(workbench).textContent()) ?? "";

  await new ScopeBar(page).setWindow(day(18));
  await expect(totalOf(workbench)).not.toHaveText(first);
  const both = (await totalOf(workbench).textContent()) ?? "";
  const { length } = stage.control.executions();
  // What is there already adds nothing, and a reload forgets nothing.
  await page.reload();
  await workbench.isAnswered();
  await expect(totalOf(workbench)).toHaveText(both);
  await workbench.openRows(link);
  await expect(totalOf(workbench)).toHaveText(both);

  const other = new Workbench(await anotherBrowser());
  await other.openRows(link);
  await expect(totalOf(other)).toHaveText("So far: Nothing scanned");
  await expect(lineOf(other)).toContainText("scanned");
  expect(stage.control.executions()).toHaveLength(length);
});

test("the steps about one key cost one scan", async ({ workbench }) => {
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

test("a link names Athena's execution while it runs, and a stopped one tells its cost", async ({
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
