import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../pages/test";
import { RULES_FOLDER } from "../rules-folder";

const ruleText = (number: number, title: string, detection: string): string => `title: ${title}
id: 00000000-0000-0000-0000-00000000000${number}
author: Ann Author <b>
level: high
logsource: { product: aws, service: cloudtrail }
detection: ${detection}
`;
/** Each some 100 kB of SQL, so that a statement holds two of them, and whose last call is the only one that occurs. */
const LONG = Array.from({ length: 3 }, (_, index) => {
  const never = Array.from({ length: 990 }, (_each, value) => `${"x".repeat(90)}${value}`);
  const calls = [...never, "DeleteFlowLogs"].join(", ");
  const detection = `{ a: { eventName: [${calls}] }, condition: a }`;
  return [`long${index}.yml`, ruleText(7 + index, `Long rule ${index}`, detection)] as const;
});
const FILES = {
  ...Object.fromEntries(LONG),
  "flow.yml": ruleText(
    1,
    "Flow logs deleted",
    "{ a: { eventName: DeleteFlowLogs }, condition: a }",
  ),
  "never.yml": ruleText(2, "A rule without hits", "{ a: { status: success }, condition: a }"),
  "broken.yml": "title: [",
};

test.beforeAll(() => {
  mkdirSync(RULES_FOLDER, { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(RULES_FOLDER, name), text);
});

test("the rules of a folder: what was read, what was refused, and their hits", async ({ page }) => {
  await page.goto("/rules?from=2026-03-20T00:00:00Z&to=2026-03-27T00:00:00Z");
  const rule = page.getByRole("article", { name: "Flow logs deleted" });
  await expect(rule).toContainText("eventName is “DeleteFlowLogs”");
  await expect(rule).toContainText("Rule by Ann Author <b>");
  const never = page.getByRole("article", { name: "A rule without hits" });
  await expect(never).toContainText("No event can match this rule.");
  await page.getByText("1 document refused").click();
  await expect(page.getByText("It is not valid YAML")).toBeVisible();

  await expect(page.getByRole("region", { name: "Hits" })).toContainText(/ · [23] queries/);
  await page.getByRole("button", { name: "Find hits" }).click();
  await expect(rule).toContainText("1 hit");
  await expect(never).toHaveCount(0);
  await expect(page.getByRole("article", { name: "Long rule 2" })).toContainText("1 hit");
  await expect(page.getByText("4 rules shown, 1 without hits")).toBeVisible();

  await rule.getByRole("button", { name: "Show the events" }).click();
  const events = page.getByRole("region", { name: "Events of Flow logs deleted" });
  await expect(events.getByRole("row")).toHaveCount(2);
  await events.getByRole("link").click();
  await expect(page).toHaveURL(/\/playbooks\/general-purpose\?.*event=/);
});

test("the link of an alert shows its rule alone, with its hits one click away", async ({
  page,
}) => {
  const id = "sigma:00000000-0000-0000-0000-000000000001";
  await page.goto(`/rules?from=2026-03-20T00:00:00Z&to=2026-03-27T00:00:00Z&rule=${id}`);
  const rules = page.getByRole("list", { name: "Rules" });
  await expect(rules.getByRole("article")).toHaveCount(1);
  await page.getByRole("button", { name: "Find hits" }).click();
  await expect(page.getByRole("article", { name: "Flow logs deleted" })).toContainText("1 hit");
});
