import type { Page, Request } from "@playwright/test";
import { KEY_ATTACK_AGENT, KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { linkTo } from "../pages/links";
import { test } from "../pages/test";
import { Workbench } from "../pages/workbench";

const KEY = { accessKeyId: CI_DEPLOY.accessKeyId };
const AGENTS = linkTo("access-key-exposure/user-agents", {
  window: KEY_INCIDENT_WINDOW,
  inputs: KEY,
});
const EVENTS = linkTo("access-key-exposure/events-by-user-agent", {
  window: KEY_INCIDENT_WINDOW,
  inputs: { ...KEY, userAgent: KEY_ATTACK_AGENT },
});

/** The page has its answer: Next reads an action's response up to that point, then releases it. */
const askedBeforehand = (page: Page): Promise<unknown> =>
  new Promise((resolve) => {
    const look = (request: Request) => {
      if (request.postData()?.includes(`"mode":"cached-only"`)) resolve(request);
    };
    page.on("requestfinished", look);
    page.on("requestfailed", look);
  });

test.describe("a menu that is open", () => {
  // The network is cut off on purpose.
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] });

  test("has the answer to its first pivot before it is clicked", async ({
    page,
    workbench,
    anotherBrowser,
  }) => {
    await workbench.openRows(AGENTS);
    await workbench.isAnswered();
    // On a machine of any speed, a prefetched answer is there.
    await new Workbench(await anotherBrowser()).openRows(EVENTS);
    const answered = askedBeforehand(page);
    await workbench.cell(KEY_ATTACK_AGENT).click();
    await answered;
    await page.context().setOffline(true);
    await workbench.menu.getByRole("menuitem", { name: "Events with it, this key" }).click();
    await workbench.shows("access-key-exposure/events-by-user-agent");
    await workbench.hasRows(312);
    await page.context().setOffline(false);
  });
});
