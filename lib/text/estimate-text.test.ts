import { describe, expect, it } from "vitest";
import type { Estimate, Reads } from "@/lib/api/answers";
import { costBeforeText, cutoffText, placesText } from "./estimate-text";

const reads: Reads = {
  partitions: 12,
  ofPartitions: null,
  partitionsOfOtherHours: 0,
  archived: 0,
  objects: 1_340,
  bytes: 1_200_000_000,
  daysWithoutData: [],
};
const estimate: Estimate = {
  days: 2,
  deliveredUntil: "2026-03-02T01:00:00Z",
  deliveryLagMs: 3_600_000,
  reads,
  unknown: null,
  isListing: false,
  cutoffBytes: null,
  notInTable: [],
  unreadReason: "",
};

describe("a scan estimate in words", () => {
  it("counts files if they were listed, and names all partitions if they are known", () => {
    expect(placesText(reads)).toBe("1,340 files, 12 partitions");
    expect(placesText({ ...reads, ofPartitions: 360 })).toBe("1,340 files, 12 of 360 partitions");
    expect(placesText({ ...reads, objects: 1, partitions: 1 })).toBe("1 file, 1 partition");
  });

  it("names the engine's own limit, and warns where it is exceeded", () => {
    expect(cutoffText(reads, null)).toBeNull();
    expect(cutoffText(null, 10_000_000_000)).toBe("The workgroup cancels a query at 10 GB.");
    expect(cutoffText(reads, 1_200_000_000)).toMatch(/^The workgroup cancels/);
    expect(cutoffText(reads, 1_000_000_000)).toMatch(/^Over the workgroup's limit of 1 GB: /);
  });

  it("is a short note of the cost", () => {
    expect(costBeforeText({ kind: "cached" }, 5)).toBe("0 bytes");
    expect(costBeforeText({ kind: "scan", estimate }, 5)).toBe("1.2 GB · ≈ $0.006 · 12 partitions");
    expect(costBeforeText({ kind: "scan", estimate }, null)).toBe("1.2 GB · 12 partitions");
    const unknown = { ...estimate, reads: null, unknown: "No." };
    expect(costBeforeText({ kind: "scan", estimate: unknown }, 5)).toBe("cost unknown");
  });
});
