/** An earlier result on Athena that may lack logs delivered since: its link shows a notice and runs it again. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt, NO_SLICES } from "@/e2e/athena-server/backend";
import { harnessLake, HARNESS_CALLER as KEY } from "@/e2e/athena-server/harness";
import type { Backend } from "@/lib/backend/backend";
import { settled } from "@/lib/engine/answer-rows";
import { newFolder } from "@/lib/lake/lake.fixture";
import { type AskedStep, startSteps } from "@/lib/runs/asked.fixture";
import { HOUR_MS } from "@/queries/scope";

const NOTICE = { message: "Logs may have been delivered since this result.", offersRun: true };

let server: AthenaServer;
let place: Backend;
let aheadMs: number;

beforeAll(async () => {
  server = await startAthenaServer({ lake: await harnessLake() });
});
beforeEach(async () => {
  await server.control.reset();
  // Ten past ten on the second day of the harness, and the clock continues from there.
  const realNow = Date.now;
  aheadMs = Date.parse("2026-03-02T10:10:00Z") - realNow();
  vi.spyOn(Date, "now").mockImplementation(() => realNow() + aheadMs);
});
afterEach(async () => {
  await place.close();
  vi.restoreAllMocks();
});
afterAll(() => server.close());

/** A window that reaches into the present. */
const request: AskedStep = {
  playbookId: "access-key-exposure",
  stepId: "user-agents",
  inputs: { accessKeyId: KEY },
  accounts: [],
  regions: [],
  from: "2026-03-02T00:00:00Z",
  to: "2026-03-03T00:00:00Z",
  filters: [],
};

/** A new server: it knows of the runs of others what Athena reports. */
async function startServer(environment: Readonly<Record<string, string>>) {
  place = await backendAt(server.url, newFolder(), environment);
}

async function ask(more: Partial<AskedStep> = {}) {
  const [answer] = await startSteps(place, [{ ...request, ...more }]);
  if (answer?.kind !== "started") throw new Error(`The step was answered ${answer?.kind}.`);
  const state = await settled(place.engine, answer.runId);
  if (state.state !== "done") throw new Error(JSON.stringify(state));
  // What the page's link names.
  return { runId: state.lastingId ?? answer.runId, notice: answer.notice };
}

const executions = () => server.control.executions().length;

it.each([
  ["a separate run", NO_SLICES],
  ["an answer from a slice", {}],
])("%s is reported as such an hour later, also by another server", async (_, environment) => {
  await startServer(environment);
  const { runId: knownRunId } = await ask();
  expect(await ask({ run: knownRunId })).toEqual({ runId: knownRunId, notice: null });
  aheadMs += HOUR_MS;
  expect(await ask({ run: knownRunId })).toEqual({ runId: knownRunId, notice: NOTICE });
  await place.close();
  await startServer(environment);
  expect(await ask({ run: knownRunId })).toEqual({ runId: knownRunId, notice: NOTICE });
  expect(await ask({ run: knownRunId })).toEqual({ runId: knownRunId, notice: NOTICE });
  expect(executions()).toBe(1);

  const again = await ask({ run: knownRunId, mode: "fresh" });
  expect(again.notice).toBeNull();
  expect(again.runId).not.toBe(knownRunId);
  expect(await ask({ run: again.runId })).toEqual({ runId: again.runId, notice: null });
  expect(await ask()).toEqual({ runId: again.runId, notice: null });
  expect(executions()).toBe(2);
});

it("a run that was long in starting, and so has another id in its link, is as old as it is", async () => {
  await startServer(NO_SLICES);
  // Longer than a start waits for its id.
  const ops = ["StartQueryExecution"];
  server.control.faults({ rate: 1, seed: 2, kinds: ["delay"], ops, limit: 1, delayMs: 4_000 });
  const [first] = await startSteps(place, [request]);
  const { runId: knownRunId } = await ask();
  expect(first).toMatchObject({ runId: expect.not.stringMatching(knownRunId) });
  aheadMs += HOUR_MS;
  expect(await ask({ run: knownRunId })).toEqual({ runId: knownRunId, notice: NOTICE });
});

it("a slice from the hour before answers no other step of now", async () => {
  await startServer({});
  const { runId: knownRunId } = await ask();
  await place.close();
  aheadMs += HOUR_MS;
  await startServer({});
  await ask({ run: knownRunId });
  const other = { ...request, stepId: "source-ips" };
  expect(await startSteps(place, [{ ...other, mode: "cached-only" }])).toEqual([
    { kind: "would-scan" },
  ]);
  expect((await startSteps(place, [other]))[0]).toMatchObject({ isNew: true, notice: null });
  expect(executions()).toBe(2);
});
