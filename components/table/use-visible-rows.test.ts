import { describe, expect, it } from "vitest";
import { visibleRange } from "./use-visible-rows";

describe("visibleRange", () => {
  it.each([
    ["the top", 0, 290, 1000, { first: 0, end: 15 }],
    ["the middle", 2900, 290, 1000, { first: 95, end: 115 }],
    ["the end", 28_710, 290, 1000, { first: 985, end: 1000 }],
    ["a short list", 0, 290, 3, { first: 0, end: 3 }],
    ["past the end", 9000, 290, 3, { first: 2, end: 3 }],
    ["nothing", 0, 290, 0, { first: 0, end: 0 }],
  ])("at %s", (_, scrollTop, height, count, range) => {
    expect(visibleRange(scrollTop, height, 29, count)).toEqual(range);
  });
});
