import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sqlTokens } from "./sql-tokens";

const typed = (sql: string) => sqlTokens(sql).map(({ text, type }) => `${type}:${text}`);

describe("sqlTokens", () => {
  it("separates keywords, strings and comments", () => {
    expect(typed("select a from t where b = 'it''s' -- why")).toEqual([
      "keyword:select",
      "plain: a ",
      "keyword:from",
      "plain: t ",
      "keyword:where",
      "plain: b = ",
      "string:'it''s'",
      "plain: ",
      "comment:-- why",
    ]);
  });

  it("reads a backslash as data and a quoted name as a name", () => {
    expect(typed("'\\' \"select\" 12")).toEqual(["string:'\\'", 'plain: "select" ', "number:12"]);
  });

  it("loses no letter", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z'"\-/* \n0-9]*$/), (sql) => {
        expect(
          sqlTokens(sql)
            .map(({ text }) => text)
            .join(""),
        ).toBe(sql);
      }),
      { seed: 1 },
    );
  });
});
