import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS } from "@/queries/scope";
import { countTicks, timeTicks } from "./prepare-axis";

const at = (text: string): number => Date.parse(`${text}Z`);
const labels = (from: string, to: string) => timeTicks(at(from), at(to)).map(({ label }) => label);

describe("the axis of counts", () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [4, [0, 1, 2, 3, 4]],
    [5, [0, 2, 4, 6]],
    [30, [0, 10, 20, 30]],
    [57, [0, 20, 40, 60]],
    [312, [0, 100, 200, 300, 400]],
  ])("of bars up to %d has the ticks %j", (highest, ticks) => {
    expect(countTicks(highest)).toEqual(ticks);
  });

  it("is round and covers every bar, in at most four steps", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (highest) => {
        const ticks = countTicks(highest);
        expect(ticks.length).toBeLessThanOrEqual(5);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest);
        for (const tick of ticks) expect(Number.isInteger(tick)).toBe(true);
        expect(String(ticks[1])).toMatch(/^[125]0*$/);
      }),
      { seed: 8 },
    );
  });
});

describe("the axis of time", () => {
  it("has round UTC times", () => {
    expect(labels("2026-03-19T02:00", "2026-03-19T03:30")).toEqual([
      "02:00",
      "02:15",
      "02:30",
      "02:45",
      "03:00",
      "03:15",
    ]);
    expect(labels("2026-03-19T02:07:31", "2026-03-19T02:07:36")).toEqual([
      "02:07:31",
      "02:07:32",
      "02:07:33",
      "02:07:34",
      "02:07:35",
    ]);
  });

  it("shows dates at midnight, and years where they change", () => {
    expect(labels("2026-03-18T12:00", "2026-03-20T12:00")).toEqual([
      "12:00",
      "18:00",
      "19 Mar",
      "06:00",
      "12:00",
      "18:00",
      "20 Mar",
      "06:00",
    ]);
    expect(labels("2025-12-30T00:00", "2026-01-03T00:00")).toEqual([
      "30 Dec",
      "12:00",
      "31 Dec",
      "12:00",
      "1 Jan 2026",
      "12:00",
      "2 Jan",
      "12:00",
    ]);
  });

  it("has about eight ticks at most, in order and within the chart", () => {
    const span = fc.integer({ min: 1, max: 3_000 * 86_400 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), span, (from, seconds) => {
        const ticks = timeTicks(from * 1000, (from + seconds) * 1000);
        expect(ticks.length).toBeLessThanOrEqual(9);
        ticks.forEach(({ ms, share }, index) => {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThan(1);
          expect(ms).toBeGreaterThan(ticks[index - 1]?.ms ?? -1);
        });
      }),
      { seed: 9 },
    );
  });

  it("starts weeks on Mondays", () => {
    const ticks = timeTicks(at("2026-01-01T00:00"), at("2026-01-01T00:00") + 50 * DAY_MS);
    expect(ticks.map(({ ms }) => new Date(ms).getUTCDay())).toEqual(ticks.map(() => 1));
  });
});
