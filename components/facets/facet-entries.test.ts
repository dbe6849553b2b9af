import { describe, expect, it } from "vitest";
import { TOTALS } from "@/queries/facet-sql";
import { FACETS } from "@/queries/facets";
import { type Filter, parseFilter } from "@/queries/filters";
import { readFacets } from "./facet-data";
import { entriesInSight, FEW_VALUES, facetView } from "./facet-entries";

function filter(text: string): Filter {
  const read = parseFilter(text);
  if (!read) throw new Error(text);
  return read;
}

it("reads the rows of a run: a facet for each field, and what the exclusions hide", () => {
  const facets = readFacets(
    [
      ["eventname", "GetObject", 30, 2],
      ["eventname", null, 4, 2],
      [TOTALS.shown, null, 34, 1],
      [TOTALS.included, null, 90, 1],
    ],
    FACETS,
  );
  expect(facets).toMatchObject({ events: 34, hidden: 56 });
  expect(facets.facets).toHaveLength(FACETS.length);
  expect(facets.facets.find(({ field }) => field === "eventname")).toEqual({
    field: "eventname",
    values: [
      { value: "GetObject", count: 30 },
      { value: null, count: 4 },
    ],
    distinct: 2,
  });
});

it("puts the spellings of an address together, by the most frequent one", () => {
  const { facets } = readFacets(
    [
      ["sourceipaddress", "198.51.100.9", 50, 6],
      ["sourceipaddress", "2001:db8::7", 30, 6],
      ["sourceipaddress", "2001:0DB8:0:0:0:0:0:0007", 21, 6],
      ["sourceipaddress", "ec2.amazonaws.com", 20, 6],
      ["sourceipaddress", null, 10, 6],
      ["sourceipaddress", "::ffff:c633:6409", 3, 6],
      ["eventname", "a", 3, 2],
      ["eventname", "A", 2, 2],
    ],
    FACETS,
  );
  const facet = facets.find(({ field }) => field === "sourceipaddress");
  expect(facet).toEqual({
    field: "sourceipaddress",
    values: [
      { value: "198.51.100.9", count: 53 },
      { value: "2001:db8::7", count: 51 },
      { value: "ec2.amazonaws.com", count: 20 },
      { value: null, count: 10 },
    ],
    distinct: 4,
  });
  expect(facets.find(({ field }) => field === "eventname")?.values).toHaveLength(2);
  const pasted = ["sourceipaddress:is:2001:DB8:0::7", "sourceipaddress:not:::ffff:198.51.100.9"];
  const states = facet && facetView(facet, pasted.map(filter));
  expect(states?.entries.map(({ state }) => state)).toEqual(["excluded", "included", null, null]);
  expect(states?.others).toEqual([]);
});

describe("a facet beside its filters", () => {
  const names = ["Decrypt", "GetObject", "ListBuckets", "PutObject", "AssumeRole", "GetUser"];
  const facet = {
    field: "eventname",
    distinct: 60,
    values: names.map((value, at) => ({ value, count: 60 - at })),
  } as const;

  it("shows what they do to its values, and those that are on none of these", () => {
    const view = facetView(facet, [
      filter("actor:is:alice"),
      filter("eventname:not:Decrypt"),
      filter("eventname:starts:Get"),
      filter("eventname:not:RunInstances"),
    ]);
    expect(view.entries.map(({ state }) => state)).toEqual(["excluded", ...Array(5).fill(null)]);
    expect(view.others).toEqual([
      { at: 2, words: "Action starts with", value: "Get" },
      { at: 3, words: "Action is not", value: "RunInstances" },
    ]);
    expect(view.most).toBe(60);
  });

  it("shows a few values and those filtered on; then all that contain a text", () => {
    const { entries } = facetView(facet, [filter("eventname:is:GetUser")]);
    expect(entriesInSight(entries, false, "").map(({ value }) => value)).toEqual(names);
    expect(entriesInSight(facetView(facet, []).entries, false, "")).toHaveLength(FEW_VALUES);
    expect(entriesInSight(entries, true, " get").map(({ value }) => value)).toEqual([
      "GetObject",
      "GetUser",
    ]);
  });
});
