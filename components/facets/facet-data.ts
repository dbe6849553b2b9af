/** What the facets of a listing hold, and how they are read from the rows of their run. */
import type { Row } from "@/lib/api/run";
import { TOTALS } from "@/queries/facet-sql";
import { type FacetField, isFacet, oneTextFor } from "@/queries/facets";

export type FacetValue = {
  /** Null for the events that lack the field. */
  readonly value: string | null;
  readonly count: number;
};

export type Facet = {
  readonly field: FacetField;
  /** The most frequent values, the first of them first. */
  readonly values: readonly FacetValue[];
  /** How many values there are. */
  readonly distinct: number;
};

export type Facets = {
  readonly facets: readonly Facet[];
  /** The events that pass all filters. */
  readonly events: number;
  /** The events that only the exclusions hide; null where they were not counted. */
  readonly hidden: number | null;
};

/** The order of the engine's answer: by count, then by value, those without one last. */
export function isBefore(a: FacetValue, b: FacetValue): boolean {
  if (a.count !== b.count) return a.count > b.count;
  if (a.value === null || b.value === null) return b.value === null;
  return a.value < b.value;
}

/** The facet with the spellings of a value together, by the most frequent one, as its filter finds them. */
function withOneSpelling({ field, values, distinct }: Facet): Facet {
  const known = new Map<string | null, FacetValue>();
  for (const each of values) {
    const text = each.value === null ? null : oneTextFor(field, each.value);
    const { value, count } = known.get(text) ?? { value: each.value, count: 0 };
    known.set(text, { value, count: count + each.count });
  }
  if (known.size === values.length) return { field, values, distinct };
  const together = [...known.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  return { field, values: together, distinct: distinct - values.length + known.size };
}

/** Reads the rows of a run: a facet by its field or one of the totals, a value, its events, the number of values. */
export function readFacets(rows: readonly Row[], fields: readonly FacetField[]): Facets {
  const byField = new Map<FacetField, { values: FacetValue[]; distinct: number }>();
  const totals = new Map<string, number>();
  for (const [name, value, total, distinct] of rows) {
    const field = String(name);
    const count = Number(total);
    if (!isFacet(field)) {
      totals.set(field, count);
      continue;
    }
    const facet = byField.get(field) ?? { values: [], distinct: Number(distinct) };
    facet.values.push({
      value: value === null || value === undefined ? null : String(value),
      count,
    });
    byField.set(field, facet);
  }
  const events = totals.get(TOTALS.shown) ?? 0;
  return {
    facets: fields.map((field) =>
      withOneSpelling({ field, ...(byField.get(field) ?? { values: [], distinct: 0 }) }),
    ),
    events,
    hidden: (totals.get(TOTALS.included) ?? 0) - events,
  };
}
