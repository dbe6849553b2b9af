import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatCount,
  formatCounted,
  formatDay,
  formatDollars,
  formatDuration,
  formatMoment,
  withinSentence,
} from "./format";

describe("format", () => {
  it.each([
    ["Access key", "access key"],
    ["Role (name or ARN)", "role (name or ARN)"],
    ["IP address", "IP address"],
    ["ARN", "ARN"],
  ])("%s within a sentence", (label, text) => expect(withinSentence(label)).toBe(text));

  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1 kB"],
    [1_840_000_000, "1.8 GB"],
    [999_999, "1 MB"],
    [204_000_000_000, "204 GB"],
    [5e18, "5000 PB"],
  ])("bytes %d", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0, "0 ms"],
    [14.4, "14 ms"],
    [999.6, "1 s"],
    [1234, "1.2 s"],
    [59_999, "1 min"],
    [125_000, "2 min 5 s"],
    [3_720_000, "1 h 2 min"],
    [86_400_000, "1 d"],
    [273_600_000, "3 d 4 h"],
  ])("duration %d", (ms, text) => expect(formatDuration(ms)).toBe(text));

  it.each([
    [0, "$0"],
    [0.0002, "<$0.001"],
    [0.009, "$0.009"],
    [0.05, "$0.050"],
    [0.25, "$0.25"],
    [0.999, "$1.00"],
    [1234.5, "$1,234.50"],
  ])("dollars %d", (dollars, text) => expect(formatDollars(dollars)).toBe(text));

  it("counts", () => {
    expect(formatCount(18_204)).toBe("18,204");
    expect(formatCounted(1, "event")).toBe("1 event");
    expect(formatCounted(2, "query", "queries")).toBe("2 queries");
  });

  it("formats times in UTC", () => {
    const ms = Date.UTC(2026, 10, 20, 2, 31, 7);
    expect(formatMoment(ms)).toBe("20 Nov 2026 02:31:07");
    expect(formatDay(Date.UTC(2026, 0, 1, 23, 59))).toBe("1 Jan 2026");
  });
});
