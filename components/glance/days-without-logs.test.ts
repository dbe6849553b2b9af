import { expect, it } from "vitest";
import type { Estimate } from "@/lib/api/answers";
import { daysWithoutLogs } from "./days-without-logs";

const estimateOf = (daysWithoutData: readonly string[]): Estimate => ({
  days: 33,
  deliveredUntil: "2026-03-03T00:00:00Z",
  deliveryLagMs: 0,
  reads: {
    partitions: 1,
    ofPartitions: null,
    objects: 1,
    bytes: 1,
    archived: 0,
    partitionsOfOtherHours: 0,
    daysWithoutData,
  },
  unknown: null,
  isListing: false,
  cutoffBytes: null,
  notInTable: [],
  unreadReason: "",
});

const RANGE = { fromMs: Date.UTC(2026, 2, 1, 12), toMs: Date.UTC(2026, 2, 3) };

it("counts the days of the range alone, with a day that the range only begins in", () => {
  const estimate = estimateOf(["2026-02-20", "2026-03-01", "2026-03-03"]);
  expect(daysWithoutLogs(estimate, RANGE)).toEqual({ days: 1, isAll: false });
});

it("notes a range without any logs, and does not guess where nothing is known", () => {
  const estimate = estimateOf(["2026-03-01", "2026-03-02"]);
  expect(daysWithoutLogs(estimate, RANGE)).toEqual({ days: 2, isAll: true });
  expect(daysWithoutLogs({ ...estimate, reads: null }, RANGE)).toBeNull();
  expect(daysWithoutLogs(null, RANGE)).toBeNull();
});
