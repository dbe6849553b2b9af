/** A benchmark's rows: a value, its reference, and whether it is within the bar. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export type Unit =
  | "ms"
  | "bytes"
  | "partitions"
  | "answers"
  | "calls"
  | "runs"
  | "scans"
  /** The exponent of a growth. */
  | "slope";

export type Row = {
  readonly id: string;
  readonly value: number;
  /** What the value is divided by; null where the bar is on the value itself. */
  readonly reference: number | null;
  readonly ratio: number | null;
  /** The most that the ratio, or else the value, may be; null where the row only informs. */
  readonly bar: number | null;
  readonly ok: boolean;
  readonly unit: Unit;
  readonly note: string;
};

type Measured = {
  readonly id: string;
  readonly unit: Unit;
  readonly value: number;
  readonly reference?: number;
  readonly bar: number | null;
  /** A further condition, besides the bar. */
  readonly holds?: boolean;
  readonly note: string;
};

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** A row; the verdict follows from its numbers as they are shown. */
export function row({ id, unit, value, reference, bar, holds = true, note }: Measured): Row {
  const ratio = reference === undefined ? null : rounded(value / reference, 3);
  const shownValue = rounded(value, unit === "slope" ? 3 : 1);
  const judged = ratio ?? shownValue;
  return {
    id,
    value: shownValue,
    reference: reference === undefined ? null : rounded(reference, 1),
    ratio,
    bar: bar === null ? null : rounded(bar, 3),
    ok: holds && (bar === null || judged <= rounded(bar, 3)),
    unit,
    note,
  };
}

const HEADINGS = ["", "what", "value", "reference", "ratio", "bar", "unit", "note"];
const NUMBERS = new Set(["value", "reference", "ratio", "bar"]);

const shown = (value: number | null): string =>
  value === null ? "" : value.toLocaleString("en-US");

/** The rows as a table for a terminal. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((each) => [
    !each.ok ? "✗" : each.bar === null ? "·" : "✓",
    each.id,
    shown(each.value),
    shown(each.reference),
    shown(each.ratio),
    shown(each.bar),
    each.unit,
    each.note,
  ]);
  const widths = HEADINGS.map((heading, index) =>
    Math.max(heading.length, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => {
        const width = widths[index] ?? 0;
        return NUMBERS.has(HEADINGS[index] ?? "") ? text.padStart(width) : text.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  return [HEADINGS, ...cells].map(line).join("\n");
}

/** Writes the rows where other programs find them. */
export function writeRows(path: string, rows: readonly Row[]): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(rows, null, 2)}\n`);
}
