import { existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import type { StepAnswer } from "@/lib/api/answers";
import type { Backend } from "@/lib/backend/backend";
import { openDuckDbBackend } from "@/lib/backend/duckdb-backend";
import { readConfig } from "@/lib/config";
import { settled } from "@/lib/engine/answer-rows";
import type { Engine } from "@/lib/engine/port";
import { event, imported, log, newFolder, put, trailName } from "@/lib/lake/lake.fixture";
import { type AskedStep, startSteps, wireOf } from "./asked.fixture";
import { findRecord, readRecordRequest } from "./event-record";
import { startSteps as startFromOutside } from "./runs";

let place: Backend;
let lake: string;

async function importEvents(name: string, count: number): Promise<void> {
  const logs = newFolder();
  const records = Array.from({ length: count }, (_, index) =>
    event(index, { eventID: `${name}-${index}`, eventTime: "2026-01-31T10:00:00Z" }),
  );
  put(logs, trailName("20260131", "1000", name), log(...records));
  await imported(logs, lake);
}

beforeEach(async () => {
  lake = newFolder();
  await importEvents("first", 3);
  const config = readConfig({ TRAILBOOK_DATA: lake });
  if (!config.ok) throw new Error(config.failure.message);
  const opened = await openDuckDbBackend(config.value);
  if (!opened.ok) throw new Error(opened.failure.message);
  place = opened.value;
});

const request: AskedStep = {
  playbookId: "general-purpose",
  stepId: "search",
  inputs: {},
  accounts: [],
  regions: [],
  from: "2026-01-31T00:00:00Z",
  to: "2026-02-01T00:00:00Z",
  filters: [],
};

async function ask(more: Partial<AskedStep> = {}): Promise<StepAnswer | undefined> {
  const [answer] = await startSteps(place, [{ ...request, ...more }]);
  return answer;
}

function started(answer: StepAnswer | undefined) {
  if (answer?.kind !== "started") throw new Error(`The step was answered ${answer?.kind}.`);
  return answer;
}

async function doneState(runId: string) {
  const state = await settled(place.engine, runId);
  if (state.state !== "done") throw new Error(`The run is ${state.state}.`);
  return state;
}

test("a link joins its run, which is new only for the request that started it", async () => {
  const first = started(await ask());
  expect(first).toMatchObject({ isNew: true, notice: null });
  expect(first).not.toHaveProperty("cachedMs");
  const { endedMs } = await doneState(first.runId);
  expect(started(await ask())).toMatchObject({ runId: first.runId, isNew: false });
  const linked = started(await ask({ run: first.runId }));
  const cached = { runId: first.runId, isNew: false, notice: null, cachedMs: endedMs };
  expect(linked).toMatchObject(cached);
});

test("nothing runs without its line in the audit log, and the reason is said", async () => {
  const auditLog = path.join(lake, "audit.jsonl");
  mkdirSync(auditLog);
  const message = expect.stringMatching(
    /audit\.jsonl cannot be written: it is a folder\. Nothing runs/,
  );
  const refused = { kind: "refused", message };
  const steps = ["search", "common-actions"].map((stepId) => ({ ...request, stepId }));
  const key = { accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
  // Counts and slices are fetched by separate runs.
  const sliced = { playbookId: "access-key-exposure", stepId: "user-agents", inputs: key };
  for (const each of [...steps, { ...request, ...sliced }]) {
    expect((await startSteps(place, [each]))[0]).toMatchObject(refused);
    // It did not run unnoticed: the same request finds no run.
    expect((await startSteps(place, [each]))[0]).toMatchObject(refused);
    expect((await startSteps({ ...place, slices: null }, [each]))[0]).toMatchObject(refused);
  }
  const record = { event: { id: "first-0", at: "2026-01-31T10:00:00Z" } };
  const opened = { ...record, accounts: [], regions: [] };
  expect(await findRecord(place, opened, new AbortController().signal)).toMatchObject({
    failure: { code: "not-writable", message },
  });
  rmSync(auditLog, { recursive: true });
  expect(started(await ask()).isNew).toBe(true);
  expect(existsSync(auditLog)).toBe(true);
});

const names = (most: number) => Array.from({ length: most + 1 }, (_, at) => String(at));

test.each([
  [{ accounts: names(10_000) }, /^The request names more than 10,000 accounts, the most/],
  [{ regions: names(200) }, /^The request names more than 200 regions/],
  [{ filters: names(200) }, /^The request names more than 200 filters/],
  [{ inputs: Object.fromEntries(names(200).map((name) => [name, ""])) }, /more than 200 inputs/],
  [
    { inputs: { accessKeyId: "x".repeat(40_001) } },
    /^A value in the request is longer than 40,000/,
  ],
  [
    { filters: [`principalid:any:${names(10_000).map((at) => `AROAEXAMPLE:session-${at}`)}`] },
    /^A filter is longer than 40,000 characters: name fewer values, or what they share/,
  ],
  [{ accounts: ["\0"] }, /^The link's account “\0” is not valid\.$/],
  [{ regions: ["us east"] }, /^The link's region “us east” is not valid\.$/],
  [{ from: "0050-01-01T00:00:00Z" }, /“0050-01-01T00:00:00Z” is not a UTC time/],
  [{ filters: names(199).map(() => `useragent:is:${"x".repeat(2_000)}`) }, /262,144|too long|long/],
] as const)("what is over a limit is refused with a sentence: %#", async (more, sentence) => {
  expect(await ask(more)).toMatchObject({
    kind: "refused",
    message: expect.stringMatching(sentence),
  });
});

test("more steps than a page has are refused with a sentence", async () => {
  const answers = await startFromOutside(place, Array(51).fill(wireOf(request)));
  expect(new Set(answers.map((answer) => "message" in answer && answer.message))).toEqual(
    new Set(["At most 50 steps can be requested at once."]),
  );
});

test.each([
  ["event=x&at=2026-01-31T10:00:00Z&account=%00", /account “\0” is not valid/],
  ["event=x&at=2026-01-31T10:00:00Z&region=%00", /region “\0” is not valid/],
  ["event=x&at=0050-01-31T10:00:00Z", /has no time/],
  ["", /by its id and its UTC time/],
  [new URLSearchParams(names(10_000).map((name) => ["account", name])), /than 10,000 accounts/],
] as const)("a record without an event or a place is not looked for: %#", (search, sentence) => {
  const { from, to } = request;
  const params = `${new URLSearchParams({ from, to })}&${search}`;
  const link = `/playbooks/general-purpose?${params}`;
  expect(readRecordRequest({ link })).toMatchObject({
    failure: { message: expect.stringMatching(sentence) },
  });
});

test("a run of another query is not shown, nor replaced before a person says so", async () => {
  const { runId: knownRunId } = started(await ask({ stepId: "common-actions" }));
  const answer = await ask({ run: knownRunId });
  expect(answer).toMatchObject({ kind: "other-query", query: { columns: expect.any(Array) } });
  const fresh = started(await ask({ run: knownRunId, mode: "fresh" }));
  expect(fresh).toMatchObject({ isNew: true, notice: null });
  expect(fresh.runId).not.toBe(knownRunId);
});

test("a result from before an import says so, and a fresh run does not", async () => {
  const { runId: knownRunId } = started(await ask());
  await importEvents("later", 2);
  const before = started(await ask({ run: knownRunId }));
  expect(before.runId).toBe(knownRunId);
  expect(before.notice).toEqual({
    message: "The lake has grown since this result.",
    offersRun: true,
  });
  const fresh = started(await ask({ run: knownRunId, mode: "fresh" }));
  expect(fresh).toMatchObject({ isNew: true, notice: null });
  expect(started(await ask({ run: fresh.runId })).notice).toBeNull();
});

test("a run that was tried again is not taken for an old one", async () => {
  const { runId } = started(await ask());
  const again = started(await ask({ mode: { retryOf: runId } }));
  expect(again.runId).not.toBe(runId);
  expect(started(await ask({ run: again.runId })).notice).toBeNull();
});

test("a run that the server stopped is run again, but a link shows one that a person stopped", async () => {
  const first = started(await ask());
  const { sql } = first.query;
  const askAfter = async (stoppedBy: "server" | "person", more: Partial<AskedStep>) => {
    const end = { state: "cancelled", sql, elapsedMs: 0, scannedBytes: null, stoppedBy } as const;
    const states: Engine["states"] = async (ids, untilEndMs) =>
      new Map(await place.engine.states(ids, untilEndMs)).set(first.runId, end);
    const stopped = { ...place, slices: null, engine: { ...place.engine, states } };
    return started((await startSteps(stopped, [{ ...request, ...more }]))[0]);
  };
  const again = await askAfter("server", { run: first.runId });
  expect(again.runId).not.toBe(first.runId);
  expect(again).toMatchObject({ isNew: true, notice: null });
  expect(await askAfter("person", {})).toMatchObject({ runId: again.runId, isNew: false });
  expect(await askAfter("person", { run: first.runId })).toMatchObject({
    runId: first.runId,
    state: { state: "cancelled" },
  });
});

test("a linked result that has expired is replaced, with a notice", async () => {
  const { runId, notice } = started(await ask({ run: "0".repeat(40) }));
  expect(runId).not.toBe("0".repeat(40));
  expect(notice).toMatchObject({ message: expect.stringMatching(/has expired/) });
});

test("the first rows come with the answer where they are requested and ready", async () => {
  const answer = started(await ask({ withRows: true }));
  await settled(place.engine, answer.runId);
  const again = started(await ask({ withRows: true }));
  expect(again.runId).toBe(answer.runId);
  const page = await place.engine.rows(again.runId, null);
  expect(page.ok && page.value.rows).toHaveLength(3);
  expect(again.firstRows).toEqual(page.ok && page.value);
  expect(started(await ask()).firstRows).toBeUndefined();
});
