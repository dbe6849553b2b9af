import { JUMP_SESSION, LOGGING_ATTACK_IP, LOGGING_CHAIN } from "@/lib/demo/incident-logging";
import { linkTo } from "../pages/links";
import { farthestMove } from "../pages/moves";
import { ScopeBar } from "../pages/scope-bar";
import { expect, test } from "../pages/test";

const [USER_KEY, PROD_SESSION, DEV_SESSION] = LOGGING_CHAIN;
const window = { from: "2026-03-23T19:00:00Z", to: "2026-03-23T20:00:00Z" };

test("a session over two accounts leads back to the user, and from there to what the user opened", async ({
  page,
  workbench,
}) => {
  const inputs = { accessKeyId: DEV_SESSION };
  await workbench.openRows(linkTo("access-key-exposure/key-owner", { window, inputs }));
  const chain = page.getByRole("region", { name: "Session chain" });
  const hops = chain.getByRole("list", { name: "From the first opener to this key" });
  // Both calls, although the first was before the time range.
  await expect(hops.getByRole("listitem")).toHaveText([
    new RegExp(`j\\.weber.*${USER_KEY}`),
    new RegExp(`AssumeRole.*18:59:22.*role/ops-jump.*${PROD_SESSION}`),
    new RegExp(`AssumeRole.*19:01:10.*role/dev-admin.*${DEV_SESSION}`),
  ]);

  await chain.getByRole("link", { name: PROD_SESSION }).click();
  await workbench.shows("access-key-exposure/key-owner");
  const opened = chain.getByRole("list", { name: "Sessions that this key opened" });
  await expect(opened.getByRole("listitem")).toHaveText(new RegExp(DEV_SESSION));

  // From the user's key on: each session under the one that opened it.
  const evening = { ...window, from: "2026-03-23T18:00:00Z" };
  const user = { accessKeyId: USER_KEY };
  await workbench.openRows(
    linkTo("access-key-exposure/key-owner", { window: evening, inputs: user }),
  );
  await expect(opened.getByRole("listitem")).toHaveText([
    new RegExp(PROD_SESSION),
    new RegExp(DEV_SESSION),
  ]);
});

test("the summary's phrases about openers lead to their calls, also of the chain's start", async ({
  page,
  workbench,
}) => {
  const inputs = { session: DEV_SESSION };
  await workbench.openRows(linkTo("session/session-timeline", { window, inputs }));
  await workbench.summary.getByRole("button", { name: "j.weber", exact: true }).click();
  await workbench.shows("access-key-exposure/opened-by");
  // Before the time range of the page.
  await expect(workbench.timeOf(workbench.rows().first())).toHaveText("23 Mar 2026 18:59:22");
  // The band counts the same call as the rows.
  await expect(workbench.activity).toContainText("1 in ");

  const range = new ScopeBar(page).field("Time range");
  await expect(range).toContainText("23 Mar 2026 18:59:22 → 20:00");

  // From a call within the time range on is less of it: the page says so, and leads back.
  await page.goBack();
  await workbench.summary.getByRole("button", { name: "ops-jump/jw-laptop", exact: true }).click();
  await expect(range).toContainText("23 Mar 2026 19:01:10 → 20:00");
  const narrower = workbench.answer.getByText("Narrower time range than before.");
  await expect(narrower).toBeVisible();
  await workbench.button("Widen again").click();
  await expect(narrower).toHaveCount(0);
  await expect(range).toContainText("23 Mar 2026 19:00 → 20:00");
  await workbench.hasRows(1);
});

test("the names of a session in the logs of two accounts lead to each other", async ({
  workbench,
}) => {
  const outside = `account:111122223333/${JUMP_SESSION.principalId}`;
  const filters = [`sourceipaddress:is:${LOGGING_ATTACK_IP}`];
  await workbench.openRows(linkTo("general-purpose/search", { window, filters }));
  await workbench.follow(outside, "What did this session do, in order?");
  await workbench.hasRows(2);
  await expect(workbench.summary).toContainText(
    `One session with several names: ops-jump/jw-laptop, and ${outside}`,
  );
});

test("an actor's menu leads to whose session it is, and the summary says who opened it", async ({
  workbench,
}) => {
  const filters = [`accesskeyid:is:${DEV_SESSION}`];
  await workbench.openRows(linkTo("general-purpose/search", { window, filters }));
  await workbench.follow("dev-admin/jw-laptop", "Whose session is it?");
  await workbench.shows("session/session-owner");
  await workbench.hasRows(1);
  await expect(workbench.cell(DEV_SESSION)).toBeVisible();
  await expect(workbench.summary).toContainText("Opened by ops-jump/jw-laptop");
  await expect(workbench.summary).toContainText(`the chain starts with j.weber (${USER_KEY})`);
});

test("the step that asks for the opener shows the whole name of a role and its person", async ({
  page,
  workbench,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const inputs = { accessKeyId: DEV_SESSION };
  await workbench.openRows(linkTo("access-key-exposure/opened-by", { window, inputs }));
  const hidden = await workbench
    .cell("ops-jump/jw-laptop")
    .evaluate((cell) =>
      [cell, ...cell.children].map((part) => part.scrollWidth - part.clientWidth),
    );
  expect(Math.max(...hidden)).toBe(0);
});

test("the answer does not move when the chain arrives", async ({ page, workbench }) => {
  const chain = page.getByRole("region", { name: "Session chain" });
  for (const width of [1024, 1280, 1440]) {
    await page.setViewportSize({ width, height: 720 });
    // From the middle, which has both an opener and a session that it opened, and from both ends.
    for (const [at, accessKeyId] of LOGGING_CHAIN.entries()) {
      const step = `access-key-exposure/${at === 1 ? "key-owner" : "opened-by"}`;
      await workbench.open(linkTo(step, { window, inputs: { accessKeyId } }));
      await expect(chain).toBeVisible({ timeout: 120_000 });
      await workbench.hasArrived();
      expect(await farthestMove(page), `${step} at ${width} px`).toBeLessThan(4);
    }
  }
});
