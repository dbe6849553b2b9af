import { beforeEach, expect, test } from "vitest";
import { settled } from "@/lib/answer-rows";
import type { StepAnswer, StepRequest } from "@/lib/answers";
import { readConfig } from "@/lib/config";
import { openLakeWorkplace } from "@/lib/engine/lake-workplace";
import type { Workplace } from "@/lib/engine/workplace";
import { event, imported, log, newFolder, put, trailName } from "@/lib/lake/lake.fixture";
import { startSteps } from "@/lib/runs";

let place: Workplace;
let lake: string;

const importEvents = async (name: string, count: number): Promise<void> => {
  const logs = newFolder();
  const records = Array.from({ length: count }, (_, index) =>
    event(index, { eventID: `${name}-${index}`, eventTime: "2026-01-31T10:00:00Z" }),
  );
  put(logs, trailName("20260131", "1000", name), log(...records));
  await imported(logs, lake);
};

beforeEach(async () => {
  lake = newFolder();
  await importEvents("first", 3);
  const config = readConfig({ TRAILBOOK_DATA: lake });
  if (!config.ok) throw new Error(config.failure.message);
  const opened = await openLakeWorkplace(config.value);
  if (!opened.ok) throw new Error(opened.failure.message);
  place = opened.value;
});

const request: StepRequest = {
  playbookId: "general-purpose",
  stepId: "search",
  inputs: {},
  accounts: [],
  regions: [],
  from: "2026-01-31T00:00:00Z",
  to: "2026-02-01T00:00:00Z",
  filters: [],
};

async function ask(more: Partial<StepRequest> = {}): Promise<StepAnswer | undefined> {
  const [answer] = await startSteps(place, [{ ...request, ...more }]);
  return answer;
}

const started = (answer: StepAnswer | undefined) => {
  if (answer?.kind !== "started") throw new Error(`The step was answered ${answer?.kind}.`);
  return answer;
};

test("a link meets its own run, which is new only to whoever started it", async () => {
  const first = started(await ask());
  expect(first).toMatchObject({ isNew: true, notice: null });
  expect(started(await ask())).toMatchObject({ runId: first.runId, isNew: false });
  const linked = started(await ask({ knownRunId: first.runId }));
  expect(linked).toMatchObject({ runId: first.runId, isNew: false, notice: null });
});

test("a run of another query is not shown, nor replaced before a person says so", async () => {
  const { runId: knownRunId } = started(await ask({ stepId: "common-actions" }));
  const answer = await ask({ knownRunId });
  expect(answer).toMatchObject({ kind: "other-query", query: { columns: expect.any(Array) } });
  const fresh = started(await ask({ knownRunId, afresh: true }));
  expect(fresh).toMatchObject({ isNew: true, notice: null });
  expect(fresh.runId).not.toBe(knownRunId);
});

test("a result from before an import says so, and a fresh run does not", async () => {
  const { runId: knownRunId } = started(await ask());
  await importEvents("later", 2);
  const before = started(await ask({ knownRunId }));
  expect(before.runId).toBe(knownRunId);
  expect(before.notice).toEqual({
    message: "The lake has grown since this result.",
    offersRun: true,
  });
  const fresh = started(await ask({ knownRunId, afresh: true }));
  expect(fresh).toMatchObject({ isNew: true, notice: null });
  expect(started(await ask({ knownRunId: fresh.runId })).notice).toBeNull();
});

test("a run that was tried again is not taken for an old one", async () => {
  const { runId } = started(await ask());
  const again = started(await ask({ retryOf: runId }));
  expect(again.runId).not.toBe(runId);
  expect(started(await ask({ knownRunId: again.runId })).notice).toBeNull();
});

test("a result that is no longer held is told, and the step is run", async () => {
  const { runId, notice } = started(await ask({ knownRunId: "0".repeat(40) }));
  expect(runId).not.toBe("0".repeat(40));
  expect(notice).toMatchObject({ message: expect.stringMatching(/no longer held/) });
});

test("the first rows come with the answer where they are asked for and there", async () => {
  const answer = started(await ask({ withRows: true }));
  await settled(place.engine, answer.runId);
  const again = started(await ask({ withRows: true }));
  expect(again.runId).toBe(answer.runId);
  const page = await place.engine.rows(again.runId, null);
  expect(page.ok && page.value.rows).toHaveLength(3);
  expect(again.firstRows).toEqual(page.ok && page.value);
  expect(started(await ask()).firstRows).toBeUndefined();
});
