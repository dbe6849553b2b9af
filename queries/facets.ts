/**
 * Facets: the fields beside a listing, each with the values of its events. The filters on a facet's
 * own field do not change its counts, so that the other values stay in sight.
 */
import { oneSpelling } from "./addresses";
import { type FieldName, fieldOf } from "./fields";
import {
  ANYWHERE,
  type Filter,
  filterProblem,
  formatList,
  isExclusion,
  parseList,
  predicateOf,
} from "./filters";
import { bind, type InputValues, type Step } from "./playbook";
import type { EventQuery, FacetCondition } from "./query";

/** The facets, in the order of the page. */
export const FACETS = [
  "actor",
  "accesskeyid",
  "sourceipaddress",
  "agentproduct",
  "eventsource",
  "eventname",
  "resource",
  "outcome",
  "awsregion",
  "recipientaccountid",
  "readonly",
] as const satisfies readonly FieldName[];

export type FacetField = (typeof FACETS)[number];

/** Whether a text names a facet. */
export function isFacet(name: string): name is FacetField {
  return FACETS.some((field) => field === name);
}

const conditionOf = (filter: Filter): FacetCondition => ({
  field: filter.field === ANYWHERE ? null : filter.field,
  where: predicateOf(filter),
  excludes: isExclusion(filter),
});

/** The query for the facets of a step's events. */
export function facetQuery(
  step: Step,
  inputs: InputValues,
  filters: readonly Filter[],
): EventQuery {
  const conditions = filters.map(conditionOf);
  // What every count needs is a condition on all rows: the engine may then read fewer.
  const isForAll = ({ field, excludes }: FacetCondition): boolean =>
    !excludes && (field === null || !isFacet(field));
  return {
    where: [...bind(step, inputs).where, ...conditions.filter(isForAll).map(({ where }) => where)],
    answer: {
      kind: "facets",
      by: FACETS,
      conditions: conditions.filter((condition) => !isForAll(condition)),
      ...("isOncePerAct" in step.answer ? ({ isOncePerAct: true } as const) : {}),
    },
    limit: null,
  };
}

/**
 * The filter to a value and the one without it, the same as a cell's menu makes. Null for a text that
 * no query can contain, and where an empty text cannot be left out alone.
 */
export function filtersOnValue(
  field: FieldName,
  value: string | null,
): { readonly only: Filter | null; readonly not: Filter | null } {
  if (value === null) return { only: { field, op: "empty" }, not: { field, op: "present" } };
  const sound = (filter: Filter): Filter | null => (filterProblem(filter) === null ? filter : null);
  return {
    only: sound({ field, op: value === "" ? "exactly" : "is", value }),
    not: sound({ field, op: "not", value }),
  };
}

/** One text for all that mean the same value of a field. */
export function oneTextFor(field: FieldName, text: string): string {
  return fieldOf(field).kind === "sourceIp" ? oneSpelling(text) : text;
}

const isSameValue = (field: FieldName, one: string, other: string): boolean =>
  oneTextFor(field, one) === oneTextFor(field, other);

/** What the filters do with a value; null is nothing. */
export type FacetState = "included" | "excluded" | null;

/** Whether a filter chooses exactly this value, or hides it. */
export function stateIn(filter: Filter, field: FieldName, value: string | null): FacetState {
  if (filter.field !== field) return null;
  const isSame = (text: string): boolean => isSameValue(field, text, value ?? "");
  if (value === null)
    return filter.op === "empty" ? "included" : filter.op === "present" ? "excluded" : null;
  switch (filter.op) {
    case "is":
      return isSame(filter.value ?? "") ? "included" : null;
    case "exactly":
      return filter.value === value ? "included" : null;
    case "any":
      return parseList(filter.value ?? "").some(isSame) ? "included" : null;
    case "not":
      return isSame(filter.value ?? "") ? "excluded" : null;
    default:
      return null;
  }
}

/** The filters without those that choose or hide this value. */
export function withoutValue(
  filters: readonly Filter[],
  field: FieldName,
  value: string | null,
): readonly Filter[] {
  return filters.flatMap((filter): readonly Filter[] => {
    if (stateIn(filter, field, value) === null) return [filter];
    const others =
      filter.op === "any"
        ? parseList(filter.value ?? "").filter((each) => !isSameValue(field, each, value ?? ""))
        : [];
    return others.length === 0 ? [] : [{ ...filter, value: formatList(others) }];
  });
}
