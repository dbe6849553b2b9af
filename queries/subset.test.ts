import { describe, expect, it } from "vitest";
import { isFullRun } from "@/lib/full-run.fixture";
import { withColumns } from "./short-sql.fixture";
import { allStatements, sliceStatements, usualStatements } from "./statements.fixture";

/** These have every field, as tables have it and as older tables have it. */
const WHOLE = ["every field", "slice"];

import { outsideSubset } from "./subset.fixture";

describe("the common subset of Athena's and DuckDB's SQL", () => {
  it("contains every statement", () => {
    // The quick run parses the long fields once, and each statement with columns in their place.
    const quick = () =>
      usualStatements.map(({ name, sql }) => ({
        name,
        sql: WHOLE.includes(name) ? sql : withColumns(sql),
      }));
    const checked = isFullRun() ? [...allStatements, ...sliceStatements] : quick();
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
    ["select transform(a, x -> x + 1) from t", ["functions: transform"]],
  ])("does not hold %s", (sql, constructs) => {
    expect(outsideSubset(sql)).toEqual(constructs);
  });

  it("rejects text that is not SQL", () => {
    expect(outsideSubset("select from where")[0]).toMatch(/^syntax: /);
  });
});
