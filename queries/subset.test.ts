import { describe, expect, it } from "vitest";
import { isFullRun } from "@/lib/full-run.fixture";
import { allStatements, sliceStatements, usualStatements } from "./statements.fixture";
import { outsideSubset } from "./subset.fixture";

describe("the common subset of Athena's and DuckDB's SQL", () => {
  // The parser takes a tenth of a second for each: the quick run leaves out what repeats a form.
  it("contains every statement", () => {
    const checked = isFullRun() ? [...allStatements, ...sliceStatements] : usualStatements;
    for (const { name, sql } of checked) expect(outsideSubset(sql), name).toEqual([]);
  });

  it.each([
    ["select approx_distinct(a) from t", ["functions: approx_distinct"]],
    ["select cast(a as date) from t", ["types: date"]],
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
