/** Facets of the rows that are loaded, where counting all events would be a scan. */
import type { Cell, Row } from "@/lib/api/run";
import { derivedTexts } from "@/queries/derived-fields";
import { evaluate } from "@/queries/expression-value";
import { MOST_VALUES } from "@/queries/facet-sql";
import { FACETS, type FacetField, oneTextFor } from "@/queries/facets";
import { type Facet, type Facets, type FacetValue, isBefore } from "./facet-data";

type ReadCell = (row: Row) => string | null;

const asText = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell);

/** Reads the tool from the user agent, each agent once. */
function toolIn(at: number): ReadCell {
  const known = new Map<string | null, string | null>();
  return (row) => {
    const useragent = asText(row[at]);
    const found = known.get(useragent);
    if (found !== undefined) return found;
    const tool = evaluate(derivedTexts.agentproduct, { useragent });
    known.set(useragent, tool);
    return tool;
  };
}

/** Reads each text as the first of its spellings that a row has. */
function inOneSpelling(field: FacetField, at: number): ReadCell {
  const first = new Map<string, string>();
  const known = new Map<string, string>();
  return (row) => {
    const text = asText(row[at]);
    if (text === null) return null;
    const found = known.get(text);
    if (found !== undefined) return found;
    const one = oneTextFor(field, text);
    const value = first.get(one) ?? text;
    first.set(one, value);
    known.set(text, value);
    return value;
  };
}

/** How a facet is read from rows with these columns; null where they do not have it. */
function readerOf(field: FacetField, columns: readonly string[]): ReadCell | null {
  const at = columns.indexOf(field);
  if (at >= 0)
    return field === "sourceipaddress" ? inOneSpelling(field, at) : (row) => asText(row[at]);
  const agentAt = columns.indexOf("useragent");
  return field === "agentproduct" && agentAt >= 0 ? toolIn(agentAt) : null;
}

/** The most frequent values; sorting all of many is what takes long. */
function mostFrequent(counts: ReadonlyMap<string | null, number>): readonly FacetValue[] {
  const most: FacetValue[] = [];
  for (const [value, count] of counts) {
    const last = most.at(-1);
    const next = { value, count };
    if (most.length === MOST_VALUES && last && !isBefore(next, last)) continue;
    const at = most.findIndex((each) => isBefore(next, each));
    most.splice(at < 0 ? most.length : at, 0, next);
    if (most.length > MOST_VALUES) most.pop();
  }
  return most;
}

export type RowCounter = {
  /** Counts the rows that were added since the last call, and reports all. */
  readonly count: (rows: readonly Row[]) => Facets;
};

/** A counter of rows with these columns, to which pages are only ever added. */
export function rowCounter(columns: readonly string[]): RowCounter {
  const counters = FACETS.flatMap((field) => {
    const read = readerOf(field, columns);
    return read ? [{ field, read, counts: new Map<string | null, number>() }] : [];
  });
  let counted = 0;
  return {
    count(rows) {
      for (const { read, counts } of counters) {
        for (let at = counted; at < rows.length; at += 1) {
          const value = read(rows[at] ?? []);
          counts.set(value, (counts.get(value) ?? 0) + 1);
        }
      }
      counted = Math.max(counted, rows.length);
      const facets = counters.map(
        ({ field, counts }): Facet => ({
          field,
          values: mostFrequent(counts),
          distinct: counts.size,
        }),
      );
      return { facets, events: counted, hidden: null };
    },
  };
}

/** Counters by the first of their rows: further pages of one answer are counted onto the earlier ones. */
const known = new WeakMap<Row, RowCounter>();

/** The facets of loaded rows. */
export function countRows(columns: readonly string[], rows: readonly Row[]): Facets {
  const [first] = rows;
  if (!first) return rowCounter(columns).count(rows);
  const counter = known.get(first) ?? rowCounter(columns);
  known.set(first, counter);
  return counter.count(rows);
}
