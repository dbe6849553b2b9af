import { describe, expect, it } from "vitest";
import { networkOf } from "./network-of";
import { MOST_PROFILE_ROWS } from "./profile";
import { readProfile } from "./read-profile";

describe("the rows of a profile", () => {
  it("are read with counts as numbers", () => {
    const row = ["agent", null, "12", "10", 2, "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"];
    expect(readProfile([row]).profile).toEqual([
      {
        feature: "agent",
        value: null,
        total: 12,
        succeeded: 10,
        denied: 2,
        firstSeen: "2026-03-01T00:00:00Z",
        lastSeen: "2026-03-02T00:00:00Z",
      },
    ]);
  });

  it("that are too many lack values of the last features", () => {
    const rows = Array.from({ length: MOST_PROFILE_ROWS + 1 }, (_, index) => [
      index < 5 ? "region" : "network",
      String(index),
      1,
      1,
      0,
      "",
      "",
    ]);
    expect(readProfile(rows).profile).toHaveLength(MOST_PROFILE_ROWS);
    expect(readProfile(rows).incomplete).toEqual(["network", "address"]);
    expect(readProfile(rows.slice(1)).incomplete).toEqual([]);
  });
});

it.each([
  ["203.0.113.9", "203.0.0.0/16"],
  ["2001:DB8:12::1", "2001:db8:12::/48"],
  ["2001:db8::1", "2001:db8:0::/48"],
  ["AWS Internal", null],
  ["s3.amazonaws.com", null],
])("the network of %s is %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
