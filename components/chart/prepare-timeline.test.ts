import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS, formatTime, HOUR_MS } from "@/queries/scope";
import { prepareTimeline } from "./prepare-timeline";

const columns = ["eventtime", "errorcode"];
const START = Date.UTC(2026, 10, 18);
const day = { fromMs: START, toMs: START + DAY_MS, isPartial: false };
const at = (ms: number, error: string | null = null) => [formatTime(ms), error];

describe("prepareTimeline", () => {
  it("stacks outcomes, with zeros for gaps", () => {
    const rows = [
      at(START),
      at(START + HOUR_MS, "AccessDenied"),
      at(START + 23 * HOUR_MS, "NoSuchEntity"),
    ];
    const { buckets, totals, bucketLabel, isZoomed } = prepareTimeline(columns, rows, day);
    expect(totals).toEqual({ success: 1, denied: 1, error: 1 });
    expect([bucketLabel, isZoomed, buckets.length]).toEqual(["15 min", false, 96]);
    expect(buckets[4]).toMatchObject({ success: 0, denied: 1, error: 0 });
    expect(buckets[5]).toMatchObject({ success: 0, denied: 0, error: 0 });
  });

  it("takes the outcome from its own column, which includes failed sign-ins", () => {
    const ended = (error: string | null, outcome: string) => [...at(START, error), outcome];
    const rows = [ended(null, "error"), ended("AccessDenied", "denied"), ended(null, "success")];
    const { totals } = prepareTimeline([...columns, "outcome"], rows, day);
    expect(totals).toEqual({ success: 1, denied: 1, error: 1 });
  });

  it("zooms in on a burst, unless more rows may come", () => {
    const rows = Array.from({ length: 41 }, (_, minute) => at(START + HOUR_MS + minute * 60_000));
    expect(prepareTimeline(columns, rows, day)).toMatchObject({
      isZoomed: true,
      bucketLabel: "30 s",
    });
    expect(prepareTimeline(columns, rows, { ...day, isPartial: true })).toMatchObject({
      isZoomed: false,
      bucketLabel: "15 min",
    });
  });

  it.each([
    [1, "1 s"],
    [60, "1 s"],
    [600, "10 s"],
    [3600, "1 min"],
    [6 * 3600, "5 min"],
    [18 * 3600, "10 min"],
    [3 * 86_400, "1 h"],
    [14 * 86_400, "3 h"],
    [60 * 86_400, "1 d"],
    [365 * 86_400, "7 d"],
    [1000 * 86_400, "14 d"],
  ])("a window of %d s has buckets of %s", (seconds, label) => {
    const window = { fromMs: START, toMs: START + seconds * 1000, isPartial: false };
    expect(prepareTimeline(columns, [], window).bucketLabel).toBe(label);
  });

  it("has enough bars for any time range of a minute or more", () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 238 * 86_400 }), (seconds) => {
        const window = { fromMs: START, toMs: START + seconds * 1000, isPartial: false };
        expect(prepareTimeline(columns, [], window).buckets.length).toBeGreaterThanOrEqual(47);
      }),
      { seed: 10 },
    );
  });

  it("starts weeks on Mondays", () => {
    const window = { fromMs: START, toMs: START + 365 * DAY_MS, isPartial: false };
    const [first] = prepareTimeline(columns, [], window).buckets;
    expect(new Date(first?.fromMs ?? 0).getUTCDay()).toBe(1);
  });

  it("counts every event of the window once, in at most 120 buckets", () => {
    const span = fc.integer({ min: 1, max: 400 * 86_400 });
    const times = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
    fc.assert(
      fc.property(span, times, fc.boolean(), (seconds, shares, isPartial) => {
        const rows = shares.map((share) => at(START + Math.floor(share * seconds) * 1000));
        const window = { fromMs: START, toMs: START + seconds * 1000, isPartial };
        const { buckets, totals } = prepareTimeline(columns, rows, window);
        expect(buckets.length).toBeLessThanOrEqual(120);
        expect(totals.success).toBe(rows.length);
        expect(buckets.reduce((sum, bucket) => sum + bucket.success, 0)).toBe(rows.length);
      }),
      { seed: 1 },
    );
  });

  it("leaves out what has no time", () => {
    expect(
      prepareTimeline(
        columns,
        [
          [null, null],
          ["nonsense", null],
        ],
        day,
      ).totals.success,
    ).toBe(0);
  });
});
