/** Ctrl-C while a step runs at Athena: the execution is stopped, because what runs is billed. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { athenaEnvironment } from "@/e2e/athena-environment";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { harnessLake } from "@/e2e/athena-server/harness";
import { newFolder } from "@/lib/lake/lake.fixture";
import { startBin } from "./command-line.fixture";

const WORDS = [
  ...["run", "general-purpose/common-actions"],
  ...["--from", "2026-03-01T00:00:00Z", "--to", "2026-03-02T00:00:00Z"],
];

let athena: AthenaServer;
beforeAll(async () => {
  athena = await startAthenaServer({ lake: await harnessLake(), queryDelayMs: 60_000 });
});
afterAll(() => athena.close());

it.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s stops the execution and ends with exit code %i", async (signal, exitCode) => {
  await athena.control.reset();
  const environment = athenaEnvironment(athena.url, newFolder());
  const { child, ended } = startBin(WORDS, { environment });
  await vi.waitFor(() => expect(athena.control.executions()[0]?.state).toBe("RUNNING"), 30_000);
  child.kill(signal);
  const { out, err, code } = await ended;
  expect({ out, code }).toEqual({ out: "", code: exitCode });
  expect(err).toMatch(/^([^\n]+\n)?$/);
  expect(athena.control.calls().byOp.StopQueryExecution).toBeGreaterThan(0);
  // Athena takes a stop at once, and ends the execution a little later.
  await vi.waitFor(() =>
    expect(athena.control.executions().map(({ state }) => state)).toEqual(["CANCELLED"]),
  );
});
