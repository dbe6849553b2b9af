import { describe, expect, it } from "vitest";
import { allStatements, sliceStatements } from "./statements.fixture";
import { outsideSubset } from "./subset.fixture";

describe("the common subset of Athena's and DuckDB's SQL", () => {
  it("contains every statement on every layout", () => {
    for (const { name, sql } of [...allStatements, ...sliceStatements])
      expect(outsideSubset(sql), name).toEqual([]);
  });

  it.each([
    ["select approx_distinct(a) from t", ["functions: approx_distinct"]],
    ["select cast(a as timestamp) from t", ["types: timestamp"]],
    ["select a % b from t", ["operators: %"]],
    ["select a from t offset 2 limit 3", ["keywords: offset"]],
    [
      "select a from t tablesample bernoulli (10)",
      ["keywords: tablesample", "keywords: bernoulli"],
    ],
    ["select transform(a, x -> x + 1) from t", ["functions: transform", "operators: ->"]],
  ])("does not hold %s", (sql, constructs) => {
    expect(outsideSubset(sql)).toEqual(constructs);
  });

  it("rejects text that is not SQL", () => {
    expect(outsideSubset("select from where")[0]).toMatch(/^syntax: /);
  });
});
