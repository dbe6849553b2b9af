import { expect, it } from "vitest";
import { activityRange, type LogSpan } from "@/lib/investigation/activity-range";
import { DAY_MS, parseTime } from "@/queries/scope";
import { notCounted } from "./not-counted";

const END = "2026-03-31T00:00:00Z";
const trail: LogSpan = { firstDay: null, lastDay: null, presetEnd: END, maxWindowDays: 400 };
const lake = (firstDay: string): LogSpan => ({ ...trail, firstDay, lastDay: "2026-03-30" });

function said(logs: LogSpan, fromDay: string): string | null {
  const fromMs = parseTime(fromDay) ?? Number.NaN;
  const chosen = { fromMs, toMs: fromMs + DAY_MS };
  return notCounted(logs, activityRange(logs, chosen));
}

it("is nothing where the days of all logs are known and counted", () => {
  expect(said(lake("2026-03-01"), "2026-03-19")).toBeNull();
  expect(said(lake("2025-03-01"), "2026-03-19")).toBeNull();
});

it("is what may be stored before the days that are counted, where the first is not known", () => {
  // A key that leaked 120 days ago: its first use may be before the strip.
  expect(said(trail, "2026-03-30")).toBe("logs before 31 Dec 2025 not counted");
});

it("is what one query cannot read, on either side", () => {
  expect(said(lake("2024-01-01"), "2026-03-19")).toBe("logs before 24 Feb 2025 not counted");
  expect(said(lake("2024-01-01"), "2024-01-01")).toBe("logs after 3 Feb 2025 not counted");
  expect(said(lake("2023-01-01"), "2024-01-01")).toMatch(/^logs before 1 Jan 2024 and after/);
});
