/** A facet as it is shown: its values with what the filters do to each, and its other filters. */

import { type FacetField, type FacetState, filtersOnValue, stateIn } from "@/queries/facets";
import { describeFilter } from "@/queries/filter-words";
import { type Filter, isExclusion } from "@/queries/filters";
import type { Facet, FacetValue } from "./facet-data";

export type FacetEntry = FacetValue & {
  readonly state: FacetState;
  /** The filters that the value offers; null where no query can contain its text. */
  readonly only: Filter | null;
  readonly not: Filter | null;
};

export type FacetView = {
  readonly field: FacetField;
  readonly entries: readonly FacetEntry[];
  readonly distinct: number;
  /** The largest count, for the bars. */
  readonly most: number;
  /** Filters on the field that are on none of the values shown, by their place among all filters. */
  readonly others: readonly {
    readonly at: number;
    readonly words: string;
    readonly value: string;
  }[];
  /** Some filter chooses among the values, so that those without one are left out. */
  readonly hasChoice: boolean;
};

/** The facet with the filters applied to it. */
export function facetView(
  { field, values, distinct }: Facet,
  filters: readonly Filter[],
): FacetView {
  const own = filters.flatMap((filter, at) => (filter.field === field ? [{ filter, at }] : []));
  const stateOf = (value: string | null): FacetState =>
    own.map(({ filter }) => stateIn(filter, field, value)).find((state) => state !== null) ?? null;
  const isShown = (filter: Filter): boolean =>
    values.some(({ value }) => stateIn(filter, field, value) !== null);
  return {
    field,
    distinct,
    most: values[0]?.count ?? 0,
    entries: values.map(({ value, count }) => ({
      value,
      count,
      state: stateOf(value),
      ...filtersOnValue(field, value),
    })),
    hasChoice: own.some(({ filter }) => !isExclusion(filter)),
    others: own
      .filter(({ filter }) => !isShown(filter))
      .map(({ filter, at }) => {
        const { subject, value } = describeFilter(filter);
        return { at, words: subject, value };
      }),
  };
}

/** How many values a facet shows before a person asks for more. */
export const FEW_VALUES = 5;
/** With more values than these, a facet has a search box. */
export const SEARCHED_FROM = 10;

/** The entries in sight: the first few, those that filters are on, or all that match a search. */
export function entriesInSight(
  entries: readonly FacetEntry[],
  isWhole: boolean,
  search: string,
): readonly FacetEntry[] {
  if (!isWhole) return entries.filter(({ state }, at) => at < FEW_VALUES || state !== null);
  const wanted = search.trim().toLowerCase();
  return entries.filter(({ value }) => (value ?? "").toLowerCase().includes(wanted));
}
