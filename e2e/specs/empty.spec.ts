import { CI_DEPLOY } from "@/lib/demo/people";
import { findStep } from "@/queries/index";
import { day, linkTo } from "../pages/links";
import { expect, FULL, test } from "../pages/test";

const USAGE = "access-key-exposure/all-key-usage";
const sentence = findStep(USAGE)?.step.empty ?? "";
const outside = { from: "2026-04-10T00:00:00Z", to: "2026-04-12T00:00:00Z" };

/** Athena finds events by delivery, and so also reads partitions of the next day. */
const PARTITIONS = { duckdb: 12, athena: 19 };

test("no events among logs that were read: the step says what that means", async ({
  engine,
  workbench,
}) => {
  const inputs = { accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
  await workbench.open(linkTo(USAGE, { window: day(19), inputs }));
  await expect(workbench.answer.getByRole("heading", { level: 3 })).toHaveText("No events");
  await expect(workbench.answer).toContainText(sentence);
  await expect(workbench.answer).toContainText(
    `${PARTITIONS[engine]} partitions with logs were read.`,
  );
});

test("no logs: the page says that nothing is known, and for which days", async ({ workbench }) => {
  const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
  await workbench.open(linkTo(USAGE, { window: outside, inputs }));
  await expect(workbench.answer.getByRole("heading", { level: 3 })).toHaveText("No data");
  await expect(workbench.answer).not.toContainText(sentence);
  await expect(workbench.answer).toContainText("Days without logs: 10 Apr 2026, 11 Apr 2026.");
});

test("logs for only a part of the window: the days without logs are named", {
  tag: FULL,
}, async ({ workbench }) => {
  const inputs = { accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
  const window = { from: "2026-03-30T00:00:00Z", to: "2026-04-01T00:00:00Z" };
  await workbench.open(linkTo(USAGE, { window, inputs }));
  await expect(workbench.answer.getByRole("heading", { level: 3 })).toHaveText("No events");
  await expect(workbench.answer).toContainText("no logs at all for 31 Mar 2026");
});

test("filters that may be hiding events are counted and can be removed", async ({ workbench }) => {
  const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
  const window = { from: "2026-03-19T02:00:00Z", to: "2026-03-19T03:30:00Z" };
  const filters = ["eventname:is:NoSuchCall", "awsregion:is:us-east-1"];
  await workbench.open(linkTo(USAGE, { window, inputs, filters }));
  await expect(workbench.answer).toContainText("2 filters may be hiding events.");
  await workbench.button("Remove 2 filters").click();
  await workbench.hasRows(312);
});

test("an empty answer offers all logs, if they are counted", {
  tag: FULL,
}, async ({ engine, workbench }) => {
  const inputs = { sourceIp: "185.220.101.4" };
  const link = linkTo("access-key-exposure/events-by-source-ip", { window: day(3), inputs });
  await workbench.open(link);
  await expect(workbench.answer.getByRole("heading", { level: 3 })).toHaveText("No events");
  const all = workbench.button("All 30 days of logs");
  // A trail keeps growing, and reading all of it would cost money.
  if (engine === "athena") return expect(all).toBeHidden();
  await all.click();
  await workbench.hasRows(197);
  await expect(workbench.page).toHaveURL(/from=2026-03-01T00:00:00Z&to=2026-03-31T00:00:00Z/);
});

test("the time range can be widened from an empty answer, in sensible steps", {
  tag: FULL,
}, async ({ page, workbench }) => {
  const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
  const window = { from: "2026-03-19T00:00:00Z", to: "2026-03-19T01:00:00Z" };
  await workbench.open(
    linkTo("access-key-exposure/events-by-source-ip", {
      window,
      inputs: { ...inputs, sourceIp: "89.38.97.12" },
    }),
  );
  const steps = workbench.answer.getByRole("group", { name: "Widen the time range" });
  await expect(steps.getByRole("button").first()).toHaveText("1 h before and after");
  await expect(steps.getByRole("button", { name: "7 days" })).toBeVisible();
  await steps.getByRole("button", { name: "Whole day" }).click();
  await expect(page).toHaveURL(/from=2026-03-19T00:00:00Z&to=2026-03-20T00:00:00Z/);
  await workbench.hasRows(115);
});
