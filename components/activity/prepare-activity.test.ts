import { describe, expect, it } from "vitest";
import { DAY_MS, parseTime } from "@/queries/scope";
import {
  barAt,
  barText,
  eventsByDay,
  eventsOnOtherDays,
  gapsIn,
  prepareActivity,
  windowOfBars,
} from "./prepare-activity";

const at = (text: string): number => parseTime(text) ?? Number.NaN;
const range = (from: string, to: string) => ({ fromMs: at(from), toMs: at(to) });
const MARCH = range("2026-03-01", "2026-03-31");
const events = eventsByDay([
  ["2026-03-18", 0],
  ["2026-03-19", 312],
  ["2026-03-24", "7"],
]);

describe("an activity strip", () => {
  it("has a bar for each day, also for those without events", () => {
    const { bars, unit, highest, total } = prepareActivity(events, MARCH, [], 120);
    expect([bars.length, unit, highest, total]).toEqual([30, "day", 312, 319]);
    expect(bars.filter(({ events: count }) => count > 0).map(barText)).toEqual([
      "19 Mar 2026: 312 events",
      "24 Mar 2026: 7 events",
    ]);
  });

  it("separates days without logs from days without events", () => {
    const missing = ["2026-03-02", "2026-03-03", "2026-03-05"];
    const { bars } = prepareActivity(events, MARCH, missing, 120);
    expect(bars.slice(0, 3).map(barText)).toEqual([
      "1 Mar 2026: no events",
      "2 Mar 2026: no logs",
      "3 Mar 2026: no logs",
    ]);
    expect(gapsIn(bars)).toEqual([
      range("2026-03-02", "2026-03-04"),
      range("2026-03-05", "2026-03-06"),
    ]);
  });

  it("counts weeks from Monday, then months, where days are too many", () => {
    const weeks = prepareActivity(events, MARCH, ["2026-03-01"], 20);
    expect(weeks.unit).toBe("week");
    expect(weeks.bars.map(barText)).toEqual([
      "1 Mar 2026: no logs",
      "2 – 8 Mar 2026: no events",
      "9 – 15 Mar 2026: no events",
      "16 – 22 Mar 2026: 312 events",
      "23 – 29 Mar 2026: 7 events",
      "30 Mar 2026: no events",
    ]);
    const months = prepareActivity(events, range("2025-12-20", "2026-04-02"), [], 10);
    expect(months.unit).toBe("month");
    expect(months.bars.map(({ events: count }) => count)).toEqual([0, 0, 0, 319, 0]);
    expect(months.bars.at(-1)).toMatchObject(range("2026-04-01", "2026-04-02"));
  });

  it("adds up to the same in every unit, and leaves no time out", () => {
    const years = range("2024-02-29", "2026-12-25");
    for (const mostBars of [2_000, 300, 40]) {
      const { bars, total } = prepareActivity(events, years, [], mostBars);
      expect(total).toBe(319);
      expect(bars.length).toBeLessThanOrEqual(mostBars);
      expect(bars[0]?.fromMs).toBe(years.fromMs);
      expect(bars.at(-1)?.toMs).toBe(years.toMs);
      bars.slice(1).forEach((bar, index) => {
        expect(bar.fromMs).toBe(bars[index]?.toMs);
      });
    }
  });

  it("finds the bar under a point, and the days of several", () => {
    const { bars } = prepareActivity(events, MARCH, [], 120);
    expect([-1, 0, 0.5, 0.999, 2].map((share) => barAt(bars, share))).toEqual([0, 0, 15, 29, 29]);
    expect(windowOfBars(bars, 20, 18)).toEqual(range("2026-03-19", "2026-03-22"));
    expect(windowOfBars([], 0, 0)).toBeNull();
  });

  it("counts events on days outside a time range", () => {
    const night = { fromMs: at("2026-03-19") + DAY_MS / 12, toMs: at("2026-03-19") + DAY_MS / 6 };
    expect(eventsOnOtherDays(events, night)).toBe(7);
    expect(eventsOnOtherDays(events, range("2026-03-20", "2026-03-24"))).toBe(319);
    expect(eventsOnOtherDays(events, MARCH)).toBe(0);
  });
});
