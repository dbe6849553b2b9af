import { describe, expect, it } from "vitest";
import { FACETS, facetQuery, filtersOnValue, stateIn, withoutValue } from "./facets";
import { addFilter, type Filter, parseFilter } from "./filters";
import { findStep } from "./index";
import { cellMenu } from "./pivots";
import { is } from "./query";

const step = findStep("access-key-exposure/all-key-usage")?.step;
const KEY = "AKIAIOSFODNN7EXAMPLE";

function filter(text: string): Filter {
  const read = parseFilter(text);
  if (!read) throw new Error(text);
  return read;
}

describe("the query for facets", () => {
  it("asks every row for what each count needs, and leaves the rest to the facets", () => {
    if (!step) throw new Error("There is no such step.");
    const query = facetQuery(step, { accessKeyId: KEY }, [
      filter("useragent:contains:cli"),
      filter("eventname:is:GetObject"),
      filter("errormessage:lacks:expired"),
      filter("anywhere:contains:x"),
    ]);
    expect(query.where.slice(0, 2)).toEqual([
      is("accesskeyid", KEY),
      { op: "contains", field: "useragent", value: "cli" },
    ]);
    expect(query.where).toHaveLength(3);
    expect(query.answer).toMatchObject({
      kind: "facets",
      by: FACETS,
      conditions: [
        { field: "eventname", excludes: false },
        { field: "errormessage", excludes: true },
      ],
    });
  });
});

describe("a filter on a value", () => {
  it("is the one that a cell's menu makes, for a value and for none", () => {
    if (!step) throw new Error("There is no such step.");
    for (const value of ["GetObject", null]) {
      const { only, not } = filtersOnValue("eventname", value);
      const menu = cellMenu(step, "eventname", value, {});
      expect(menu.filters.map((each) => each.filter)).toEqual([only, not]);
    }
  });

  it("is not offered where no query can contain the text", () => {
    expect(filtersOnValue("actor", "a\u0000b")).toEqual({ only: null, not: null });
    expect(filtersOnValue("actor", "")).toEqual({ only: filter("actor:exactly:"), not: null });
  });

  it.each([
    ["eventname:is:GetObject", "GetObject", "included"],
    ["eventname:exactly:GetObject", "GetObject", "included"],
    ["eventname:any:PutObject,GetObject", "GetObject", "included"],
    ["eventname:not:GetObject", "GetObject", "excluded"],
    ["eventname:contains:GetObject", "GetObject", null],
    ["eventname:not:PutObject", "GetObject", null],
    ["eventsource:is:GetObject", "GetObject", null],
    ["eventname:empty", null, "included"],
    ["eventname:present", null, "excluded"],
    ["eventname:is:GetObject", null, null],
  ] as const)("%s makes %s %s", (text, value, state) => {
    expect(stateIn(filter(text), "eventname", value)).toBe(state);
  });

  it("is removed alone, also from a list of values", () => {
    const filters = [
      filter("eventname:any:PutObject,GetObject"),
      filter("eventname:not:Decrypt"),
      filter("actor:is:alice"),
    ];
    expect(withoutValue(filters, "eventname", "GetObject")).toEqual([
      filter("eventname:any:PutObject"),
      ...filters.slice(1),
    ]);
    expect(withoutValue(filters, "eventname", "Decrypt")).toEqual([filters[0], filters[2]]);
    expect(withoutValue([filter("eventname:any:PutObject")], "eventname", "PutObject")).toEqual([]);
  });

  it("is removed in whatever spelling it was made", () => {
    const list = filter("sourceipaddress:any:2001:DB8:0::7,203.0.113.7");
    expect(withoutValue([list], "sourceipaddress", "2001:db8::7")).toEqual([
      filter("sourceipaddress:any:203.0.113.7"),
    ]);
    const exact = filter("sourceipaddress:exactly:2001:DB8:0::7");
    expect(stateIn(exact, "sourceipaddress", "2001:db8::7")).toBeNull();
  });

  it("takes the place of those on its field that it contradicts", () => {
    const chosen = addFilter([filter("actor:is:alice")], filter("eventname:is:GetObject"));
    expect(addFilter(chosen, filter("eventname:not:GetObject"))).toEqual([
      filter("actor:is:alice"),
      filter("eventname:not:GetObject"),
    ]);
    expect(addFilter(chosen, filter("eventname:is:PutObject"))).toEqual([
      filter("actor:is:alice"),
      filter("eventname:is:PutObject"),
    ]);
    expect(addFilter([filter("actor:empty")], filter("actor:present"))).toEqual([
      filter("actor:present"),
    ]);
    expect(addFilter([filter("actor:not:a")], filter("actor:not:b"))).toHaveLength(2);
  });
});
