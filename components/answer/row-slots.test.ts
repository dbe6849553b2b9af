import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowSlots } from "./row-slots";

const rows = fc.uniqueArray(fc.nat(60), { maxLength: 20 });

describe("rowSlots", () => {
  it("hands the elements of rows that went to those that come, in order", () => {
    const first = rowSlots(new Map(), [0, 1, 2]);
    expect([...first]).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    expect([...rowSlots(first, [7, 8, 9]).values()]).toEqual([0, 1, 2]);
    expect([...rowSlots(first, [2, 3, 4])]).toEqual([
      [2, 2],
      [3, 0],
      [4, 1],
    ]);
  });

  it("never moves a row that stays, shares an element, or makes one while another is free", () => {
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 12 }), (steps) => {
        let before: ReadonlyMap<number, number> = new Map();
        for (const drawn of steps) {
          const after = rowSlots(before, drawn);
          expect([...after.keys()]).toEqual(drawn);
          expect(new Set(after.values()).size).toBe(drawn.length);
          for (const row of drawn)
            if (before.has(row)) expect(after.get(row)).toBe(before.get(row));
          const made = [...after.values()].filter((slot) => ![...before.values()].includes(slot));
          expect(made.length).toBe(Math.max(0, drawn.length - before.size));
          before = after;
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
