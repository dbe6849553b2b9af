import { KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { linkTo } from "../pages/links";
import { expect, test } from "../pages/test";

const FINDINGS = linkTo("watchlist/findings", { window: KEY_INCIDENT_WINDOW });

/** `High 5 findings of 3 rules` as its number of findings. */
const findingsIn = (text: string | null): number =>
  Number((/(\d+) findings?/.exec(text ?? "") ?? [])[1]);

test("findings are grouped, chosen by tactic, suppressed for a time and lead to their events", async ({
  page,
  workbench,
}) => {
  await workbench.open(FINDINGS);
  const high = workbench.answer.getByRole("region", { name: "High severity" });
  const medium = workbench.answer.getByRole("region", { name: "Medium severity" });
  await expect(high.getByRole("button", { name: /behind this finding/ }).first()).toBeVisible({
    timeout: 120_000,
  });
  // High ones are open, others folded.
  await expect(medium.getByRole("button", { expanded: true })).toHaveCount(0);
  const heading = high.getByRole("heading", { level: 3 });
  const before = findingsIn(await heading.textContent());

  // A tactic leaves its own findings.
  const tactics = workbench.answer.getByRole("region", { name: "ATT&CK tactics" });
  const persistence = tactics.getByRole("button", { name: /^Persistence: / });
  const inTactic = findingsIn(await persistence.getAttribute("aria-label"));
  await persistence.click();
  await expect(persistence).toHaveAttribute("aria-pressed", "true");
  const count = workbench.answer.getByRole("status").filter({ hasText: /^\d+ of \d+ findings$/ });
  await expect(count).toHaveText(new RegExp(`^${inTactic} of `));
  await workbench.button("Show all").click();
  await expect(heading).toContainText(`${before} finding`);

  // Suppressed findings are counted, with their reason, and come back.
  await high.getByRole("button", { name: "Suppress…" }).first().click();
  const form = page.getByRole("dialog", { name: /^Suppress this finding/ });
  await form.getByRole("textbox", { name: "Reason" }).fill("TICKET-7 confirmed by the owner");
  await form.getByRole("button", { name: "Suppress" }).click();
  await expect(workbench.button("Undo")).toBeFocused();
  await workbench.button("1 suppressed").click();
  const suppressed = workbench.answer.getByRole("list", { name: "Suppressed findings" });
  await expect(suppressed.getByText(/until .*: TICKET-7/)).toBeVisible();
  await workbench.button("Undo").click();
  await expect(suppressed).toBeHidden();
  await expect(heading).toContainText(`${before} finding`);

  // The events of one finding are as many as it says.
  const events = high.getByRole("button", { name: /behind this finding/ }).first();
  const total = Number(/^\d+/.exec((await events.textContent()) ?? "")?.[0]);
  await events.click();
  await workbench.shows("watchlist/finding-events");
  await expect(page).toHaveURL(/in\.rule=/);
  await workbench.hasRows(total);
  await expect(workbench.heading("Resource")).toBeVisible();
});
