/** Facets of findings: the values of each, and the findings that have the chosen ones. */
import type { Facets } from "@/lib/investigation/investigation";
import { TACTICS } from "@/queries/watchlist/tactics";
import { type Finding, SEVERITIES } from "./read-findings";

export const FACETS = ["severity", "tactic", "rule", "actor", "account"] as const;
export type Facet = (typeof FACETS)[number];

/** The value of the account facet for findings in more than one. */
export const SEVERAL = "several";

/** The same choice with another value of one facet; null is any. */
export function choose(facets: Facets, facet: Facet, value: string | null): Facets {
  return Object.fromEntries(
    FACETS.flatMap((each) => {
      const own = each === facet ? value : (facets[each] ?? null);
      return own === null ? [] : [[each, own] as const];
    }),
  );
}

function facetValue({ rule, actor, account, accounts }: Finding, facet: Facet): string {
  switch (facet) {
    case "severity":
    case "tactic":
      return rule[facet];
    case "rule":
      return rule.id;
    case "actor":
      return actor;
    case "account":
      return accounts > 1 ? SEVERAL : (account ?? "");
  }
}

/** The findings that have the chosen values, `except` those of some facets. */
export function matching(
  findings: readonly Finding[],
  chosen: Facets,
  ...except: readonly Facet[]
): readonly Finding[] {
  const facets = FACETS.filter((facet) => !except.includes(facet) && chosen[facet] !== undefined);
  return findings.filter((finding) =>
    facets.every((facet) => facetValue(finding, facet) === chosen[facet]),
  );
}

export type FacetEntry = { readonly value: string; readonly count: number };

/** The facets whose values have an order. */
const ORDERS: Readonly<Partial<Record<Facet, readonly string[]>>> = {
  severity: SEVERITIES,
  tactic: TACTICS.map(({ id }) => id),
};

/** What is not in the order comes last. */
function placeIn(order: readonly string[], value: string): number {
  const at = order.indexOf(value);
  return at < 0 ? order.length : at;
}

/**
 * The values of a facet among the findings that the other facets leave, with their numbers: the
 * highest severity first, tactics in ATT&CK's order, others by number. A chosen value is listed even
 * where nothing has it.
 */
export function facetEntries(
  findings: readonly Finding[],
  chosen: Facets,
  facet: Facet,
): readonly FacetEntry[] {
  const counts = new Map<string, number>();
  for (const finding of matching(findings, chosen, facet)) {
    const value = facetValue(finding, facet);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const own = chosen[facet];
  if (own !== undefined && !counts.has(own)) counts.set(own, 0);
  const entries = [...counts].map(([value, count]) => ({ value, count }));
  const byName = (a: FacetEntry, b: FacetEntry) => (a.value < b.value ? -1 : 1);
  const order = ORDERS[facet];
  return order
    ? entries.sort((a, b) => placeIn(order, a.value) - placeIn(order, b.value) || byName(a, b))
    : entries.sort((a, b) => b.count - a.count || byName(a, b));
}
