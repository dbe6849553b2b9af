/** The Athena test server as a separate process. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { harnessClients, harnessLake } from "@/e2e/athena-server/harness";

const MAIN = fileURLToPath(new URL("../athena-server/main.ts", import.meta.url));

it("answers at the address that it prints, until it is stopped", async () => {
  const args = ["--import", "tsx", MAIN, "--lake", await harnessLake(), "--query-delay", "0"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = await once(child.stdout, "data");
    const clients = harnessClients(String(line).trim());
    const id = await clients.start("select 1 as one");
    expect((await clients.ended(id)).Status?.State).toBe("SUCCEEDED");
    expect((await clients.page(id)).rows).toEqual([["one"], ["1"]]);
  } finally {
    child.kill("SIGTERM");
  }
  expect(await once(child, "exit")).toEqual([0, null]);
});
