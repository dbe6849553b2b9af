import { expect, it } from "vitest";
import { layouts } from "../layouts";
import { outsideSubset } from "../subset.fixture";
import { MATCH_RULES, matchLines, namedLines } from "./compile-matches";

const read = {
  source: {
    table: "cloudtrail",
    layout: layouts.projection,
    deliveryLagMs: 0,
    mayHoldDuplicates: true,
  },
  from: ["from cloudtrail"],
  fromMs: 0,
};

// The whole statement takes the parser minutes: it is the same for each rule.
it.each([MATCH_RULES.slice(0, 2), MATCH_RULES.slice(2, 5)])(
  "is in the subset, rules %#",
  (...rules) => {
    expect(outsideSubset(matchLines(read, rules).join("\n"))).toEqual([]);
  },
);

it("is in the subset by actor", () => {
  expect(outsideSubset(namedLines(read, MATCH_RULES.slice(0, 2)).join("\n"))).toEqual([]);
});

it("names no event that happened before, and no rule about what is new", () => {
  const sql = matchLines(read).join("\n");
  expect(sql).not.toContain("over (");
  expect(sql.length).toBeLessThan(60_000);
});
