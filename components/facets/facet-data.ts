/** What the facets of a listing hold, and how they are read from the rows of their run. */
import type { Row } from "@/lib/api/run";
import { TOTALS } from "@/queries/facet-sql";
import { type FacetField, isFacet } from "@/queries/facets";

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
    facets: fields.map((field) => ({
      field,
      ...(byField.get(field) ?? { values: [], distinct: 0 }),
    })),
    events,
    hidden: (totals.get(TOTALS.included) ?? 0) - events,
  };
}
