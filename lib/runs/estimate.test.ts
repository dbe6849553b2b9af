import { describe, expect, it } from "vitest";
import type { Reads } from "@/lib/api/answers";
import { fail, succeed } from "@/lib/result";
import { layouts } from "@/queries/layouts";
import { plan } from "@/queries/partitions";
import { estimateOf, startBlocker } from "./estimate";

const source = {
  source: { table: "t", layout: layouts["hive-org"], deliveryLagMs: 0, mayHoldDuplicates: true },
  unreadReason: "",
};
const planned = plan(
  {
    accounts: ["111122223333"],
    regions: [],
    fromMs: Date.parse("2026-03-30T12:00:00Z"),
    toMs: Date.parse("2026-04-01T00:00:00Z"),
  },
  { layout: layouts["hive-org"], deliveryLagMs: 0 },
);
const reads = (bytes: number): Reads => ({
  partitions: 1,
  ofPartitions: null,
  partitionsOfOtherHours: 0,
  archived: 0,
  objects: 1,
  bytes,
  daysWithoutData: [],
});

describe("a scan estimate", () => {
  it("says why it is not known", () => {
    const unknownOf = (sizes: Parameters<typeof estimateOf>[2]) =>
      estimateOf(planned, source, sizes, null).unknown;
    expect(unknownOf(succeed(reads(1)))).toBeNull();
    expect(unknownOf(null)).toMatch(/still being estimated\.$/);
    expect(unknownOf(fail("engine-failed", "No."))).toBe("No.");
  });
});

describe("a run starts without a confirmation", () => {
  const limits = { askAboveBytes: 100, cutoffBytes: null };

  it("up to the limit, not above it", () => {
    expect(startBlocker(succeed(reads(100)), limits)).toBeNull();
    expect(startBlocker(succeed(reads(101)), limits)).toBe("asks-first");
  });

  it("not where the engine would end it half way", () => {
    expect(startBlocker(succeed(reads(51)), { ...limits, cutoffBytes: 50 })).toBe("asks-first");
    expect(startBlocker(succeed(reads(50)), { ...limits, cutoffBytes: 50 })).toBeNull();
  });

  it("once its size is known, unless no run can pass the limit", () => {
    expect(startBlocker(null, limits)).toBe("not-yet");
    expect(startBlocker(null, { ...limits, cutoffBytes: 101 })).toBe("not-yet");
    expect(startBlocker(null, { ...limits, cutoffBytes: 100 })).toBeNull();
  });

  it("where a permission is missing, but not where there is too much to list", () => {
    expect(startBlocker(fail("engine-failed", "No s3:ListBucket."), limits)).toBeNull();
    expect(startBlocker(fail("over-limit", "Too many."), limits)).toBe("asks-first");
    expect(
      startBlocker(fail("over-limit", "Too many."), { ...limits, cutoffBytes: 100 }),
    ).toBeNull();
  });
});
