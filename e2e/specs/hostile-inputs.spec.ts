import { fields } from "@/queries/fields";
import { playbooks } from "@/queries/index";
import { linkTo } from "../pages/links";
import { ScopeBar } from "../pages/scope-bar";
import { expect, FULL, test } from "../pages/test";
import { isAwake, type Workbench } from "../pages/workbench";

// Every page is watched for dialogs, errors and violations of the policy, see ../pages/test.

const TEXTS = ["'); DROP TABLE x; --", "<script>alert(1)</script>"] as const;
const window = { from: "2026-03-19T02:00:00Z", to: "2026-03-19T03:00:00Z" };
const SEARCH = "general-purpose/search";

/** Athena reads no file if the search is also for the name of the log file. */
/** A rule that the watchlist does not have is refused by the query, not by its field. */
const findsNothing = ({ answer }: Workbench) =>
  expect(
    answer
      .getByRole("heading", { name: /^(No events|Not read)$/ })
      .or(answer.getByText("The watchlist has no rule of this name.")),
  ).toBeVisible({
    timeout: 120_000,
  });

for (const { id, steps } of playbooks) {
  // The search has many inputs; they are tested by link, below.
  const withInputs = steps.filter((step) => step.inputs.length > 0 && step.id !== "search");
  const [first] = withInputs;
  if (!first) continue;
  test(`hostile text typed into the inputs of ${id} is refused or finds nothing`, {
    tag: id === "access-key-exposure" ? [] : FULL,
  }, async ({ page, workbench }) => {
    const scope = new ScopeBar(page);
    await workbench.open(linkTo(`${id}/${first.id}`, { window }));
    for (const step of withInputs) {
      await workbench.goToStep(`${id}/${step.id}`);
      for (const text of TEXTS) {
        for (const { label } of step.inputs) await scope.input(label).fill(text);
        await scope.run();
        const wrong = scope.inputs.locator("[aria-invalid=true]");
        if ((await wrong.count()) === 0) await findsNothing(workbench);
        await expect(workbench.grid).toBeHidden();
      }
    }
  });
}

test("hostile text in every field of the open search stays text", async ({ page, workbench }) => {
  const form = new ScopeBar(page).inputs;
  for (const text of TEXTS) {
    const inputs = Object.fromEntries(fields.map(({ input }) => [input, text]));
    await workbench.open(linkTo(SEARCH, { window, inputs }));
    // Some are text fields by role, those with known values are comboboxes.
    await expect(form.locator("input[name]")).toHaveCount(fields.length);
    await expect(form.locator("input[name]").first()).toHaveValue(text);
    await expect(workbench.answer.getByRole("heading", { level: 3 })).toBeVisible();
  }
});

for (const op of ["is", "not", "contains"] as const) {
  test(`hostile text in a filter “${op}” on every field stays text`, {
    tag: op === "contains" ? "@both" : FULL,
  }, async ({ page, workbench }) => {
    const filters = TEXTS.flatMap((text) => fields.map(({ name }) => `${name}:${op}:${text}`));
    await workbench.open(linkTo(SEARCH, { window, filters }));
    const { inputs } = new ScopeBar(page);
    await expect(inputs.locator("input[name]")).toHaveCount(filters.length);
    if (op === "not") await expect(workbench.rows().first()).toBeVisible();
    else await findsNothing(workbench);
  });
}

test("hostile text in every other part of a link is reported as text", {
  tag: ["@both", "@smoke"],
}, async ({ workbench }) => {
  for (const text of TEXTS) {
    const good = linkTo("general-purpose/common-errors", { window });
    const { searchParams } = new URL(good, "http://localhost");
    for (const key of ["v", "step", "from", "to"]) searchParams.set(key, text);
    const keys = ["account", "region", "filter", "sort", "columns", "event", "trail", "run"];
    for (const key of [...keys, text, `in.${text}`]) searchParams.append(key, text);
    await workbench.open(`/playbooks/general-purpose?${searchParams}`);
    await expect(workbench.notices).toContainText(text);
    await workbench.goToStep("general-purpose/most-denied-principals");
    await workbench.isAnswered();
  }
});

test("hostile text as the name of a playbook names none", { tag: FULL }, async ({ page }) => {
  for (const text of TEXTS) {
    const response = await page.request.get(`/playbooks/${encodeURIComponent(text)}`);
    expect(response.status()).toBe(404);
    expect(await response.text()).not.toContain("<script>alert(1)");
  }
});

test("hostile text in the search box and in the catalogue's stays text", async ({
  page,
  workbench,
}) => {
  for (const text of TEXTS) {
    await page.goto("/");
    await isAwake(page);
    await page.getByRole("searchbox").fill(text);
    await expect(page.getByText(`No playbook asks about “${text}”.`)).toBeVisible();
    await page.getByRole("combobox").first().fill(text);
    await page.keyboard.press("Enter");
    await workbench.shows(SEARCH);
    await expect(new ScopeBar(page).inputs.getByRole("textbox").first()).toHaveValue(text);
    await workbench.isAnswered();
  }
});

test("hostile text looked for among accounts, regions and fields stays text", {
  tag: FULL,
}, async ({ page, workbench }) => {
  const scope = new ScopeBar(page);
  await workbench.open(linkTo(SEARCH, { window }));
  for (const text of TEXTS) {
    for (const name of ["Accounts", "Regions"] as const) {
      await scope.field(name).click();
      const panel = page.getByRole("dialog", { name });
      await panel.getByRole("searchbox").fill(text);
      await expect(panel.getByRole("group")).toHaveText(`${name}Nothing here contains “${text}”.`);
      await page.keyboard.press("Escape");
    }
    await page.getByRole("button", { name: "Add a field" }).click();
    await page.getByRole("combobox", { name: "Field" }).fill(text);
    await expect(page.getByText("No field matches.")).toBeVisible();
    await page.keyboard.press("Escape");
  }
});
