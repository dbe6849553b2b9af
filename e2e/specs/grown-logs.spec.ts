import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { event, imported, log, put, trailName } from "@/lib/lake/lake.fixture";
import { HOUR_MS } from "@/queries/scope";
import { Clock } from "../pages/clock";
import { day, linkTo } from "../pages/links";
import { type EngineOption, expect, FULL, test } from "../pages/test";
import { findFreePort } from "../ports";

/** The time range is 8 March, and on the servers' clock that day is not over. */
const WINDOW = day(8);
const NOW = "2026-03-08T12:10:00Z";

/** The notice about the earlier result, and when it appears: at once for a lake that has grown. */
const SAID = {
  duckdb: { notice: "The lake has grown since this result.", isSaidAtOnce: true },
  athena: { notice: "Logs may have been delivered since this result.", isSaidAtOnce: false },
};

/** A separate lake for each server: other tests must not see what is imported here. */
const nameOn = (engine: EngineOption["engine"]): string => `growing-${engine}`;

/** An import of one more call by the root user, while the servers read the lake. */
async function importRootCall(engine: EngineOption["engine"]): Promise<void> {
  const logs = mkdtempSync(join(tmpdir(), "trailbook-growing-"));
  const call = event(1, {
    eventTime: "2026-03-08T12:00:00Z",
    eventName: "ListAccountAliases",
    userIdentity: { type: "Root", principalId: "111122223333", accountId: "111122223333" },
  });
  put(logs, trailName("20260308", "1205", "later"), log(call));
  await imported(logs, join(process.cwd(), ".trailbook/e2e/servers", nameOn(engine)));
}

/** Starts the app over its lake; its Athena reads the same lake and has the same clock. */
async function startServer(engine: EngineOption["engine"], clock: Clock) {
  const port = await findFreePort();
  const words = ["--name", nameOn(engine), "--port", String(port), "--engine", engine];
  const server = spawn(process.execPath, ["--import", "tsx", "e2e/serve-one.ts", ...words], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...clock.environment },
  });
  const ended = once(server, "exit");
  for await (const line of createInterface(server.stdout)) {
    if (line.startsWith("Trailbook is ready")) break;
  }
  const end = async () => {
    server.kill();
    await ended;
  };
  return { home: `http://127.0.0.1:${port}`, end };
}

test("a result from before a delivery says so, and is run again on request", { tag: FULL }, async ({
  page,
  workbench,
  engine,
}) => {
  test.setTimeout(180_000);
  const { notice, isSaidAtOnce } = SAID[engine];
  const clock = new Clock(NOW);
  const { home, end } = await startServer(engine, clock);
  const notices = workbench.answer.getByText(notice);
  try {
    await workbench.openRows(home + linkTo("watchlist/root-usage", { window: WINDOW }));
    const before = Number(await workbench.grid.getAttribute("aria-rowcount")) - 1;
    const link = await workbench.link();
    await importRootCall(engine);

    await page.reload();
    await workbench.hasRows(before);
    await expect(notices).toHaveCount(isSaidAtOnce ? 1 : 0);
    clock.moveOn(HOUR_MS);
    await page.reload();
    await workbench.hasRows(before);
    await expect(notices).toBeVisible();
    expect(page.url()).toBe(link);

    await workbench.button("Run again").click();
    await workbench.hasRows(before + 1);
    await expect(workbench.row("ListAccountAliases")).toBeVisible();
    await expect(notices).toHaveCount(0);
    expect(await workbench.link()).not.toBe(link);
    await page.reload();
    await workbench.hasRows(before + 1);
    await expect(notices).toHaveCount(0);

    // The earlier link still shows the notice.
    await workbench.open(link);
    await workbench.hasRows(before);
    await expect(notices).toBeVisible();
  } finally {
    // The page must not ask a server that is gone.
    await page.goto("about:blank");
    await end();
  }
});
