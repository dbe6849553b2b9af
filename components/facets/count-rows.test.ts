import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Row } from "@/lib/api/run";
import { MOST_VALUES } from "@/queries/facet-sql";
import { countRows, rowCounter } from "./count-rows";
import type { Facets } from "./facet-data";

const COLUMNS = ["eventname", "useragent", "awsregion"];

const valuesOf = ({ facets }: Facets, field: string) =>
  facets.find((facet) => facet.field === field)?.values.map(({ value, count }) => [value, count]);

describe("facets of loaded rows", () => {
  it("have the fields that the rows have, and the tool of their user agents", () => {
    const rows: readonly Row[] = [
      ["ListBuckets", "aws-cli/2.1 Python/3", "us-east-1"],
      ["GetObject", "aws-cli/1.9", null],
      ["GetObject", null, "us-east-1"],
    ];
    const counted = countRows(COLUMNS, rows);
    expect(counted.facets.map(({ field }) => field)).toEqual([
      "agentproduct",
      "eventname",
      "awsregion",
    ]);
    expect(valuesOf(counted, "agentproduct")).toEqual([
      ["aws-cli", 2],
      [null, 1],
    ]);
    expect(valuesOf(counted, "eventname")).toEqual([
      ["GetObject", 2],
      ["ListBuckets", 1],
    ]);
    expect(counted).toMatchObject({ events: 3, hidden: null });
  });

  it("count the spellings of an address together, page after page", () => {
    const addresses = ["::ffff:203.0.113.7", "2001:db8::7", null, "203.0.113.7", "2001:DB8:0::7"];
    const rows = [...addresses, ...addresses.slice(0, 1)].map((address): Row => [address]);
    const counter = rowCounter(["sourceipaddress"]);
    counter.count(rows.slice(0, 2));
    const counted = counter.count(rows);
    expect(valuesOf(counted, "sourceipaddress")).toEqual([
      ["::ffff:203.0.113.7", 3],
      ["2001:db8::7", 2],
      [null, 1],
    ]);
    expect(counted.facets[0]?.distinct).toBe(3);
  });

  it("are the most frequent values in the order of the engine, page after page", () => {
    const names = fc.array(fc.option(fc.integer({ min: 0, max: 90 }).map(String)), {
      maxLength: 400,
    });
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 200 }), (all, page) => {
        const rows = all.map((name): Row => [name]);
        const counter = rowCounter(["eventname"]);
        let counted = counter.count([]);
        for (let end = page; end < rows.length + page; end += page)
          counted = counter.count(rows.slice(0, end));
        const counts = new Map<string | null, number>();
        for (const name of all) counts.set(name, (counts.get(name) ?? 0) + 1);
        const sorted = [...counts].sort(
          ([a, m], [b, n]) =>
            n - m || Number(a === null) - Number(b === null) || (String(a) < String(b) ? -1 : 1),
        );
        expect(valuesOf(counted, "eventname")).toEqual(sorted.slice(0, MOST_VALUES));
        expect(counted.facets[0]?.distinct).toBe(counts.size);
        expect(counted.events).toBe(all.length);
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});
