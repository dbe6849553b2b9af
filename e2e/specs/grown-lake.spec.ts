import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { event, imported, log, put, trailName } from "@/lib/lake/lake.fixture";
import { day, linkTo } from "../pages/links";
import { expect, test } from "../pages/test";
import { findFreePort } from "../ports";

const NAME = "growing";
const LAKE = join(process.cwd(), ".trailbook/e2e/servers", NAME);

/** An import of one more call by the root user, while the app serves the lake. */
async function importRootCall(): Promise<void> {
  const logs = mkdtempSync(join(tmpdir(), "trailbook-growing-"));
  const call = event(1, {
    eventTime: "2026-03-08T12:00:00Z",
    eventName: "ListAccountAliases",
    userIdentity: { type: "Root", principalId: "111122223333", accountId: "111122223333" },
  });
  put(logs, trailName("20260308", "1205", "later"), log(call));
  await imported(logs, LAKE);
}

test("a result from before an import says so, and is run again on request", async ({
  page,
  workbench,
}) => {
  test.setTimeout(120_000);
  const port = await findFreePort();
  // A lake of its own: what is imported here must not be seen by other tests.
  const words = ["e2e/serve.ts", "--name", NAME, "--port", String(port), "--data", "demo"];
  const server = spawn(process.execPath, ["--import", "tsx", ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(server, "exit");
  try {
    for await (const line of createInterface(server.stdout)) {
      if (line.startsWith("Trailbook is ready")) break;
    }
    const home = `http://127.0.0.1:${port}`;
    await workbench.openRows(home + linkTo("watchlist/root-usage", { window: day(8) }));
    const before = Number(await workbench.grid.getAttribute("aria-rowcount")) - 1;
    await workbench.link();
    await importRootCall();

    await page.reload();
    await workbench.hasRows(before);
    await expect(workbench.answer).toContainText("The lake has grown since this result.");
    await workbench.button("Run again").click();
    await workbench.hasRows(before + 1);
    await expect(workbench.answer).not.toContainText("The lake has grown");
    await workbench.link();
    await page.reload();
    await workbench.hasRows(before + 1);
    await expect(workbench.answer).not.toContainText("The lake has grown");
  } finally {
    server.kill();
    await ended;
  }
});
