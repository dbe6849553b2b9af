import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shorten, shortenMiddle, valueText, visibleParts, visibleText } from "./visible-text";

describe("visibleText", () => {
  it.each([
    ["plain text, ünïcode, 日本語, עברית", "plain text, ünïcode, 日本語, עברית"],
    ["a\nb\tc\r", "a\\nb\\tc\\r"],
    ["\0\x1b[31m\x7f", "\\u0000\\u001B[31m\\u007F"],
    ["user\u202Egnp.exe", "user\\u202Egnp.exe"],
    ["a\u200Bb\u2060c\uFEFF", "a\\u200Bb\\u2060c\\uFEFF"],
    ["\u2066x\u2069\u061C", "\\u2066x\\u2069\\u061C"],
    ["\u0085\u2028\u00a0", "\\u0085\\u2028\\u00A0"],
    ["\u{e0041}", "\\u{E0041}"],
    ["\ud800", "\\uD800"],
    ["😀", "😀"],
  ])("%j", (text, shown) => expect(visibleText(text)).toBe(shown));

  it("marks the escapes and loses nothing else", () => {
    expect(visibleParts("a\n\u202Eb")).toEqual([
      { text: "a", isEscape: false },
      { text: "\\n\\u202E", isEscape: true },
      { text: "b", isEscape: false },
    ]);
  });

  it("leaves no character that is invisible or reorders text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      }),
      { seed: 1 },
    );
  });
});

describe("a whole value", () => {
  it.each([
    [" ", "1 space"],
    ["   ", "3 spaces"],
    [" a ", " a "],
    ["\u00a0", "\\u00A0"],
  ])("%j", (value, shown) => expect(valueText(value)).toBe(shown));
});

describe("shorten", () => {
  it("cuts between characters", () => {
    expect(shorten("abcdef", 6)).toBe("abcdef");
    expect(shorten("abcdefg", 6)).toBe("abcde…");
    expect(shorten("abcd😀😀", 6)).toBe("abcd…");
  });
  it("keeps both ends of an id", () => {
    expect(shortenMiddle("AKIA3TQ5EXAMPLE7QXWZ")).toBe("AKIA…7QXWZ");
    expect(shortenMiddle("short")).toBe("short");
  });
});
