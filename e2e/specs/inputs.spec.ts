import type { Page } from "@playwright/test";
import { KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { linkTo } from "../pages/links";
import { ScopeBar } from "../pages/scope-bar";
import { expect, FULL, test } from "../pages/test";
import { isAwake } from "../pages/workbench";

const window = KEY_INCIDENT_WINDOW;

/** The typed text, its field, and the reason shown. */
const WRONG = [
  [
    "access-key-exposure/key-owner",
    "Access key",
    "AKIA3TQ5EXAMPLE7QXW",
    /20 characters; this has 19/,
  ],
  [
    "access-key-exposure/key-owner",
    "Access key",
    "AIDA3TQ5EXAMPLE7QXWZ",
    /starts with AKIA .* or ASIA/,
  ],
  [
    "access-key-exposure/key-owner",
    "Access key",
    "AKIA3TQ5example7QXWZ",
    /only capital letters and digits/,
  ],
  [
    "ec2-instance-compromise/instance-api-calls",
    "Instance",
    "i-0a1b2c3d4e5f6071",
    /8 or 17 hexadecimal/,
  ],
  [
    "ec2-instance-compromise/instance-api-calls",
    "Instance",
    "0a1b2c3d4e5f60718",
    /8 or 17 hexadecimal/,
  ],
  ["access-key-exposure/events-by-source-ip", "Source address", "185.220.101.400", /at most 255/],
  ["access-key-exposure/events-by-source-ip", "Source address", "185.220.101", /IPv4 .* IPv6/],
] as const;

for (const [step, label, text, reason] of WRONG) {
  test(`${label} “${text}” is refused next to its field as it is typed, and not run`, {
    tag: label === "Source address" ? [] : FULL,
  }, async ({ page, workbench }) => {
    const scope = new ScopeBar(page);
    await workbench.open(linkTo(step, { window }));
    const field = scope.input(label);
    await field.fill(text);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(reason);
    const before = page.url();
    await scope.run();
    await expect(field).toBeFocused();
    expect(page.url()).toBe(before);
    await expect(workbench.grid).toBeHidden();
  });
}

test("a reason disappears with its cause, and the run starts", {
  tag: ["@both", "@smoke"],
}, async ({ page, workbench }) => {
  const scope = new ScopeBar(page);
  await workbench.open(linkTo("access-key-exposure/key-owner", { window }));
  const field = scope.input("Access key");
  await field.fill(CI_DEPLOY.accessKeyId.slice(0, -1));
  await expect(field).toHaveAccessibleDescription(/this has 19/);
  await field.press("End");
  await field.pressSequentially(CI_DEPLOY.accessKeyId.slice(-1));
  await expect(field).toHaveAccessibleDescription("");
  await field.press("Enter");
  await expect(workbench.row("ci-deploy")).toBeVisible();
});

test("a key pasted with spaces around it is accepted", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  const scope = new ScopeBar(page);
  await workbench.open(linkTo("access-key-exposure/key-owner", { window }));
  await scope.input("Access key").fill(` ${CI_DEPLOY.accessKeyId} `);
  await scope.run();
  await expect(workbench.row("ci-deploy")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`in.accessKeyId=${CI_DEPLOY.accessKeyId}(&|$)`));
});

test("a step without its input says what is missing and leads to its field", async ({
  page,
  workbench,
}) => {
  const scope = new ScopeBar(page);
  await workbench.open(linkTo("access-key-exposure/user-agents", { window }));
  await expect(workbench.answer).toContainText("Access key: Enter the access key.");
  await expect(workbench.step("access-key-exposure/user-agents")).toContainText("needs input");
  await workbench.button("Enter the access key").click();
  await expect(scope.input("Access key")).toBeFocused();
});

test("an empty required field is reported when Run is pressed, not before", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  const scope = new ScopeBar(page);
  await workbench.open(linkTo("access-key-exposure/user-agents", { window }));
  const field = scope.input("Access key");
  await expect(field).toHaveAccessibleDescription("");
  await scope.run();
  await expect(field).toHaveAccessibleDescription("Enter the access key.");
  await expect(field).toBeFocused();
});

test("the open search takes any field with any comparison, and its link keeps both", {
  tag: "@both",
}, async ({ page, workbench }) => {
  const scope = new ScopeBar(page);
  await workbench.openRows(linkTo("general-purpose/search", { window }));
  await scope.inputs.getByRole("textbox", { name: "Anywhere in the event" }).fill("kali5");
  await page.getByRole("button", { name: "Add a field" }).click();
  await page.getByRole("combobox", { name: "Field" }).fill("access key");
  await page.keyboard.press("Enter");
  await expect(scope.input("Access key")).toBeFocused();
  await scope.input("Access key").fill(CI_DEPLOY.accessKeyId);
  await expect(scope.inputs).toContainText("Not run yet");
  await scope.run();
  await workbench.hasRows(312);
  await expect(page).toHaveURL(
    new RegExp(`filter=anywhere:contains:kali5&filter=accesskeyid:is:${CI_DEPLOY.accessKeyId}`),
  );
  await expect(scope.inputs).not.toContainText("Not run yet");
  await scope.inputs
    .getByRole("combobox", { name: "Access key: comparison" })
    .selectOption("is not");
  // What is edited while a search is on its way is kept.
  await scope.inputs.evaluate((form, name) => {
    if (form instanceof HTMLFormElement) form.requestSubmit();
    form.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)?.click();
  }, "Remove Access key");
  await expect(page).toHaveURL(/filter=accesskeyid:not:/);
  await expect(scope.inputs).toContainText("Not run yet");
  await expect(scope.input("Access key")).toHaveCount(0);
  await scope.run();
  await expect(page).not.toHaveURL(/accesskeyid/);
});

test("a typed value that was not run is marked", async ({ workbench, page }) => {
  const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
  const scope = new ScopeBar(page);
  await workbench.openRows(linkTo("access-key-exposure/user-agents", { window, inputs }));
  const field = scope.input("Access key");
  await field.fill("AKIA3TQ5EXAMPLE00000");
  const notice = `Not run yet: the answer is for ${CI_DEPLOY.accessKeyId}`;
  await expect(field).toHaveAccessibleDescription(notice);
  await field.fill(CI_DEPLOY.accessKeyId);
  await expect(field).not.toHaveAccessibleDescription(notice);
});

/** Fields that the server sends with the page, and what shows that a text in them has arrived. */
const EARLY = [
  {
    name: "a step’s input",
    href: linkTo("access-key-exposure/key-owner", { window }),
    field: (page: Page) => new ScopeBar(page).input("Access key"),
    text: CI_DEPLOY.accessKeyId.slice(0, -1),
    sign: (page: Page) => page.getByText(/this has 19/),
  },
  {
    name: "the search form",
    href: linkTo("general-purpose/search", { window }),
    field: (page: Page) => new ScopeBar(page).input("Anywhere in the event"),
    text: "kali5",
    sign: (page: Page) => page.getByText("Not run yet"),
  },
  {
    name: "the search of the home page",
    href: "/",
    field: (page: Page) => page.getByRole("searchbox"),
    text: "zzzz",
    sign: (page: Page) => page.getByText("No playbook asks about “zzzz”."),
  },
  {
    name: "the search box",
    href: "/",
    field: (page: Page) => page.getByRole("combobox"),
    text: CI_DEPLOY.accessKeyId,
    sign: (page: Page) => page.getByRole("option").first(),
  },
];

for (const { name, href, field, text, sign } of EARLY) {
  test(`text typed into ${name} before its code arrives is kept`, async ({ page }) => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/_next/static/**/*.js", (route) => released.then(() => route.continue()));
    await page.goto(href, { waitUntil: "commit" });
    await field(page).fill(text);
    await field(page).press("Enter");
    release();
    await isAwake(page);
    await expect(sign(page)).toBeVisible();
    await expect(field(page)).toHaveValue(text);
  });
}
