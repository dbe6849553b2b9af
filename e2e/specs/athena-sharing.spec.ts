import { KEY_ATTACK_AGENT, KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { linkTo } from "../pages/links";
import { expect, QUESTION_ROWS, question, test } from "../pages/stage";
import { FULL } from "../pages/test";
import { Workbench } from "../pages/workbench";

test.describe("a server that is killed in the middle of a run", () => {
  test("joins the same execution after the restart, on the open page and from its link", async ({
    stage,
    workbench,
    anotherBrowser,
  }) => {
    const mark = "KilledMidway";
    stage.control.delays({ queryMs: 8_000 });
    await workbench.open(question(mark));
    await workbench.isRunning();
    expect(stage.executions(mark)).toMatchObject([{ state: "RUNNING", starts: 1 }]);

    await stage.kill();
    await expect(workbench.notices).toContainText("The server is not responding. Retrying…");
    await stage.start();
    // Even if the run cannot be found by its id at first, it is joined by its query.
    stage.control.faults({
      rate: 1,
      seed: 1,
      kinds: ["access-denied"],
      ops: ["BatchGetQueryExecution"],
      limit: 2,
    });
    const other = new Workbench(await anotherBrowser());
    await other.open(workbench.page.url());
    await Promise.all([workbench.hasRows(QUESTION_ROWS), other.hasRows(QUESTION_ROWS)]);
    await expect(workbench.notices).toBeHidden();
    expect(stage.executions(mark)).toMatchObject([{ state: "SUCCEEDED" }]);
  });
});

test("the steps of a playbook about one key share one scan, in every browser", async ({
  stage,
  workbench,
  anotherBrowser,
}) => {
  const window = { from: "2026-03-19T02:00:01Z", to: KEY_INCIDENT_WINDOW.to };
  const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
  const link = linkTo("access-key-exposure/all-key-usage", { window, inputs });
  await workbench.open(link);
  await workbench.hasRows(QUESTION_ROWS);
  await workbench.goToStep("access-key-exposure/user-agents");
  const count = workbench.row(KEY_ATTACK_AGENT).getByRole("gridcell", { name: "312", exact: true });
  await expect(count).toBeVisible();
  const other = new Workbench(await anotherBrowser());
  await other.open(link);
  await other.hasRows(QUESTION_ROWS);
  expect(stage.executions(window.from)).toMatchObject([{ state: "SUCCEEDED" }]);
});

test("two browsers that open one link at the same time share one execution", { tag: FULL }, async ({
  stage,
  workbench,
  anotherBrowser,
}) => {
  const mark = "BothAtOnce";
  stage.control.delays({ queryMs: 1_000 });
  const both = [workbench, new Workbench(await anotherBrowser())];
  await Promise.all(both.map((each) => each.open(question(mark))));
  await Promise.all(both.map((each) => each.hasRows(QUESTION_ROWS)));
  expect(stage.executions(mark)).toMatchObject([{ state: "SUCCEEDED", starts: 1 }]);
});

test("a shared link shows the result again and scans nothing, also after a restart", async ({
  stage,
  workbench,
  anotherBrowser,
}) => {
  const mark = "SharedLater";
  await workbench.open(question(mark));
  await workbench.hasRows(QUESTION_ROWS);
  const link = await workbench.link();
  const first = (await workbench.texts()).at(0);
  const scanned = () =>
    stage.control.executions().reduce((sum, { scannedBytes }) => sum + scannedBytes, 0);
  const before = { bytes: scanned(), executions: stage.control.executions().length };
  expect(before.bytes).toBeGreaterThan(0);
  const isShownAgain = async () => {
    const reader = new Workbench(await anotherBrowser());
    await reader.open(link);
    await reader.hasRows(QUESTION_ROWS);
    expect((await reader.texts()).at(0)).toEqual(first);
    expect({ bytes: scanned(), executions: stage.control.executions().length }).toEqual(before);
  };
  await isShownAgain();

  await workbench.page.close();
  await stage.kill();
  await stage.start();
  await isShownAgain();
});
