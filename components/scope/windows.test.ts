import { expect, test } from "vitest";
import { formatTime, parseTime } from "@/queries/scope";
import { describeDay, describeDelivery, formatInstant, formatWindow } from "./time-text";
import {
  daysWindow,
  presetWindow,
  shiftWindow,
  type Window,
  wholeWindow,
  windowDays,
  zoomOut,
} from "./windows";

const at = (text: string): number => {
  const ms = parseTime(text);
  if (ms === null) throw new Error(`${text} is not a time.`);
  return ms;
};
const text = ({ fromMs, toMs }: Window): string => `${formatTime(fromMs)} ${formatTime(toMs)}`;
const window = { fromMs: at("2023-11-18"), toMs: at("2023-11-21") };

test("a window is told in one line, with the year only where it is needed", () => {
  expect(formatWindow(window, 2023)).toBe("18 Nov 00:00 → 21 Nov 00:00 UTC · 3 d");
  expect(formatWindow(window, 2026)).toBe("18 Nov 2023 00:00 → 21 Nov 2023 00:00 UTC · 3 d");
  const newYear = { fromMs: at("2023-12-31T23:59:07Z"), toMs: at("2024-01-01") };
  expect(formatWindow(newYear, 2023)).toBe("31 Dec 2023 23:59:07 → 1 Jan 2024 00:00 UTC · 53 s");
});

test("days and instants are UTC", () => {
  expect(describeDay("2023-11-02")).toBe("2 Nov 2023");
  expect(describeDay("soon")).toBe("soon");
  expect(formatInstant(at("2024-02-29T23:59"), false)).toBe("29 Feb 23:59");
});

test("the delivery lag is told", () => {
  expect(describeDelivery(window.toMs, 3_600_000)).toBe(
    "Files delivered until 21 Nov 01:00 are included (delivery lag 1 h).",
  );
  expect(describeDelivery(window.toMs, 0)).toBe("Events are filed under their own date.");
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

test("windows move by their own length and double around their middle", () => {
  expect(text(shiftWindow(window, "earlier"))).toBe("2023-11-15T00:00:00Z 2023-11-18T00:00:00Z");
  expect(text(shiftWindow(window, "later"))).toBe("2023-11-21T00:00:00Z 2023-11-24T00:00:00Z");
  expect(text(zoomOut(window))).toBe("2023-11-16T12:00:00Z 2023-11-22T12:00:00Z");
  expect(text(zoomOut({ fromMs: at("2023-11-18"), toMs: at("2023-11-18T00:00:01Z") }))).toBe(
    "2023-11-18T00:00:00Z 2023-11-18T00:00:02Z",
  );
});

test("a window of whole days touches those days and no other", () => {
  expect(windowDays(window)).toEqual([at("2023-11-18"), at("2023-11-20")]);
  expect(daysWindow(at("2023-11-18"), at("2023-11-20"))).toEqual(window);
});

test("all days of logs are offered where they are known, are more than was asked, and may be asked", () => {
  const logs = { firstDay: "2023-11-16", lastDay: "2023-11-25", maxWindowDays: 10 };
  const whole = { fromMs: at("2023-11-16"), toMs: at("2023-11-26") };
  expect(wholeWindow(logs, window)).toEqual({ ...whole, days: 10 });
  expect(wholeWindow(logs, whole)).toBeNull();
  expect(wholeWindow(logs, { ...whole, toMs: at("2024-01-01") })).toBeNull();
  expect(wholeWindow(logs, { ...whole, fromMs: at("2023-11-17") })).not.toBeNull();
  expect(wholeWindow({ ...logs, maxWindowDays: 9 }, window)).toBeNull();
  expect(wholeWindow({ ...logs, lastDay: null }, window)).toBeNull();
});
