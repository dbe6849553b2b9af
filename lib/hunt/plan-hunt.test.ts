/** The ranges that a hunt looks at, after hunts that went well or badly. */
import { expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "@/queries/scope";
import { advance, firstState, type HuntState, watermarkOf } from "./hunt-state";
import { planHunt } from "./plan-hunt";

const START_MS = Date.UTC(2026, 2, 1);

const TIMES = {
  nowMs: START_MS,
  sinceMs: DAY_MS,
  lateMs: DAY_MS,
  longestMs: 400 * DAY_MS,
  importedDays: [],
};

/** The state after a first hunt. */
const stateAt = (beginningMs: number, nowMs: number): HuntState =>
  advance(firstState("lake", beginningMs, {}), {
    nowMs,
    batch: null,
    reported: [],
    uses: [],
    ruleStarts: {},
  });

it("looks again over the overlap, and never before the first hunt", () => {
  const state = stateAt(START_MS - HOUR_MS, START_MS);
  const next = planHunt(state, { ...TIMES, nowMs: START_MS + HOUR_MS });
  expect(next.ranges).toEqual([{ fromMs: START_MS - HOUR_MS, toMs: START_MS + HOUR_MS }]);
  const later = advance(state, {
    nowMs: START_MS + 3 * DAY_MS,
    batch: null,
    reported: [],
    uses: [],
    ruleStarts: {},
  });
  expect(planHunt(later, { ...TIMES, nowMs: START_MS + 4 * DAY_MS }).ranges).toEqual([
    { fromMs: START_MS + 2 * DAY_MS, toMs: START_MS + 4 * DAY_MS },
  ]);
});

it("says that the clock went back, and keeps the watermark", () => {
  const state = stateAt(START_MS - DAY_MS, START_MS);
  const back = planHunt(state, { ...TIMES, nowMs: START_MS - HOUR_MS });
  expect(back.notices).toEqual([expect.stringContaining("an earlier hunt was at 2026-03-01")]);
  const after = advance(state, {
    nowMs: START_MS - HOUR_MS,
    batch: null,
    reported: [],
    uses: [],
    ruleStarts: {},
  });
  expect(watermarkOf(after)).toBe(START_MS);
});

it("goes on after a first hunt in the future", () => {
  const futureMs = START_MS + 500 * DAY_MS;
  const first = stateAt(futureMs - DAY_MS, futureMs);
  const second = planHunt(first, TIMES);
  expect(second.ranges[0]).toEqual({ fromMs: START_MS - DAY_MS, toMs: START_MS });
  const after = advance(first, {
    nowMs: START_MS,
    batch: null,
    reported: [],
    uses: [],
    ruleStarts: {},
  });
  const third = planHunt(after, { ...TIMES, nowMs: START_MS + HOUR_MS });
  expect(third.ranges[0]).toEqual({ fromMs: START_MS - DAY_MS, toMs: START_MS + HOUR_MS });
});

it("has few ranges, and parts that one query may have", () => {
  const state = stateAt(START_MS - DAY_MS, START_MS);
  const importedDays = Array.from({ length: 20 }, (_, index) =>
    new Date(START_MS - (100 + index * 3) * DAY_MS).toISOString().slice(0, 10),
  );
  const { ranges } = planHunt(state, { ...TIMES, importedDays });
  expect(ranges).toHaveLength(8);
  for (const day of importedDays) {
    const noonMs = Date.parse(`${day}T12:00:00Z`);
    expect(ranges.some(({ fromMs, toMs }) => fromMs < noonMs && noonMs < toMs)).toBe(true);
  }
  const long = planHunt(null, { ...TIMES, sinceMs: 30 * DAY_MS, longestMs: 10 * DAY_MS });
  expect(long.ranges.every(({ fromMs, toMs }) => toMs - fromMs <= 10 * DAY_MS)).toBe(true);
});

it("forgets the oldest days where there are too many, and never looks there again", () => {
  const state = stateAt(START_MS - 9 * DAY_MS, START_MS);
  const reported = { "2026-02-20": ["a", "b"], "2026-02-27": ["c"], "2026-02-28": ["d"] };
  const after = advance(
    state,
    { nowMs: START_MS, batch: 1, reported: [reported], uses: [], ruleStarts: {} },
    2,
  );
  expect(after.reported).toEqual({ "2026-02-27": ["c"], "2026-02-28": ["d"] });
  const next = planHunt(after, { ...TIMES, importedDays: ["2026-02-20"] });
  expect(next.notices).toEqual([expect.stringMatching(/^Events before 2026-02-21T00:00:00Z/)]);
  expect(next.ranges[0]?.fromMs).toBe(Date.UTC(2026, 1, 21));
});
