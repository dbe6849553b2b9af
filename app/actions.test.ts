import { beforeAll, expect, it } from "vitest";
import type { StepAnswer } from "@/lib/api/answers";
import { backend } from "@/lib/backend";
import { settled } from "@/lib/engine/answer-rows";
import { onDay } from "@/lib/engine/statement.fixture";
import { event, imported, log, newFolder, put } from "@/lib/lake/lake.fixture";
import { type AskedStep, wireOf } from "@/lib/runs/asked.fixture";
import { confirmRecord, pollRuns, startSteps } from "./actions";

let lake: string;
beforeAll(async () => {
  const logs = newFolder();
  put(logs, "log.json", log(event(1)));
  lake = newFolder();
  await imported(logs, lake);
});

const asked = (n: number): AskedStep => ({
  playbookId: "general-purpose",
  stepId: "search",
  inputs: {},
  accounts: [],
  regions: [],
  from: "2025-06-01T00:00:00Z",
  to: "2025-06-02T00:00:00Z",
  filters: [`eventname:not:Other${n}`],
});
const steps = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => wireOf(asked(from + n)) as never);

const idsOf = (answers: readonly StepAnswer[]): readonly string[] =>
  answers.map((answer) => {
    if (answer.kind !== "started") throw new Error(answer.kind);
    return answer.runId;
  });

async function engine() {
  Object.assign(process.env, { TRAILBOOK_DATA: lake, TRAILBOOK_CONCURRENT_RUNS: "1" });
  const opened = await backend();
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value.engine;
}

it("50 steps of one tab do not keep another tab waiting", async () => {
  const place = await engine();
  const { start, cancel, states } = place;
  const endless = "select count(*) from range(1000000) a, range(1000000) b, range(1000000) c";
  await start(onDay(endless), "block", 0, "block");
  const many = idsOf(await startSteps(steps(0, 50), "many"));
  const [one = ""] = idsOf(await startSteps(steps(50, 1), "one"));
  const stateOf = async (id: string) => (await states([id])).get(id)?.state;
  for (const id of [...many, one]) expect(await stateOf(id)).toBe("queued");
  await cancel("block", "person");
  expect((await settled(place, one)).state).toBe("done");
  const waiting = (await Promise.all(many.map(stateOf))).filter((state) => state === "queued");
  // Two come before it; the others end while this is found out.
  expect(waiting.length).toBeGreaterThan(25);
  for (const id of many) await cancel(id, "person");
});

it("a tab without a valid id starts and follows nothing", async () => {
  await engine();
  for (const id of ["", "x".repeat(65), "a b", "\0", "../x", null, { id: "x" }]) {
    expect(await startSteps(steps(60, 1), id as never)).toMatchObject([
      { kind: "refused", message: expect.stringMatching(/which tab it comes from/) },
    ]);
    expect(await pollRuns(["block"], id as never)).toEqual({});
  }
});

it("a confirmation from outside is checked as any request", async () => {
  await engine();
  for (const value of [null, 1, "x", {}, { link: "/", place: 0 }, { link: "/", place: -1 }])
    expect(await confirmRecord(value as never)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^.+[.?]$/),
    });
});
