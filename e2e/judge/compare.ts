/** Compares the rows of two engines, in their order. */
import type { Row } from "@/lib/engine/port";

const text = (row: Row | undefined): string => (row === undefined ? "no row" : JSON.stringify(row));

const SHOWN = 400;

/** From the first letter that differs, as far as it helps to see it. */
function around(row: string, other: string): string {
  let at = 0;
  while (at < row.length && row[at] === other[at]) at += 1;
  const from = Math.max(0, Math.min(at, row.length) - SHOWN / 2);
  return `${from > 0 ? "…" : ""}${row.slice(from, from + SHOWN)}${row.length > from + SHOWN ? "…" : ""}`;
}

/** How Trino's rows differ from the lake's, in a sentence with the first difference; null when equal. */
export function differenceOf(trino: readonly Row[], lake: readonly Row[]): string | null {
  const [got, want] = [trino.map(text), lake.map(text)];
  const at = Array.from({ length: Math.max(got.length, want.length) }).findIndex(
    (_, index) => got[index] !== want[index],
  );
  if (at === -1) return null;
  const isSameSet = got.toSorted().join("\n") === want.toSorted().join("\n");
  const what = isSameSet
    ? "The order of the rows differs"
    : `The rows differ (${got.length} on Trino, ${want.length} on the lake)`;
  const [a, b] = [text(trino[at]), text(lake[at])];
  return `${what}, first in row ${at + 1}:\n  Trino ${around(a, b)}\n  lake  ${around(b, a)}`;
}
