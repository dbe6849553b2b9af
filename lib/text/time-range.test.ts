import { describe, expect, it } from "vitest";
import { formatDays, formatEnds, formatInstant, formatSpan } from "./time-range";

const at = (text: string): number => Date.parse(`${text}Z`);
const range = (from: string, to: string) => ({ fromMs: at(from), toMs: at(to) });

describe("ranges of time", () => {
  it("writes an instant with its year, and seconds where there are any", () => {
    expect(formatInstant(at("2024-02-29T23:59"))).toBe("29 Feb 2024 23:59");
    expect(formatInstant(at("2024-02-29T23:59:07"))).toBe("29 Feb 2024 23:59:07");
  });

  it.each([
    ["2026-03-19T00:00", "2026-03-20T00:00", "19 Mar 2026"],
    ["2026-03-19T02:00", "2026-03-19T03:30", "19 Mar 2026"],
    ["2026-03-24T00:00", "2026-03-31T00:00", "24 – 30 Mar 2026"],
    ["2026-02-27T12:00", "2026-03-01T12:00", "27 Feb – 1 Mar 2026"],
    ["2025-12-30T00:00", "2026-01-03T00:00", "30 Dec 2025 – 2 Jan 2026"],
    ["2026-03-19T00:00", "2026-03-19T00:00", "19 Mar 2026"],
  ])("names the days of %s to %s", (from, to, text) => {
    expect(formatDays(range(from, to))).toBe(text);
  });

  it.each([
    ["2026-03-19T00:00", "2026-03-20T00:00", "19 Mar 2026"],
    ["2026-03-16T00:00", "2026-03-23T00:00", "16 – 22 Mar 2026"],
    ["2026-03-19T02:00", "2026-03-19T02:05", "19 Mar 2026 02:00 – 02:05"],
    ["2026-03-19T02:00:10", "2026-03-19T02:00:20", "19 Mar 2026 02:00:10 – 02:00:20"],
    ["2026-03-19T18:00", "2026-03-20T00:00", "19 Mar 2026 18:00 – 24:00"],
    ["2026-03-19T18:00", "2026-03-20T06:00", "19 Mar 2026 18:00 – 20 Mar 2026 06:00"],
  ])("never reads “00:00 – 00:00”: %s to %s", (from, to, text) => {
    expect(formatSpan(range(from, to))).toBe(text);
  });

  it.each([
    ["2026-03-19T02:00", "2026-03-19T03:30", "19 Mar 2026 02:00 → 03:30"],
    ["2026-03-19T00:00", "2026-03-20T00:00", "19 Mar 2026 00:00 → 20 Mar 00:00"],
    ["2023-12-31T23:59:07", "2024-01-01T00:00", "31 Dec 2023 23:59:07 → 1 Jan 2024 00:00"],
  ])("has the year in the ends of %s to %s", (from, to, text) => {
    expect(formatEnds(range(from, to))).toBe(text);
  });
});
