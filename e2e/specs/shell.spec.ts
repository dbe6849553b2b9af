import { KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { STOLEN_INSTANCE } from "@/lib/demo/instances";
import { CI_DEPLOY } from "@/lib/demo/people";
import { day, linkTo } from "../pages/links";
import { ScopeBar } from "../pages/scope-bar";
import { expect, FULL, test } from "../pages/test";
import { isAwake, questionOf } from "../pages/workbench";

const ROOT = linkTo("watchlist/root-usage", { window: day(8) });
const SEARCH = { name: "Paste a key, address, ARN, instance, event id or time" };

test.describe("the theme", () => {
  test("a chosen theme is kept over loads, rendered by the server, and can be reset", async ({
    page,
  }) => {
    await page.goto("/");
    await isAwake(page);
    const root = page.locator("html");
    await page.getByRole("button", { name: "Theme: system. Switch to light." }).click();
    await expect(root).toHaveAttribute("data-theme", "light");
    await page.getByRole("button", { name: "Theme: light. Switch to dark." }).click();
    await expect(root).toHaveAttribute("data-theme", "dark");
    const html = await (await page.request.get("/")).text();
    expect(html).toMatch(/<html[^>]*data-theme="dark"/);
    await page.reload();
    await expect(root).toHaveAttribute("data-theme", "dark");
    await isAwake(page);
    await page.keyboard.press("t");
    await expect(root).not.toHaveAttribute("data-theme");
  });

  test("without a choice the system's theme is followed", { tag: FULL }, async ({ page }) => {
    const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
    await page.goto("/");
    const light = await ink();
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(ink).not.toBe(light);
  });
});

test.describe("the search box", () => {
  test("“/” goes to it, and a pasted key opens its playbook in the same window", {
    tag: "@both",
  }, async ({ page, workbench }) => {
    await workbench.openRows(linkTo("watchlist/root-usage", { window: day(8) }));
    await page.keyboard.press("/");
    const box = page.getByRole("combobox", SEARCH);
    await expect(box).toBeFocused();
    await page.keyboard.insertText(CI_DEPLOY.accessKeyId);
    const options = page.getByRole("listbox").getByRole("option");
    await expect(options.first()).toContainText("Access key");
    await page.keyboard.press("Enter");
    await workbench.shows("access-key-exposure/all-key-usage");
    await expect(page).toHaveURL(/from=2026-03-08T00:00:00Z&to=2026-03-09T00:00:00Z/);
    await expect(new ScopeBar(page).input("Access key")).toHaveValue(CI_DEPLOY.accessKeyId);
    await expect(workbench.path.getByRole("listitem")).toHaveCount(2);
  });

  /** A pasted text, what it is recognised as, and what the first suggestion opens. */
  const PASTED = [
    [STOLEN_INSTANCE.id, "Instance", "ec2-instance-compromise/instance-api-calls"],
    ["185.220.101.4", "Address", "address/address-keys"],
    [CI_DEPLOY.id, "Principal", "general-purpose/denied-actions-of-principal"],
    ["5967383e-4504-4015-92eb-dfbbb33bd3cf", "Event id", "general-purpose/search"],
    ["aws-cli/1.16.263 Python/2.7.16", "User agent", "access-key-exposure/events-by-user-agent"],
    [`"arn:aws:iam::111122223333:user/ci-deploy",`, "Caller", "general-purpose/search"],
  ] as const;

  for (const [text, as, step] of PASTED) {
    test(`${text} is recognised as: ${as}`, {
      tag: as === "Instance" ? [] : FULL,
    }, async ({ page, workbench }) => {
      await page.goto("/");
      await isAwake(page);
      await page.getByRole("combobox", SEARCH).fill(text);
      await expect(page.getByRole("option").first()).toContainText(as);
      await page.keyboard.press("Enter");
      await workbench.shows(step);
    });
  }

  test("Enter right after a paste waits for the suggestion", async ({ page, workbench }) => {
    await page.goto("/");
    await isAwake(page);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/_next/static/**", (route) => released.then(() => route.continue()));
    const asked = page.waitForRequest("**/_next/static/**");
    await page.getByRole("combobox", SEARCH).fill(STOLEN_INSTANCE.id);
    await page.keyboard.press("Enter");
    await asked;
    await expect(page.getByRole("combobox", SEARCH)).toHaveValue(STOLEN_INSTANCE.id);
    release();
    await workbench.shows("ec2-instance-compromise/instance-api-calls");
  });

  test("a mistyped key is reported at once", { tag: FULL }, async ({ page }) => {
    await page.goto("/");
    await isAwake(page);
    await page.getByRole("combobox", SEARCH).fill(CI_DEPLOY.accessKeyId.slice(0, -1));
    await expect(page.getByText("An access key has 20 characters; this has 19.")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("combobox", SEARCH)).toHaveValue("");
  });
});

test("“?” lists the shortcuts, which are off while the list is open", async ({
  page,
  workbench,
}) => {
  await workbench.openRows(ROOT);
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(dialog).toContainText("Show the SQL of the answer");
  await page.keyboard.press("s");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(workbench.answer.getByRole("region", { name: "SQL", exact: true })).toBeHidden();
  await page.keyboard.press("s");
  await expect(workbench.answer.getByRole("region", { name: "SQL", exact: true })).toBeVisible();
});

test.describe("while the server cannot be reached", () => {
  test.use({ expectedErrors: [/ERR_FAILED/] });

  test("a part of the page is loaded again, without an error", async ({ page, workbench }) => {
    await workbench.openRows(ROOT);
    const scripts = "**/_next/static/**";
    const refused = page.waitForEvent("requestfailed");
    await page.route(scripts, (route) => route.abort());
    await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
    await refused;
    await page.unroute(scripts);
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  });
});

test("the list of shortcuts has the keys of a cell's menu and of the search box", {
  tag: FULL,
}, async ({ page, workbench }) => {
  await workbench.openRows(ROOT);
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  for (const key of ["Space", "Shift F10", "Ctrl K"])
    await expect(dialog.getByText(key, { exact: true })).toBeVisible();
});

for (const keys of ["Control+k", "Meta+k"]) {
  test(`${keys} goes to the search box, from a field too`, {
    tag: keys === "Control+k" ? [] : FULL,
  }, async ({ page, workbench }) => {
    await workbench.open(
      linkTo("general-purpose/denied-actions-of-principal", { window: KEY_INCIDENT_WINDOW }),
    );
    await new ScopeBar(page).input("Principal").focus();
    await page.keyboard.press(keys);
    await expect(page.getByRole("combobox", SEARCH)).toBeFocused();
  });
}

test.describe("the title of a tab", () => {
  const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
  const address = "access-key-exposure/source-ips";
  const link = linkTo(address, { window: KEY_INCIDENT_WINDOW, inputs });

  test("names the entity, the question and the day, and follows them", async ({
    page,
    workbench,
  }) => {
    await workbench.openRows(link);
    await expect(page).toHaveTitle(`AKIA…7QXWZ · ${questionOf(address)} · 19 Mar 2026 · Trailbook`);
    await workbench.goToStep("access-key-exposure/key-owner");
    await expect(page).toHaveTitle(
      `AKIA…7QXWZ · ${questionOf("access-key-exposure/key-owner")} · 19 Mar 2026 · Trailbook`,
    );
    await page.goBack();
    await expect(page).toHaveTitle(new RegExp(`${questionOf(address).replace("?", "\\?")}`));
  });

  test("is what a preview of the link says, without text from a log", async ({ page }) => {
    const preview = async (href: string) => {
      // Next writes the metadata into the head for link previews.
      const headers = { "user-agent": "Slackbot-LinkExpanding 1.0" };
      const html = await (await page.request.get(href, { headers })).text();
      return /<meta property="og:title" content="([^"]*)"/.exec(html)?.[1];
    };
    expect(await preview(link)).toBe(`AKIA…7QXWZ · ${questionOf(address)} · 19 Mar 2026`);
    const agent = "a tool that an attacker named";
    const ofAgent = linkTo("access-key-exposure/events-by-user-agent", {
      window: KEY_INCIDENT_WINDOW,
      inputs: { userAgent: agent },
    });
    const title = await preview(ofAgent);
    expect(title).toContain("User agent · ");
    expect(title).not.toContain("attacker");
  });
});

test("letters typed into a field are text, not shortcuts", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  const scope = new ScopeBar(page);
  await workbench.open(
    linkTo("general-purpose/denied-actions-of-principal", { window: KEY_INCIDENT_WINDOW }),
  );
  await scope.input("Principal").pressSequentially("st?/c");
  await expect(scope.input("Principal")).toHaveValue("st?/c");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeHidden();
});
