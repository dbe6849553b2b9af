import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvRow, neutralise, neutraliseCsv, tsvRow } from "./csv";

describe("csvRow", () => {
  it.each([
    [["a", "b"], "a,b"],
    [["a,b", 'say "hi"'], '"a,b","say ""hi"""'],
    [["two\nlines", "\r\n"], '"two\nlines","\'\r\n"'],
    [[null, "", 0], ",,0"],
    [[-5, 1e21], "-5,1e+21"],
    [[" padded "], '" padded "'],
  ])("%j", (cells, line) => expect(csvRow(cells)).toBe(line));

  it.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\tplain",
    "\rplain",
    "  =1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff@x",
    "＝1",
  ])("neutralises %j", (text) => {
    expect(neutralise(text)).toBe(`'${text}`);
    expect(csvRow([text])).toContain("'");
  });

  it.each([
    ["a;=1+1", "a;'=1+1"],
    ["a; =1", "a;' =1"],
    ['a;"=1', "a;'\"=1"],
    ["a;\t1", "a;'\t1"],
    ["a;;@x;+y", "a;;'@x;'+y"],
    ["(X11; Linux; rv:1)", "(X11; Linux; rv:1)"],
  ])("neutralises %j behind a semicolon", (text, safe) =>
    expect(csvRow([text])).toBe(`"${safe.replaceAll('"', '""')}"`),
  );

  it("starts no formula in a spreadsheet that splits at semicolons", () => {
    const risky = fc.stringMatching(/^[a;="+\- \t@]*$/);
    fc.assert(
      fc.property(fc.array(risky, { minLength: 1 }), (cells) => {
        for (const part of csvRow(cells).split(";").slice(1))
          expect(part).not.toMatch(/^["\s]*[=+\-@]/);
      }),
      { seed: 1 },
    );
  });

  it.each(["a=1", "aws-cli/2", "AKIA", "", "1-2"])("leaves %j alone", (text) =>
    expect(neutralise(text)).toBe(text),
  );

  it("reads back to the same cells", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (cells) => {
        expect(readLine(csvRow(cells))).toEqual(cells.map(neutraliseCsv));
      }),
      { seed: 1 },
    );
  });
});

describe("tsvRow", () => {
  it("quotes what would break a paste", () => {
    expect(tsvRow(["a\tb", "c", 3, null, "=x"])).toBe('"a\tb"\tc\t3\t\t\'=x');
  });
});

/** A strict reader of one RFC 4180 record. */
function readLine(line: string): string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|$)/y;
  for (;;) {
    const match = cell.exec(line);
    if (!match) throw new Error(`Not RFC 4180 at ${cell.lastIndex}`);
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "") return cells;
  }
}
