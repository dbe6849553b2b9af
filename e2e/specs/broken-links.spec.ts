import { KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { day, linkTo } from "../pages/links";
import { ScopeBar } from "../pages/scope-bar";
import { expect, FULL, test } from "../pages/test";

const inputs = { accessKeyId: CI_DEPLOY.accessKeyId };
const USAGE = linkTo("access-key-exposure/all-key-usage", { window: KEY_INCIDENT_WINDOW, inputs });

test.describe("an address that does not exist", () => {
  test.use({ expectedErrors: [/status of 404/] });

  for (const path of ["/playbooks/no-such-playbook?v=1", "/no-such-page"]) {
    test(`${path} is reported, with a link home`, async ({ page }) => {
      const response = await page.goto(path);
      expect(response?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(
        "There is nothing at this address",
      );
      await page.getByRole("link", { name: "All playbooks" }).click();
      await expect(page.getByRole("heading", { name: "What happened?" })).toBeVisible();
    });
  }
});

/** An addition to a valid link, and the notice about it. */
const BROKEN = [
  ["&filter=bogus", "The link's filter “bogus” cannot be read."],
  ["&filter=eventname:is:", "The link's filter “eventname:is:” cannot be read."],
  ["&colour=red", "The link's “colour” is unknown and was ignored."],
  ["&in.shoeSize=42", "Access key exposure has no input “shoeSize”."],
  ["&account=12", "The link's account “12” is not valid."],
  ["&region=The+Moon", "The link's region “The Moon” is not valid."],
  ["&trail=missing?step=x", "A stop of the link's path, “missing”, cannot be read."],
  ["&event=abc", "The link's open event has no time, so its record cannot be found."],
  ["&sort=-shoesize", "The link's sort “-shoesize” is not a column of this answer."],
  ["&columns=eventname,shoesize", "The link's column “shoesize” is not in this answer."],
] as const;

test("the unreadable part of a link is reported, and the rest is shown", {
  tag: "@both",
}, async ({ workbench }) => {
  await workbench.openRows(`${USAGE}${BROKEN.map(([addition]) => addition).join("")}`);
  for (const [, sentence] of BROKEN) await expect(workbench.notices).toContainText(sentence);
  await workbench.hasRows(312);
  // The link now names the run and is valid, and the notice is still shown.
  await workbench.link();
  await expect(workbench.notices.getByRole("listitem")).toHaveCount(BROKEN.length);
  await workbench.notices.getByRole("button", { name: "Hide these notices" }).click();
  await expect(workbench.notices).toBeHidden();
});

test("the unreadable part of a link to the home page is reported as well", { tag: FULL }, async ({
  page,
}) => {
  await page.goto("/?from=yesterday&to=2026-03-31T00:00:00Z&source=a%20b");
  const notices = page.getByRole("alert").filter({ hasText: "The link's" });
  await expect(notices.getByRole("listitem")).toHaveText([
    "The link's from “yesterday” is not a UTC time such as 2026-01-31T00:00:00Z.",
    "The link's source “a b” is not the name of a table.",
  ]);
  await expect(page.getByRole("heading", { name: "What happened?" })).toBeVisible();
});

test("an invalid place of the open event is reported, and the event is found without it", {
  tag: FULL,
}, async ({ workbench }) => {
  await workbench.openRows(USAGE);
  await workbench.timeOf(workbench.rows().nth(0)).click();
  await expect(workbench.page).toHaveURL(/event=/);
  await workbench.open(`${workbench.page.url()}&where=The+Moon`);
  await expect(workbench.notices).toContainText(
    "The link's place of the open event, “The Moon”, is not an account and region.",
  );
  await expect(workbench.record.getByRole("tab", { name: "Text" })).toBeVisible();
});

test("a path that was written by an earlier version is read", { tag: FULL }, async ({
  workbench,
}) => {
  const stop = new URLSearchParams({
    step: "events-by-user-agent",
    "in.userAgent": "curl/8.0 (a;b)",
    "in.accessKeyId": CI_DEPLOY.accessKeyId,
  });
  const trail = encodeURIComponent(`access-key-exposure?${stop}`);
  await workbench.openRows(`${USAGE}&trail=${trail}`);
  await expect(workbench.notices).toBeHidden();
  expect((await workbench.stops())[0]).toBe("curl/8.0 (a;b) · this key");
  // It is rewritten without a second escape.
  expect(await workbench.link()).toContain(
    "&trail=access-key-exposure/events-by-user-agent;in.userAgent:curl/8.0+%28a~.b%29;in.accessKeyId:",
  );
});

test("a link of another version is reported, and read as far as possible", { tag: FULL }, async ({
  workbench,
}) => {
  await workbench.openRows(USAGE.replace("v=1", "v=99"));
  await expect(workbench.notices).toContainText("The link has version 99");
  await workbench.hasRows(312);
});

test("a link to an unknown step shows the playbook's first", async ({ workbench }) => {
  await workbench.openRows(USAGE.replace("step=all-key-usage", "step=no-such-step"));
  await expect(workbench.notices).toContainText(
    "There is no step “no-such-step” in Access key exposure. Its first step is shown instead.",
  );
  await workbench.shows("access-key-exposure/key-owner");
});

test("an invalid time is reported, and the window can be corrected", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  await workbench.open(USAGE.replace(/from=[^&]*/, "from=yesterday"));
  await expect(workbench.notices).toContainText("The link's from “yesterday” is not a UTC time");
  await new ScopeBar(page).setWindow(KEY_INCIDENT_WINDOW);
  await workbench.hasRows(312);
  await expect(workbench.notices).toBeHidden();
});

test("a window that ends before it starts is refused, and can be corrected", async ({
  page,
  workbench,
}) => {
  const { from, to } = KEY_INCIDENT_WINDOW;
  await workbench.open(USAGE.replace(`from=${from}&to=${to}`, `from=${to}&to=${from}`));
  await expect(workbench.answer.getByRole("alert")).toContainText("before it starts");
  await new ScopeBar(page).setWindow(KEY_INCIDENT_WINDOW);
  await workbench.hasRows(312);
});

test("a window that is too long is refused in a sentence", { tag: FULL }, async ({ workbench }) => {
  const window = { from: "2024-01-01T00:00:00Z", to: "2026-03-31T00:00:00Z" };
  await workbench.open(linkTo("watchlist/root-usage", { window }));
  await expect(workbench.answer.getByRole("alert")).toContainText("at most 400 are allowed here");
});

test("a result of another query is never shown for this one", { tag: "@both" }, async ({
  workbench,
}) => {
  await workbench.openRows(linkTo("watchlist/root-usage", { window: day(8) }));
  const foreign = new URL(await workbench.link()).searchParams.get("run");
  await workbench.open(`${USAGE}&run=${foreign}`);
  await expect(workbench.answer).toContainText(
    "The result that this link names belongs to another query.",
  );
  await expect(workbench.grid).toBeHidden();
  await workbench.button("Run this query").click();
  await workbench.hasRows(312);
  await expect(workbench.page).not.toHaveURL(new RegExp(`run=${foreign}`));
});

test("a result that has expired is queried again, and the page says so", {
  tag: ["@both", "@smoke"],
}, async ({ workbench }) => {
  await workbench.openRows(`${USAGE}&run=0000000000000000000000000000000000000000`);
  await expect(workbench.answer).toContainText("The linked result has expired");
  await workbench.hasRows(312);
});

test.describe("an open event that does not exist", () => {
  test.use({ expectedErrors: [/status of 404/] });

  test("is reported in its sheet, next to the rows", { tag: "@both" }, async ({ workbench }) => {
    await workbench.openRows(`${USAGE}&event=no-such-event&at=2026-03-19T02:11:52Z`);
    await expect(workbench.record.getByRole("alert")).toContainText("No event of this id");
    await workbench.hasRows(312);
  });
});

test("an invalid value in a link is reported next to its field", { tag: FULL }, async ({
  page,
  workbench,
}) => {
  await workbench.open(
    linkTo("access-key-exposure/key-owner", { inputs: { accessKeyId: "AKIA1" } }),
  );
  await expect(workbench.answer).toContainText("An access key has 20 characters; this has 5.");
  await expect(workbench.step("access-key-exposure/key-owner")).toContainText("invalid input");
  await expect(workbench.button("Correct the access key")).toBeVisible();
  const field = new ScopeBar(page).input("Access key");
  await expect(field).toHaveAccessibleDescription(/20 characters/);
});
