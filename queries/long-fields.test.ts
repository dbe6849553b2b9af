import { describe, expect, it } from "vitest";
import { compile } from "./compile";
import { fieldOf } from "./fields";
import { applyFilters, type Filter } from "./filters";
import { type Layout, layouts, type Source } from "./layouts";
import type { EventQuery } from "./query";
import type { Scope } from "./scope";
import { outsideSubset } from "./subset.fixture";

const SCOPE: Scope = {
  accounts: ["111122223333", "444455556666"],
  regions: [],
  fromMs: Date.UTC(2026, 0, 1),
  toMs: Date.UTC(2026, 0, 2),
};
const BY_RESOURCE: EventQuery = {
  where: [],
  answer: { kind: "counts", by: ["resource", "logfile"], as: "total" },
  limit: null,
};

const filters = Array.from(
  { length: 40 },
  (_, at): Filter => ({ field: "resource", op: "not", value: `s3://bucket-${at}` }),
);

describe("a field with a long expression", () => {
  it.each(Object.values<Layout>(layouts))("is written once on $name", (layout) => {
    const source: Source = {
      table: "cloudtrail",
      layout,
      deliveryLagMs: 3_600_000,
      mayHoldDuplicates: true,
    };
    const compiled = compile(applyFilters(BY_RESOURCE, filters), SCOPE, source);
    if ("refused" in compiled) throw new Error(compiled.refused);
    expect(compiled.sql.split(fieldOf("resource").expression)).toHaveLength(2);
    expect(compiled.sql).toContain("resource <> 's3://bucket-39'");
    expect(outsideSubset(compiled.sql)).toEqual([]);
  });
});
