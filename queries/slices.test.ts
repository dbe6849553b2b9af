import { expect, it } from "vitest";
import { compile } from "./compile";
import { layouts, type Source } from "./layouts";
import { type EventQuery, is } from "./query";
import { DAY_MS, type Scope } from "./scope";
import { compileSlice, sliceSource } from "./slices";

const FROM_MS = Date.UTC(2026, 2, 12);
const scope: Scope = { accounts: [], regions: [], fromMs: FROM_MS, toMs: FROM_MS + 3 * DAY_MS };
const source: Source = {
  table: "logs",
  layout: layouts["hive-org"],
  deliveryLagMs: 0,
  mayHoldDuplicates: true,
};
const slice = { where: [is("accesskeyid", "AKIAIOSFODNN7EXAMPLE")], scope };
const query: EventQuery = {
  where: [...slice.where, is("useragent", "curl/8.5.0")],
  answer: { kind: "events", columns: ["eventtime", "eventid"] },
  limit: null,
};

function over(asked: Scope, holdsEachOnce: boolean): string {
  const compiled = compile(query, asked, sliceSource(slice, source, holdsEachOnce));
  return "sql" in compiled ? compiled.sql : compiled.refused;
}

it("fetches the events of a slice in the order in which they are listed", () => {
  const compiled = compileSlice(slice, source, 10);
  expect("sql" in compiled && compiled.sql).toMatch(/\norder by eventtime, eventid\nlimit 11$/);
});

it("leaves out conditions that all cached rows satisfy", () => {
  expect(over(scope, true)).toBe(`select
  eventtime,
  eventid
from slice
where useragent = 'curl/8.5.0'`);
  const later = over({ ...scope, fromMs: FROM_MS + 1 }, true);
  expect(later).toContain("where eventtime >= '2026-03-12T00:00:01Z'\n");
  expect(later).not.toContain("eventtime <");
  const sooner = over({ ...scope, toMs: scope.toMs - 1_000 }, true);
  expect(sooner).toContain("where eventtime < '2026-03-14T23:59:59Z'\n");
});

it("sorts again where there may be copies", () => {
  expect(over(scope, false)).toMatch(
    /\nwhere copy = 1 or eventid is null\norder by eventtime, eventid$/,
  );
});
