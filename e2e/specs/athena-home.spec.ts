import { demoAccounts } from "@/lib/demo/world";
import { expect, test } from "../pages/test";
import { isAwake } from "../pages/workbench";

// Its server's data folder also contains the demo account's lake.
test("the home page shows Athena's source, and offers no incidents of a local lake", async ({
  page,
}) => {
  await page.goto("/");
  await isAwake(page);
  await expect(page.getByRole("banner")).toContainText("Athena · primary");
  const facts = page.locator("dl[aria-label=Data]");
  for (const account of Object.values(demoAccounts)) await expect(facts).toContainText(account);
  await expect(page.getByRole("link", { name: /The deploy key is used from abroad/ })).toHaveCount(
    0,
  );
  // Nothing is counted before a person has seen its price.
  const findings = page.getByRole("region", { name: "Findings" });
  await expect(findings).toContainText(/Not counted yet: .*\$/);
  await expect(findings.getByRole("button", { name: "Count" })).toBeVisible();
  await expect(findings.getByRole("link")).toHaveCount(0);
});
