import { KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { linkTo } from "../pages/links";
import { expect, test } from "../pages/test";

const FINDINGS = linkTo("watchlist/findings", { window: KEY_INCIDENT_WINDOW });

test("what two accounts logged is one finding, of the caller that its own account names", async ({
  workbench,
}) => {
  const window = { from: "2026-03-23T19:00:00Z", to: "2026-03-23T19:02:00Z" };
  await workbench.open(linkTo("watchlist/findings", { window }));
  const high = workbench.answer.getByRole("region", { name: "High severity" });
  await expect(high).toContainText("ops-jump/jw-laptop", { timeout: 120_000 });
  await expect(high).toContainText("and 1 more");
  await expect(high).not.toContainText("account:");
});

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
  const totals = workbench.answer.getByText(/ findings? from .*, \d+ actors?/);
  const all = findingsIn(await totals.textContent());

  // A tactic leaves its own findings.
  const tactics = workbench.answer.getByRole("region", { name: "ATT&CK tactics" });
  const persistence = tactics.getByRole("button", { name: /^Persistence: / });
  const inTactic = findingsIn(await persistence.getAttribute("aria-label"));
  await persistence.click();
  await expect(persistence).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/facet=tactic:TA0003/);
  const count = workbench.answer.getByRole("status").filter({ hasText: / with these values$/ });
  await expect(count).toHaveText(new RegExp(`^${inTactic} findings? with these values$`));
  await expect(totals).toContainText(
    new RegExp(`^${all} findings from .* ${all - inTactic} filtered out`),
  );
  await page.goBack();
  await expect(persistence).toHaveAttribute("aria-pressed", "false");
  await page.goForward();
  await expect(persistence).toHaveAttribute("aria-pressed", "true");
  // A chip leaves the findings of its rule; Escape shows all again, from anywhere.
  const chip = tactics.getByRole("button", { name: /: \d+ findings?, high$/ }).first();
  const ofRule = findingsIn(await chip.getAttribute("aria-label"));
  await chip.click();
  await expect(page).toHaveURL(/facet=rule:/);
  await expect(count).toHaveText(new RegExp(`^${ofRule} findings? with `));
  await workbench.answer.getByRole("heading", { level: 2 }).press("Escape");
  await expect(heading).toContainText(`${before} finding`);

  // Suppressed findings are counted, with their reason, and come back.
  const suppress = high.getByRole("button", { name: "Suppress…" }).first();
  await suppress.click();
  const form = page.getByRole("dialog", { name: /^Suppress this finding/ });
  const reason = form.getByRole("textbox", { name: "Reason" });
  await form.getByRole("button", { name: "Suppress" }).click();
  await expect(reason).toBeFocused();
  await expect(reason).toHaveAccessibleDescription(/^Enter a reason/);
  await reason.fill("TICKET-7 confirmed by the owner");
  await form.getByRole("button", { name: "Suppress" }).click();
  await expect(workbench.button("Undo")).toBeFocused();
  await expect(page.getByText(/^“.+” by .+ is suppressed until the end of /)).toBeVisible();
  await expect(totals).toContainText(
    new RegExp(`^${all} findings from .*: \\d+ shown, .*1 suppressed$`),
  );
  await workbench.button("Show suppressed").click();
  const suppressed = workbench.answer.getByRole("list", { name: "Suppressed findings" });
  await expect(suppressed.getByText(/until .*: TICKET-7/)).toBeVisible();
  await workbench.button("Undo").click();
  await expect(suppressed).toBeHidden();
  await expect(heading).toContainText(`${before} finding`);
  await expect(suppress).toBeFocused();

  // The events of one finding are as many as it says, and the way back leads to it.
  const events = high.getByRole("button", { name: /behind this finding/ }).last();
  await events.scrollIntoViewIfNeeded();
  const scrolled = () => workbench.answer.evaluate(({ scrollTop }) => scrollTop);
  await expect.poll(scrolled).toBeGreaterThan(0);
  const left = await scrolled();
  const total = Number(/^\d+/.exec((await events.textContent()) ?? "")?.[0]);
  await events.click();
  await workbench.shows("watchlist/finding-events");
  await expect(page).toHaveURL(/in\.rule=/);
  await workbench.hasRows(total);
  await expect(workbench.heading("Resource")).toBeVisible();
  await expect(workbench.heading("Rule")).toBeHidden();
  await expect(workbench.answer.getByRole("region", { name: "Rule" })).toContainText(/^High/);
  await page.goBack();
  await expect.poll(scrolled).toBe(left);
});

test("a rule that matches a key leads to its events by this key, and to its findings", async ({
  page,
  workbench,
}) => {
  const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
  const address = "access-key-exposure/rule-matches";
  await workbench.openRows(linkTo(address, { window: KEY_INCIDENT_WINDOW, inputs }));
  const title = "An access key was created for another user";
  const menu = page.getByRole("menu");
  await workbench.cell(title).click();
  await expect(page.getByText(/ATT&CK: Persistence T1098/)).toBeVisible();
  await menu.getByRole("menuitem", { name: "Events behind this row" }).click();
  await workbench.shows("watchlist/finding-events");
  await workbench.hasRows(1);
  const line = workbench.answer.getByRole("region", { name: "Rule" });
  await expect(line).toContainText(`High ${title}`);

  await page.goBack();
  await workbench.cell(title).click();
  await menu.getByRole("menuitem", { name: "Findings of this rule" }).click();
  await workbench.shows("watchlist/findings");
  await expect(page).toHaveURL(/facet=rule:access-key-for-other-user/);
  const found = workbench.answer.getByRole("list", { name: `Findings of ${title}` });
  await expect(found.getByText("ci-deploy")).toBeVisible({ timeout: 120_000 });
});
