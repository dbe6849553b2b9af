/** Compares the rows of two engines, in their order. */
import type { Row } from "@/lib/api/run";

const text = (row: Row | undefined): string => (row === undefined ? "no row" : JSON.stringify(row));

const SHOWN = 400;

/** From the first letter that differs, as far as it helps to see it. */
function around(value: string, other: string): string {
  let at = 0;
  while (at < value.length && value[at] === other[at]) at += 1;
  const from = Math.max(0, Math.min(at, value.length) - SHOWN / 2);
  const to = from + SHOWN;
  return `${from > 0 ? "…" : ""}${value.slice(from, to)}${value.length > to ? "…" : ""}`;
}

/** The first cell that differs, or the rows where they are of another length. */
function firstDifference(
  got: Row | undefined,
  want: Row | undefined,
  columns: readonly string[],
): string {
  const lines = (a: string, b: string) => `:\n  Trino ${around(a, b)}\n  lake  ${around(b, a)}`;
  if (got === undefined || want === undefined || got.length !== want.length)
    return lines(text(got), text(want));
  const at = got.findIndex((cell, index) => cell !== want[index]);
  return `, column ${columns[at] ?? at + 1}${lines(JSON.stringify(got[at]), JSON.stringify(want[at]))}`;
}

/**
 * How Trino's rows differ from the lake's, in a sentence with the first difference; null when equal.
 * `columns` are their names, as far as they are known.
 */
export function differenceOf(
  trino: readonly Row[],
  lake: readonly Row[],
  columns: readonly string[] = [],
): string | null {
  const [got, want] = [trino.map(text), lake.map(text)];
  const at = Array.from({ length: Math.max(got.length, want.length) }).findIndex(
    (_, index) => got[index] !== want[index],
  );
  if (at === -1) return null;
  const isSameSet = got.toSorted().join("\n") === want.toSorted().join("\n");
  const what = isSameSet
    ? "The order of the rows differs"
    : `The rows differ (${got.length} on Trino, ${want.length} on the lake)`;
  return `${what}, first in row ${at + 1}${firstDifference(trino[at], lake[at], columns)}`;
}
