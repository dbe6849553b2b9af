/** Steps on Athena as the page requests them: shared runs, the audit log, the age of results. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AthenaServer, startAthenaServer } from "@/e2e/athena-server";
import { backendAt, NO_SLICES } from "@/e2e/athena-server/backend";
import { harnessLake } from "@/e2e/athena-server/harness";
import type { StepAnswer } from "@/lib/api/answers";
import type { Backend } from "@/lib/backend/backend";
import { settled } from "@/lib/engine/answer-rows";
import { newFolder } from "@/lib/lake/lake.fixture";
import { type AskedStep, startSteps } from "@/lib/runs/asked.fixture";
import { DAY_MS, formatTime, HOUR_MS } from "@/queries/scope";

let server: AthenaServer;
let place: Backend;
let dataDir: string;

beforeAll(async () => {
  server = await startAthenaServer({ lake: await harnessLake() });
});
beforeEach(async () => {
  await server.control.reset();
  dataDir = newFolder();
  place = await backendAt(server.url, dataDir, NO_SLICES);
});
afterAll(() => server.close());

const request: AskedStep = {
  playbookId: "general-purpose",
  stepId: "common-actions",
  inputs: {},
  accounts: [],
  regions: [],
  from: "2026-03-01T00:00:00Z",
  to: "2026-03-03T00:00:00Z",
  filters: [],
};

function started(answer: StepAnswer | undefined) {
  if (answer?.kind !== "started") throw new Error(`The step was answered ${answer?.kind}.`);
  return answer;
}

async function ask(at: Backend, more: Partial<AskedStep> = {}) {
  const [answer] = await startSteps(at, [{ ...request, ...more }]);
  return started(answer);
}

type Noted = { readonly did: string; readonly token: string; readonly run?: string };
const noted = (): readonly Noted[] =>
  readFileSync(join(dataDir, "audit.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("a step that several people open", () => {
  it("is one run under one id for all of them, and audited once", async () => {
    const atOnce = await startSteps(place, [request, request, request]);
    const { runId } = started(atOnce[0]);
    expect((await settled(place.engine, runId)).state).toBe("done");
    const later = [await ask(place), await ask(place)];
    expect(server.control.executions()).toHaveLength(1);
    expect([...atOnce.map(started), ...later].map((each) => each.runId)).toEqual(
      Array(5).fill(runId),
    );
    const [announced, ...others] = noted();
    expect(announced?.did).toBe("run");
    // Where Athena is slow to answer, the run has its token as its id.
    const isNamed = runId !== announced?.token;
    expect(others).toMatchObject(isNamed ? [{ did: "started", run: runId }] : []);
    await place.close();
  });

  it("needs no confirmation for a run that exists", async () => {
    const dear: Backend = { ...place, config: { ...place.config, askAboveBytes: 1 } };
    expect((await startSteps(dear, [request]))[0]).toMatchObject({
      kind: "asks-first",
      estimate: { reads: { bytes: expect.any(Number) } },
    });
    expect(server.control.executions()).toEqual([]);
    const { runId } = await ask(dear, { confirmed: true });
    expect((await ask(dear)).runId).toBe(runId);
    expect((await ask(dear, { run: runId })).notice).toBeNull();
    await place.close();
  });

  it("is joined by a server that was restarted, with the link's run and without", async () => {
    const { runId } = await ask(place);
    await settled(place.engine, runId);
    const second = await backendAt(server.url, dataDir, NO_SLICES);
    expect(await ask(second, { run: runId })).toMatchObject({
      runId,
      notice: null,
      state: { state: "done" },
    });
    const third = await backendAt(server.url, dataDir, NO_SLICES);
    expect((await ask(third)).runId).toBe(runId);
    expect(server.control.executions()).toHaveLength(1);
    await Promise.all([place, second, third].map((each) => each.close()));
  });
});

describe("an earlier result in the workgroup", () => {
  const hoursAgo = (hours: number) => formatTime(Date.now() - hours * HOUR_MS);
  const WEEK = (7 * DAY_MS) / HOUR_MS;

  it.each([
    ["never for a window that reaches into the present", 0, null],
    ["never for one that late deliveries may still change", 1.5, null],
    ["never for one that settled within the week", WEEK, null],
    ["for a week for one that settled before", WEEK + 3, 10_080],
  ])("may serve %s", async (_, endedHoursAgo, reuseMaxAgeMinutes) => {
    const window = { from: hoursAgo(endedHoursAgo + 24), to: hoursAgo(endedHoursAgo) };
    const { runId } = await ask(place, window);
    await settled(place.engine, runId);
    const again = await ask(place, { ...window, mode: { retryOf: runId } });
    await settled(place.engine, again.runId);
    const [, second] = server.control.executions();
    expect(second).toMatchObject({
      reuseMaxAgeMinutes,
      reusedFrom: reuseMaxAgeMinutes === null ? null : runId,
    });
    await place.close();
  });
});
