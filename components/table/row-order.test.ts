import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "@/lib/api/run";
import { rowOrder } from "./row-order";

function sorted(values: readonly Cell[], descending = false): readonly Cell[] {
  const rows = values.map((value) => [value]);
  return Array.from(rowOrder(rows, 0, descending), (index) => values[index] ?? null);
}

describe("rowOrder", () => {
  it("sorts numbers as numbers and text by code unit", () => {
    expect(sorted([10, 9, 100])).toEqual([9, 10, 100]);
    expect(sorted(["b", "a", "B", "é"])).toEqual(["B", "a", "b", "é"]);
    expect(sorted(["a", 2, "10", 1])).toEqual([1, 2, "10", "a"]);
  });

  it("sorts texts that are all whole numbers by size, such as bytes", () => {
    expect(sorted(["100", "9", null, "20"])).toEqual(["9", "20", "100", null]);
    expect(sorted(["100", "9", "20"], true)).toEqual(["100", "20", "9"]);
    expect(sorted(["100", "9", "20 B"])).toEqual(["100", "20 B", "9"]);
  });

  it("puts null last either way", () => {
    expect(sorted([null, 2, 1])).toEqual([1, 2, null]);
    expect(sorted([null, 2, 1], true)).toEqual([2, 1, null]);
  });

  it("is stable either way", () => {
    const rows = [["b"], ["a"], ["b"], ["a"]];
    expect([...rowOrder(rows, 0, false)]).toEqual([1, 3, 0, 2]);
    expect([...rowOrder(rows, 0, true)]).toEqual([0, 2, 1, 3]);
  });

  it("agrees with a stable sort", () => {
    const cell = fc.oneof(fc.constantFrom("a", "b", ""), fc.string(), fc.constant(null));
    fc.assert(
      // With a letter among them they are texts, not numbers.
      fc.property(
        fc.array(cell).map((cells) => ["a", ...cells]),
        (values) => {
          const expected = values
            .map((value, index) => ({ value, index }))
            .sort((a, b) => {
              if (a.value === null || b.value === null)
                return Number(a.value === null) - Number(b.value === null);
              return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
            });
          expect([
            ...rowOrder(
              values.map((value) => [value]),
              0,
              false,
            ),
          ]).toEqual(expected.map(({ index }) => index));
        },
      ),
      { seed: 1 },
    );
  });
});
