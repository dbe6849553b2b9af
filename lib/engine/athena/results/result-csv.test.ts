import fc from "fast-check";
import { expect, it } from "vitest";
import { triesOf } from "@/lib/full-run.fixture";
import { type CsvRecord, createCsvReader } from "./result-csv";

/** The file as Athena writes it. */
const written = (records: readonly CsvRecord[]): string =>
  records
    .map((record) =>
      record
        .map((value) => (value === null ? "" : `"${value.replaceAll('"', '""')}"`))
        .join(",")
        .concat("\n"),
    )
    .join("");

function readIn(text: string, cuts: readonly number[]): readonly CsvRecord[] {
  const reader = createCsvReader();
  const borders = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].toSorted(
    (a, b) => a - b,
  );
  const pieces = borders.slice(1).map((end, index) => text.slice(borders[index], end));
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

const values = fc.oneof(
  fc.constant(null),
  fc.constant(""),
  fc.string({
    unit: fc.constantFrom('"', ",", "\n", "\r", "a", "é", "😀", "\uFEFF"),
    maxLength: 8,
  }),
  fc.string({ unit: "binary", maxLength: 20 }),
);

const tables = fc
  .integer({ min: 1, max: 4 })
  .chain((width) =>
    fc.array(fc.array(values, { minLength: width, maxLength: width }), { maxLength: 12 }),
  );

it("reads what Athena writes, cut anywhere", () => {
  fc.assert(
    fc.property(tables, fc.array(fc.nat(10_000), { maxLength: 12 }), (records, cuts) => {
      expect(readIn(written(records), cuts)).toEqual(records);
    }),
    { seed: 1, numRuns: triesOf(2_000) },
  );
});

it("reads a file letter by letter", () => {
  fc.assert(
    fc.property(tables, (records) => {
      const text = written(records);
      expect(
        readIn(
          text,
          [...text].flatMap((_, index) => [index]),
        ),
      ).toEqual(records);
    }),
    { seed: 1, numRuns: triesOf(200) },
  );
});

it("distinguishes null from empty text, also in a single column", () => {
  expect(readIn('"a"\n\n""\n', [])).toEqual([["a"], [null], [""]]);
  expect(readIn('"a","b"\n,""\n"",\n', [])).toEqual([
    ["a", "b"],
    [null, ""],
    ["", null],
  ]);
});

it("reads a last record without a line end", () => {
  expect(readIn('"a","b"\n"1",', [])).toEqual([
    ["a", "b"],
    ["1", null],
  ]);
  expect(readIn('"a"', [1])).toEqual([["a"]]);
  expect(readIn("", [])).toEqual([]);
});

it("throws on a file that was cut off inside a value", () => {
  expect(() => readIn('"a"\n"half', [])).toThrow("ends inside a value");
});
