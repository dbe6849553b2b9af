import { describe, expect, it } from "vitest";
import { prepareTimeline } from "./prepare-timeline";
import { bucketAt, movedRange, moveEnd, rangeOf, windowOf } from "./select-buckets";

const window = { fromMs: 1_800_000, toMs: 36_000_000 };
const { buckets } = prepareTimeline(["eventtime"], [], { ...window, isPartial: false });

describe("the brush", () => {
  it("sorts its ends and snaps to buckets", () => {
    expect(rangeOf(7, 2)).toEqual({ first: 2, last: 7 });
    expect(bucketAt(-1, 10)).toBe(0);
    expect(bucketAt(0.55, 10)).toBe(5);
    expect(bucketAt(2, 10)).toBe(9);
    const range = windowOf(rangeOf(3, 1), buckets, window);
    expect(range).toEqual({ fromMs: buckets[1]?.fromMs, toMs: buckets[3]?.toMs });
  });

  it("never widens the window", () => {
    expect(windowOf({ first: 0, last: buckets.length - 1 }, buckets, window)).toEqual(window);
    expect(windowOf({ first: 0, last: buckets.length }, buckets, window)).toBeNull();
  });

  it("moves by keys", () => {
    expect(moveEnd("ArrowLeft", 0, 10)).toBe(0);
    expect(moveEnd("ArrowRight", 3, 10)).toBe(4);
    expect(moveEnd("PageUp", 3, 10)).toBe(9);
    expect(moveEnd("Home", 3, 10)).toBe(0);
    expect(moveEnd("a", 3, 10)).toBeNull();
  });

  it("never moves an end past the other", () => {
    const range = { first: 3, last: 4 };
    expect(movedRange("End", "first", range, 10)).toEqual({ first: 4, last: 4 });
    expect(movedRange("Home", "last", range, 10)).toEqual({ first: 3, last: 3 });
    expect(movedRange("ArrowRight", "last", range, 10)).toEqual({ first: 3, last: 5 });
    expect(movedRange("a", "last", range, 10)).toBeNull();
  });
});
