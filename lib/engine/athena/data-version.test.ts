import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "@/queries/scope";
import { dataVersionAt, supersededNotice } from "./data-version";

const WEEK_MINUTES = 10_080;
const MINUTE_MS = 60_000;
const nowMs = Date.UTC(2026, 2, 20, 11, 20);

describe("the data version of an answer", () => {
  it.each([
    ["reaches into the present", nowMs, 0, "hour 492779"],
    ["may still miss late deliveries", nowMs - HOUR_MS, 0, "hour 492779"],
    ["has settled", nowMs - HOUR_MS - 1, 0, "settled"],
    ["has settled within the week", nowMs - 7 * DAY_MS - HOUR_MS, 0, "settled"],
    [
      "settled before every result that may serve was started",
      nowMs - 7 * DAY_MS - 2 * HOUR_MS,
      WEEK_MINUTES,
      "settled, results of 10080 minutes",
    ],
  ])("of deliveries that %s", (_, deliveredUntilMs, reuseMinutes, name) => {
    expect(dataVersionAt(nowMs, deliveredUntilMs, WEEK_MINUTES)).toEqual({ name, reuseMinutes });
  });

  it("changes with the hour while deliveries come, and not when they have settled", () => {
    const live = dataVersionAt(nowMs, nowMs, 60);
    expect(dataVersionAt(nowMs + 39 * MINUTE_MS, nowMs, 60)).toEqual(live);
    expect(dataVersionAt(nowMs + 40 * MINUTE_MS, nowMs, 60).name).not.toBe(live.name);
    expect(dataVersionAt(nowMs + DAY_MS, nowMs, 60)).toEqual(
      dataVersionAt(nowMs + 99 * DAY_MS, nowMs, 60),
    );
  });

  it("never lets a result serve that was read before its deliveries had settled", () => {
    const minutes = fc.integer({ min: 0, max: 30 * 24 * 60 });
    const ages = fc.integer({ min: 0, max: WEEK_MINUTES });
    const longestRun = fc.integer({ min: 0, max: 30 * MINUTE_MS });
    fc.assert(
      fc.property(minutes, ages, longestRun, (agoMinutes, maxAgeMinutes, tookMs) => {
        const deliveredUntilMs = nowMs - agoMinutes * MINUTE_MS;
        const { name, reuseMinutes } = dataVersionAt(nowMs, deliveredUntilMs, maxAgeMinutes);
        // The oldest result that Athena may give, from the start of its reading.
        const readMs = nowMs - reuseMinutes * MINUTE_MS - tookMs;
        if (reuseMinutes > 0) expect(readMs).toBeGreaterThan(deliveredUntilMs + HOUR_MS);
        if (name.startsWith("hour")) expect(reuseMinutes).toBe(0);
      }),
      { seed: 1 },
    );
  });

  it("is never reused where that is switched off", () => {
    expect(dataVersionAt(nowMs, nowMs - 99 * DAY_MS, 0)).toEqual({
      name: "settled",
      reuseMinutes: 0,
    });
  });

  it("distinguishes a result that may lack events from a final one", () => {
    const live = dataVersionAt(nowMs, nowMs, 60).name;
    const settled = dataVersionAt(nowMs + DAY_MS, nowMs, 0).name;
    expect(supersededNotice(live, live)).toBeNull();
    expect(supersededNotice(live, dataVersionAt(nowMs + HOUR_MS, nowMs, 60).name)).toMatch(
      /since this result/,
    );
    expect(supersededNotice(live, settled)).toMatch(/since this result/);
    expect(
      supersededNotice(settled, dataVersionAt(nowMs + 99 * DAY_MS, nowMs, 60).name),
    ).toBeNull();
  });
});
