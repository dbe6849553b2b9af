import { LOGGING_CHAIN } from "@/lib/demo/incident-logging";
import { linkTo } from "../pages/links";
import { farthestMove } from "../pages/moves";
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
