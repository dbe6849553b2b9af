import { describe, expect, it } from "vitest";
import { layouts } from "@/queries/layouts";
import { plan } from "@/queries/partitions";
import { readsAmong } from "./partition-reads";

const planned = plan(
  {
    accounts: ["111122223333"],
    regions: [],
    fromMs: Date.parse("2026-03-30T12:00:00Z"),
    toMs: Date.parse("2026-04-01T00:00:00Z"),
  },
  { layout: layouts["hive-org"], deliveryLagMs: 0 },
);
const stored = (account: string, month: string, day: string, bytes: number) => ({
  account,
  region: "us-east-1",
  year: "2026",
  month,
  day,
  files: 2,
  bytes,
});

describe("what a plan reads", () => {
  it("is the partitions that it selects, and the days without any are named", () => {
    expect(
      readsAmong(planned, [
        stored("111122223333", "03", "29", 1),
        stored("111122223333", "03", "30", 20),
        stored("444455556666", "03", "31", 300),
        stored("111122223333", "04", "01", 4_000),
      ]),
    ).toEqual({
      partitions: 1,
      ofPartitions: 4,
      partitionsOfOtherHours: 0,
      archived: 0,
      objects: 2,
      bytes: 20,
      daysWithoutData: ["2026-03-31"],
    });
  });
});
