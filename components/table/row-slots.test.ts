import fc from "fast-check";
import { expect, it } from "vitest";
import { drawRows, inRowOrder, isInRowOrder, type RowSlots, rowsAFrame } from "./row-slots";

const range = (first: number, end: number) =>
  Array.from({ length: end - first }, (_, index) => first + index);

/** The slots of the first rows of a table. */
const firstRows = (end: number): RowSlots => drawRows(new Map(), range(0, end), 2).slots;

/** Draws frame after frame until all rows are there. */
function settle(before: RowSlots, wanted: readonly number[], most: number) {
  const frames = [drawRows(before, wanted, most)];
  for (let last = frames[0]; last && !last.isWhole && frames.length < 100; last = frames.at(-1))
    frames.push(drawRows(last.slots, wanted, most));
  return frames;
}

it("draws the first rows of a table at once", () => {
  const { slots, isWhole } = drawRows(new Map(), range(0, 30), 2);
  expect([...slots.keys()]).toEqual(range(0, 30));
  expect(new Set(slots.values())).toEqual(new Set(range(0, 30)));
  expect(isWhole).toBe(true);
});

it("keeps visible rows in their elements and reuses those of hidden rows", () => {
  const before = firstRows(4);
  const { slots } = drawRows(before, range(2, 6), 10);
  expect([slots.get(2), slots.get(3)]).toEqual([before.get(2), before.get(3)]);
  expect(new Set([slots.get(4), slots.get(5)])).toEqual(new Set([before.get(0), before.get(1)]));
});

it("creates at most the given number of elements per frame, in order, until all rows have one", () => {
  const wanted = [1_005, ...range(1_000, 1_005), ...range(1_006, 1_030)];
  const frames = settle(firstRows(30), wanted, 8);
  expect(frames.map(({ slots }) => wanted.filter((row) => slots.has(row)).length)).toEqual([
    8, 16, 24, 30,
  ]);
  expect(frames[0]?.slots.has(1_005)).toBe(true);
});

it("creates no element, and has none left over, when all rows change", () => {
  for (const { slots, isWhole } of settle(firstRows(30), range(500, 530), 8)) {
    expect(new Set(slots.values())).toEqual(new Set(range(0, 30)));
    if (isWhole) expect([...slots.keys()].sort((a, b) => a - b)).toEqual(range(500, 530));
  }
});

it("creates elements for more rows, and drops them for fewer", () => {
  const more = settle(firstRows(3), range(100, 110), 4).at(-1);
  expect(new Set(more?.slots.values()).size).toBe(10);
  const fewer = settle(more?.slots ?? new Map(), range(100, 104), 4).at(-1);
  expect(fewer?.slots.size).toBe(4);
});

it("keeps elements in their order until they are sorted by row", () => {
  const frames = settle(firstRows(30), range(500, 530), 8);
  for (const { slots } of frames) expect([...slots.values()]).toEqual(range(0, 30));
  const back = settle(frames.at(-1)?.slots ?? new Map(), range(490, 520), 8).at(-1)?.slots;
  expect([...(back?.values() ?? [])]).toEqual(range(0, 30));
  expect(isInRowOrder(back ?? new Map())).toBe(false);
  const ordered = inRowOrder(back ?? new Map());
  expect([...ordered.keys()]).toEqual(range(490, 520));
  expect(isInRowOrder(ordered)).toBe(true);
  for (const [row, slot] of ordered) expect(back?.get(row)).toBe(slot);
});

it("never moves a visible row, shares an element, or creates one while another is free", () => {
  const rows = fc.uniqueArray(fc.nat(60), { maxLength: 20 });
  fc.assert(
    fc.property(
      fc.array(rows, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 9 }),
      (steps, most) => {
        let before: RowSlots = new Map();
        for (const wanted of steps) {
          const after = settle(before, wanted, most).at(-1)?.slots ?? new Map();
          expect(new Set(after.keys())).toEqual(new Set(wanted));
          expect(new Set(after.values()).size).toBe(wanted.length);
          for (const row of wanted)
            if (before.has(row)) expect(after.get(row)).toBe(before.get(row));
          const made = [...after.values()].filter((slot) => ![...before.values()].includes(slot));
          expect(made.length).toBe(Math.max(0, wanted.length - before.size));
          before = after;
        }
      },
    ),
    { seed: 7, numRuns: 500 },
  );
});

it.each([
  ["as many as fit into the time", 10, 20, 6],
  ["a few on a machine that is slow", 10, 500, 4],
  ["no more than a screen holds on one that is fast", 30, 0.1, 40],
])("draws %s in a frame", (_, drawn, tookMs, most) => {
  expect(rowsAFrame(drawn, tookMs)).toBe(most);
});
