import { describe, expect, it } from "vitest";
import { placePopover } from "./place-popover";

const viewport = { width: 1000, height: 600 };
const size = { width: 200, height: 100 };
const box = (left: number, top: number) => ({ left, top, right: left + 50, bottom: top + 20 });

describe("placePopover", () => {
  it.each([
    ["below", box(100, 100), { left: 100, top: 124 }],
    ["above when there is no room below", box(100, 560), { left: 100, top: 456 }],
    ["kept from the right edge", box(950, 100), { left: 792, top: 124 }],
    ["kept from the left edge", box(-40, 100), { left: 8, top: 124 }],
    ["in view though the anchor is not", box(100, 900), { left: 100, top: 492 }],
  ])("%s", (_, anchor, place) => expect(placePopover(anchor, size, viewport)).toEqual(place));

  it("can end where the anchor ends", () => {
    expect(placePopover(box(500, 100), size, viewport, "end")).toEqual({ left: 350, top: 124 });
  });
});
