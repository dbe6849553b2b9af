import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS, formatTime, parseTime } from "@/queries/scope";
import { activityRange, type LogSpan } from "./activity-range";

const at = (text: string): number => parseTime(text) ?? Number.NaN;
const window = (from: string, to: string) => ({ fromMs: at(from), toMs: at(to) });
const lake: LogSpan = {
  firstDay: "2026-03-01",
  lastDay: "2026-03-30",
  presetEnd: "2026-03-31T00:00:00Z",
  maxWindowDays: 400,
};
const trail: LogSpan = {
  ...lake,
  firstDay: null,
  lastDay: null,
  presetEnd: "2026-03-31T11:00:00Z",
};

function shown(logs: LogSpan, from: string, to: string): readonly string[] {
  const { fromMs, toMs } = activityRange(logs, window(from, to));
  return [formatTime(fromMs).slice(0, 10), formatTime(toMs).slice(0, 10)];
}

describe("the days of an activity strip", () => {
  it("are those of the logs", () => {
    expect(shown(lake, "2026-03-19T02:00:00Z", "2026-03-19T03:30:00Z")).toEqual([
      "2026-03-01",
      "2026-03-31",
    ]);
  });

  it("are the latest 90 if the start of the logs is unknown", () => {
    expect(shown(trail, "2026-03-30T11:00:00Z", "2026-03-31T11:00:00Z")).toEqual([
      "2026-01-01",
      "2026-04-01",
    ]);
  });

  it("start a month before an older time range if the start of the logs is unknown", () => {
    expect(shown(trail, "2025-12-31T02:00:00Z", "2025-12-31T03:00:00Z")).toEqual([
      "2025-12-01",
      "2026-04-01",
    ]);
  });

  it("contain the time range, also where it goes beyond the logs", () => {
    expect(shown(lake, "2026-02-27T12:00:00Z", "2026-04-02T12:00:00Z")).toEqual([
      "2026-02-27",
      "2026-04-03",
    ]);
  });

  it("are whole days, few enough for one query, and contain the start of the time range", () => {
    const ms = fc.integer({ min: at("2024-01-01"), max: at("2027-01-01") });
    fc.assert(
      fc.property(ms, ms, fc.integer({ min: 1, max: 400 }), fc.boolean(), (a, b, days, ends) => {
        const chosen = { fromMs: Math.min(a, b), toMs: Math.min(a, b) + 1 + (b % (days * DAY_MS)) };
        const range = activityRange({ ...(ends ? lake : trail), maxWindowDays: days }, chosen);
        const length = (range.toMs - range.fromMs) / DAY_MS;
        expect(Number.isInteger(length) && range.fromMs % DAY_MS === 0).toBe(true);
        expect(length).toBeGreaterThan(0);
        expect(length).toBeLessThanOrEqual(days);
        expect(range.fromMs).toBeLessThanOrEqual(chosen.fromMs);
        expect(range.toMs).toBeGreaterThan(chosen.fromMs);
      }),
      { seed: 11 },
    );
  });
});
