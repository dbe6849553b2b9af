import fc from "fast-check";
import { expect, test } from "vitest";
import { formatTime, parseTime } from "@/queries/scope";
import { describeDay, describeDelivery, formatWindow } from "./time-text";
import {
  daysWindow,
  hasAllLogs,
  type LogDays,
  presetWindow,
  shiftWindow,
  type Window,
  wholeWindow,
  widenings,
  windowDays,
} from "./windows";

function at(text: string): number {
  const ms = parseTime(text);
  if (ms === null) throw new Error(`${text} is not a time.`);
  return ms;
}
const text = ({ fromMs, toMs }: Window): string => `${formatTime(fromMs)} ${formatTime(toMs)}`;
const window = { fromMs: at("2023-11-18"), toMs: at("2023-11-21") };

test("a time range is one line, with its year and its length", () => {
  expect(formatWindow(window)).toBe("18 Nov 2023 00:00 → 21 Nov 00:00 UTC · 3 d");
  const newYear = { fromMs: at("2023-12-31T23:59:07Z"), toMs: at("2024-01-01") };
  expect(formatWindow(newYear)).toBe("31 Dec 2023 23:59:07 → 1 Jan 2024 00:00 UTC · 53 s");
  expect(formatWindow({ fromMs: newYear.toMs, toMs: newYear.fromMs })).toContain(
    "ends before it starts",
  );
});

test("days are UTC", () => {
  expect(describeDay("2023-11-02")).toBe("2 Nov 2023");
  expect(describeDay("soon")).toBe("soon");
});

test("the delivery lag has its line", () => {
  expect(describeDelivery(window.toMs, 3_600_000)).toBe(
    "Files delivered until 21 Nov 2023 01:00 are included (delivery lag 1 h).",
  );
  expect(describeDelivery(window.toMs, 0)).toBe("Events are stored by their own date.");
});

test("a preset becomes absolute and rounded, and its end is included", () => {
  const end = at("2023-11-20T14:32:07Z");
  expect(text(presetWindow({ label: "", lengthMs: 3_600_000 }, end))).toBe(
    "2023-11-20T13:33:00Z 2023-11-20T14:33:00Z",
  );
  expect(text(presetWindow({ label: "", lengthMs: 86_400_000 }, end))).toBe(
    "2023-11-19T15:00:00Z 2023-11-20T15:00:00Z",
  );
});

test("windows move by their own length", () => {
  expect(text(shiftWindow(window, "earlier"))).toBe("2023-11-15T00:00:00Z 2023-11-18T00:00:00Z");
  expect(text(shiftWindow(window, "later"))).toBe("2023-11-21T00:00:00Z 2023-11-24T00:00:00Z");
});

const labelled = (given: Window, logs: LogDays): readonly string[] =>
  widenings(given, logs).map(({ label, window: wider }) => `${label}: ${text(wider)}`);

test("a time range is widened in sensible steps, up to all logs", () => {
  const logs = { firstDay: "2023-10-20", lastDay: "2023-11-30", maxWindowDays: 400 };
  const hours = { fromMs: at("2023-11-18T02:00:00Z"), toMs: at("2023-11-18T03:30:00Z") };
  expect(labelled(hours, logs)).toEqual([
    "1 h before and after: 2023-11-18T01:00:00Z 2023-11-18T04:30:00Z",
    "Whole day: 2023-11-18T00:00:00Z 2023-11-19T00:00:00Z",
    "7 days: 2023-11-15T00:00:00Z 2023-11-22T00:00:00Z",
    "30 days: 2023-11-01T00:00:00Z 2023-12-01T00:00:00Z",
    "All 42 days of logs: 2023-10-20T00:00:00Z 2023-12-01T00:00:00Z",
  ]);
});

test("steps that are no wider, too long or not known are left out", () => {
  const unknown = { firstDay: null, lastDay: null, maxWindowDays: 400 };
  const week = { fromMs: at("2023-11-15"), toMs: at("2023-11-22") };
  expect(labelled(week, unknown)).toEqual([
    "1 h before and after: 2023-11-14T23:00:00Z 2023-11-22T01:00:00Z",
    "30 days: 2023-11-04T00:00:00Z 2023-12-04T00:00:00Z",
  ]);
  expect(widenings(week, { ...unknown, maxWindowDays: 7 })).toEqual([]);
});

test("nothing wider is offered where the time range has all logs", () => {
  const logs = { firstDay: "2023-11-10", lastDay: "2023-11-21", maxWindowDays: 400 };
  const all = { fromMs: at("2023-11-10"), toMs: at("2023-11-22") };
  expect(widenings(all, logs)).toEqual([]);
  expect(hasAllLogs(all, logs)).toBe(true);
  expect(labelled({ ...all, fromMs: at("2023-11-11") }, logs)).toContain(
    "All 12 days of logs: 2023-11-10T00:00:00Z 2023-11-22T00:00:00Z",
  );
  // Logs that go on may have more later.
  expect(widenings(all, { ...logs, lastDay: null })).not.toEqual([]);
});

test("every wider time range contains the present one, also near the ends of the logs", () => {
  const logs = { firstDay: "2023-11-10", lastDay: "2023-11-21", maxWindowDays: 400 };
  const minutes = fc.integer({ min: at("2023-10-01") / 60_000, max: at("2024-01-01") / 60_000 });
  fc.assert(
    fc.property(minutes, fc.integer({ min: 1, max: 50_000 }), (from, length) => {
      const given = { fromMs: from * 60_000, toMs: (from + length) * 60_000 };
      for (const { window: wider } of widenings(given, logs)) {
        expect(wider.fromMs).toBeLessThanOrEqual(given.fromMs);
        expect(wider.toMs).toBeGreaterThanOrEqual(given.toMs);
        expect(wider.toMs - wider.fromMs).toBeGreaterThan(given.toMs - given.fromMs);
      }
    }),
    { seed: 7 },
  );
});

test("a window of whole days touches those days and no other", () => {
  expect(windowDays(window)).toEqual([at("2023-11-18"), at("2023-11-20")]);
  expect(daysWindow(at("2023-11-18"), at("2023-11-20"))).toEqual(window);
});

test("all days of logs are offered if they are known, wider than the range, and within the limit", () => {
  const logs = { firstDay: "2023-11-16", lastDay: "2023-11-25", maxWindowDays: 10 };
  const whole = { fromMs: at("2023-11-16"), toMs: at("2023-11-26") };
  expect(wholeWindow(logs, window)).toEqual({ ...whole, days: 10 });
  expect(wholeWindow(logs, whole)).toBeNull();
  expect(wholeWindow(logs, { ...whole, toMs: at("2024-01-01") })).toBeNull();
  expect(wholeWindow(logs, { ...whole, fromMs: at("2023-11-17") })).not.toBeNull();
  expect(wholeWindow({ ...logs, maxWindowDays: 9 }, window)).toBeNull();
  expect(wholeWindow({ ...logs, lastDay: null }, window)).toBeNull();
});
