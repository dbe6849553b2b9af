import { INSTANCE_PRINCIPAL } from "@/lib/demo/incident-instance";
import { KEY_ATTACK_AGENT, KEY_ATTACK_IPS, KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { downloadJson } from "../pages/downloads";
import { day, linkTo } from "../pages/links";
import { ScopeBar } from "../pages/scope-bar";
import { expect, FULL, test } from "../pages/test";
import { goBackAndForth, showsAgain, visit } from "../pages/visits";
import { questionOf, Workbench } from "../pages/workbench";

const DAY = day(19);
const INSTANCE_HOUR = { from: "2026-03-12T21:30:00Z", to: "2026-03-12T22:30:00Z" };
const [FIRST_IP, SECOND_IP] = KEY_ATTACK_IPS;
const KEY = { accessKeyId: CI_DEPLOY.accessKeyId };

test("from the catalogue to the events of a leaked key's unusual tool, by clicks alone", async ({
  page,
  workbench,
}) => {
  const scope = new ScopeBar(page);
  await workbench.open("/");
  await page.getByRole("link", { name: questionOf("access-key-exposure/user-agents") }).click();
  await scope.input("Access key").fill(CI_DEPLOY.accessKeyId);
  await scope.run();
  await scope.setWindow(DAY);
  const count = workbench.row(KEY_ATTACK_AGENT).getByRole("gridcell", { name: "312", exact: true });
  await expect(count).toBeVisible();

  await workbench.follow(KEY_ATTACK_AGENT, "Events with it, this key");
  await workbench.shows("access-key-exposure/events-by-user-agent");
  await workbench.hasRows(312);
});

test("user agents fold into their tools, and the rarest comes first", async ({
  page,
  workbench,
}) => {
  await workbench.openRows(linkTo("access-key-exposure/user-agents", { window: DAY, inputs: KEY }));
  const counts = (await downloadJson(workbench)).map(({ total }) => Number(total));
  await workbench.button("Rarest first").click();
  await expect(page).toHaveURL(/[?&]sort=total/);
  const tool = workbench.rows().first();
  await expect(tool).toHaveAttribute("aria-expanded", "true");
  const [first, second] = await workbench.texts();
  expect(Number(second?.at(-1)?.replace(",", ""))).toBe(Math.min(...counts));

  await tool.getByRole("button").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(tool).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("Enter");
  await expect(tool).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowRight");
  await expect(workbench.rows().nth(1).getByRole("button")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(workbench.menu.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowLeft");
  await expect(tool.getByRole("button")).toBeFocused();
  await page.keyboard.press(" ");
  await workbench.menu.getByRole("menuitem", { name: "Events behind this row" }).click();
  await workbench.hasRows(Number(first?.at(-1)?.replace(",", "")));
  await expect(workbench.filters).toContainText("Tool is");
});

test("a key's unusual tool leads to its events by this key, and by anyone", { tag: FULL }, async ({
  workbench,
  anotherBrowser,
}) => {
  await workbench.openRows(linkTo("access-key-exposure/user-agents", { window: DAY, inputs: KEY }));
  await workbench.follow(KEY_ATTACK_AGENT, "Events with it, this key");
  const byKey = await visit(workbench, "access-key-exposure/events-by-user-agent", 312);

  await workbench.path.getByRole("button").first().click();
  await workbench.shows("access-key-exposure/user-agents");
  expect(await workbench.stops()).toHaveLength(1);

  await workbench.follow(KEY_ATTACK_AGENT, "Events with it, by anyone");
  const byAnyone = await visit(workbench, "access-key-exposure/events-by-user-agent", 335);
  expect(byAnyone.stops).not.toEqual(byKey.stops);
  const other = new Workbench(await anotherBrowser());
  await other.openRows(await workbench.link());
  await showsAgain(other, byAnyone);
});

test("a key's unusual address leads to its events by this key, and by anyone", async ({
  workbench,
  anotherBrowser,
}) => {
  await workbench.openRows(
    linkTo("access-key-exposure/source-ips", { window: KEY_INCIDENT_WINDOW, inputs: KEY }),
  );
  const addresses = await visit(workbench, "access-key-exposure/source-ips", 2);
  await workbench.follow(FIRST_IP, "Events from it, this key");
  const byKey = await visit(workbench, "access-key-exposure/events-by-source-ip", 197);
  await workbench.follow(KEY_ATTACK_AGENT, "Events with it, this key");
  const byTool = await visit(workbench, "access-key-exposure/events-by-user-agent", 312);
  await goBackAndForth(workbench, [addresses, byKey, byTool]);

  const other = new Workbench(await anotherBrowser());
  await other.openRows(await workbench.link());
  await showsAgain(other, byTool);
  await other.path.getByRole("button").first().click();
  await other.shows("access-key-exposure/source-ips");
  await other.follow(SECOND_IP, "Events from it, by anyone");
  await other.shows("access-key-exposure/events-by-source-ip");
  await other.hasRows(138);
});

test("the most denied instance leads to its 144 denied calls", async ({
  page,
  workbench,
  anotherBrowser,
}) => {
  await workbench.openRows(
    linkTo("ec2-instance-compromise/most-denied-instances", { window: INSTANCE_HOUR }),
  );
  await expect(workbench.row(INSTANCE_PRINCIPAL).getByRole("gridcell").last()).toHaveText("144");

  await workbench.follow(INSTANCE_PRINCIPAL, "What was it denied?");
  const denied = await visit(workbench, "ec2-instance-compromise/instance-denied-calls", 18);
  await expect(new ScopeBar(page).input("Instance")).toHaveValue("i-0a1b2c3d4e5f60718");
  const counts = await downloadJson(workbench);
  expect(counts.reduce((sum, { total }) => sum + Number(total), 0)).toBe(144);

  const other = new Workbench(await anotherBrowser());
  await other.openRows(await workbench.link());
  await showsAgain(other, denied);
});

test("the most denied principal leads to the actions it was denied", { tag: FULL }, async ({
  workbench,
  anotherBrowser,
}) => {
  await workbench.openRows(
    linkTo("general-purpose/most-denied-principals", { window: KEY_INCIDENT_WINDOW }),
  );
  await workbench.shows("general-purpose/most-denied-principals");
  await expect(workbench.row(CI_DEPLOY.id).getByRole("gridcell").last()).toHaveText("275");
  const principals = await workbench.texts();

  await workbench.follow(CI_DEPLOY.id, "What was it denied?");
  const actions = await visit(workbench, "general-purpose/denied-actions-of-principal", 41);
  expect(actions.first.slice(0, 2)).toEqual([
    ["GetBucketAcl", "16"],
    ["GetBucketPolicy", "16"],
  ]);
  const other = new Workbench(await anotherBrowser());
  await other.openRows(await workbench.link());
  await showsAgain(other, actions);

  await workbench.page.goBack();
  await workbench.shows("general-purpose/most-denied-principals");
  await expect.poll(() => workbench.texts()).toEqual(principals);
  await workbench.page.goForward();
  await showsAgain(workbench, actions);
});

test("a result that a link names is shown again without a new run", async ({
  workbench,
  anotherBrowser,
}) => {
  await workbench.openRows(
    linkTo("access-key-exposure/all-key-usage", { window: KEY_INCIDENT_WINDOW, inputs: KEY }),
  );
  const link = await workbench.link();
  const other = new Workbench(await anotherBrowser());
  await other.openRows(link);
  await other.hasRows(312);
  expect(await other.link()).toBe(link);
});
