import { fields } from "@/queries/fields";
import { allSteps } from "@/queries/index";
import { linkTo } from "../pages/links";
import { ScopeBar } from "../pages/scope-bar";
import { expect, test } from "../pages/test";
import { isAwake, type Workbench } from "../pages/workbench";

// Every page is watched for dialogs, errors and breaches of the policy, see ../pages/test.

const TEXTS = ["'); DROP TABLE x; --", "<script>alert(1)</script>"] as const;
const window = { from: "2026-03-19T02:00:00Z", to: "2026-03-19T03:00:00Z" };

const withInputs = allSteps.filter(({ step }) => step.inputs.length > 0 && step.id !== "search");

const answered = ({ answer }: Workbench) =>
  expect(answer.getByRole("heading", { name: "No events" })).toBeVisible({ timeout: 40_000 });

for (const text of TEXTS) {
  test.describe(text, () => {
    for (const { playbook, step } of withInputs) {
      test(`typed into the inputs of ${step.id}`, async ({ page, workbench }) => {
        const scope = new ScopeBar(page);
        await workbench.open(linkTo(`${playbook.id}/${step.id}`, { window }));
        for (const { label } of step.inputs) await scope.input(label).fill(text);
        await scope.run();
        const wrong = scope.inputs.locator("[aria-invalid=true]");
        // Kinds of a fixed shape refuse it; free text is looked for, and is nowhere.
        if ((await wrong.count()) > 0) await expect(workbench.grid).toBeHidden();
        else await answered(workbench);
      });
    }

    test("in every field of the open search, by link", async ({ page, workbench }) => {
      const inputs = Object.fromEntries(fields.map(({ input }) => [input, text]));
      await workbench.open(linkTo("general-purpose/search", { window, inputs }));
      const form = new ScopeBar(page).inputs;
      // Those with known values are comboboxes by role.
      await expect(form.locator("input[name]")).toHaveCount(fields.length);
      await expect(form.getByRole("textbox").first()).toHaveValue(text);
      await expect(workbench.answer.getByRole("heading", { level: 3 })).toBeVisible();
    });

    for (const op of ["is", "not", "contains"] as const) {
      test(`as a filter “${op}” on every field`, async ({ workbench }) => {
        const filters = fields.map(({ name }) => `${name}:${op}:${text}`);
        await workbench.open(linkTo("general-purpose/search", { window, filters }));
        await expect(workbench.filters.getByRole("listitem")).toHaveCount(fields.length);
        if (op === "not") await expect(workbench.rows().first()).toBeVisible();
        else await answered(workbench);
      });
    }

    test("in every other part of a link", async ({ workbench }) => {
      const good = linkTo("general-purpose/common-errors", { window });
      const { searchParams } = new URL(good, "http://localhost");
      const keys = ["v", "step", "from", "to", "account", "region", "filter", "sort"];
      for (const key of [...keys, "event", "trail", "run", text, `in.${text}`]) {
        searchParams.append(key, text);
      }
      for (const key of ["v", "step", "from", "to"]) searchParams.set(key, text);
      await workbench.open(`/playbooks/general-purpose?${searchParams}`);
      await expect(workbench.notices.getByRole("listitem").first()).toBeVisible();
      await expect(workbench.notices).toContainText(text);
      await workbench.goToStep("general-purpose/most-denied-principals");
      await expect(workbench.rows().first()).toBeVisible();
    });

    test("as the name of a playbook", async ({ page }) => {
      const response = await page.request.get(`/playbooks/${encodeURIComponent(text)}`);
      expect(response.status()).toBe(404);
      expect(await response.text()).not.toContain("<script>alert(1)");
    });

    test("in the search box and in the catalogue's", async ({ page, workbench }) => {
      await page.goto("/");
      await isAwake(page);
      await page.getByRole("searchbox").fill(text);
      await expect(page.getByText(`No playbook asks about “${text}”.`)).toBeVisible();
      await page.getByRole("combobox").first().fill(text);
      await page.keyboard.press("Enter");
      await workbench.shows("general-purpose/search");
      await answered(workbench);
    });

    test("in what accounts, regions and fields are looked through", async ({ page, workbench }) => {
      const scope = new ScopeBar(page);
      await workbench.open(linkTo("general-purpose/search", { window }));
      for (const name of ["Accounts", "Regions"] as const) {
        await scope.field(name).click();
        const panel = page.getByRole("dialog", { name });
        await panel.getByRole("searchbox").fill(text);
        await expect(panel.getByRole("group")).toHaveText(
          `${name}Nothing here contains “${text}”.`,
        );
        await page.keyboard.press("Escape");
      }
      await page.getByRole("button", { name: "Add a field" }).click();
      await page.getByRole("combobox", { name: "Field" }).fill(text);
      await expect(page.getByText("No field is called that.")).toBeVisible();
    });
  });
}
