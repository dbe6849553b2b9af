import { describe, expect, it } from "vitest";
import { cellId, cellKey, placeOfId } from "./cell-place";

describe("placeOfId", () => {
  it("finds the cell of an id again, headings too", () => {
    expect(placeOfId(cellId(12, 3))).toEqual({ row: 12, column: 3 });
    expect(placeOfId(cellId(-1, 0))).toEqual({ row: -1, column: 0 });
  });
  it.each([null, undefined, "", "12", "a:b"])("finds nothing for %s", (id) =>
    expect(placeOfId(id)).toBeNull(),
  );
});

describe("cellKey", () => {
  const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
  it.each([
    [{ key: "Enter" }, "open"],
    [{ key: "Enter", shiftKey: true }, "menu"],
    [{ key: " " }, "menu"],
    [{ key: "F10", shiftKey: true }, "menu"],
    [{ key: "F10" }, null],
    [{ key: "c" }, "copy"],
    [{ key: "c", ctrlKey: true }, null],
    [{ key: "x" }, null],
  ] as const)("%o: %s", (event, does) => expect(cellKey({ ...plain, ...event })).toBe(does));
});
