/** Sources whose queries must name an account or a region: `injected` partition columns. */
import type { Source } from "./layouts";
import { type PartitionPlan, plan } from "./partitions";
import type { Scope } from "./scope";
import { noTime, type Refusal } from "./statement";

const REFUSALS = {
  account: "Choose an account: this table needs one in every query.",
  region: "Choose a region: this table needs one in every query.",
} as const;

/**
 * Fills in the known accounts or regions where the source needs names and the scope names none.
 * Without known names, the query is refused.
 */
export function withNamedPlaces(
  scope: Scope,
  { mustName = [], accounts = [], regions = [] }: Source,
): Scope | Refusal {
  const named = {
    account: scope.accounts.length > 0 ? scope.accounts : accounts,
    region: scope.regions.length > 0 ? scope.regions : regions,
  };
  const missing = mustName.find((place) => named[place].length === 0);
  if (missing) return { refused: REFUSALS[missing] };
  return {
    ...scope,
    ...(mustName.includes("account") ? { accounts: named.account } : {}),
    ...(mustName.includes("region") ? { regions: named.region } : {}),
  };
}

/** The same with its partitions. Refused where the source has none by time: all of it would be read. */
export function planScope(
  chosen: Scope,
  source: Source,
): { readonly scope: Scope; readonly planned: PartitionPlan } | Refusal {
  const scope = withNamedPlaces(chosen, source);
  if ("refused" in scope) return scope;
  const planned = plan(scope, source);
  return planned.times.length === 0 ? { refused: noTime(source.table) } : { scope, planned };
}
