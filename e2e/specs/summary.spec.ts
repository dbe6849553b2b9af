import { KEY_ATTACK_IPS } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { expect, test } from "../pages/test";

const ANSWERED = { timeout: 120_000 };

test("a leaked key pasted at home is answered with its new addresses and system, without a click", async ({
  page,
  workbench,
}) => {
  await workbench.open("/");
  await page.getByRole("combobox").first().fill(CI_DEPLOY.accessKeyId);
  await page.keyboard.press("Enter");
  const { summary } = workbench;
  await expect(summary).toContainText(`This key belongs to IAM user ${CI_DEPLOY.name}`, ANSWERED);
  for (const address of KEY_ATTACK_IPS) await expect(summary).toContainText(address);
  await expect(summary).toContainText("Kali Linux");

  // Each phrase leads to its rows, and the way back is in the path.
  await summary.getByRole("button", { name: KEY_ATTACK_IPS[0], exact: true }).click();
  await workbench.shows("access-key-exposure/all-key-usage");
  await workbench.hasRows(197);
  await expect(summary).toContainText("Kali Linux");
  expect(await workbench.stops()).toHaveLength(2);
});
