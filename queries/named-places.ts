/** Sources whose queries must name an account or a region: `injected` partition columns. */
import type { Source } from "./layouts";
import type { Scope } from "./scope";

const REFUSALS = {
  account: "Choose an account: this table needs one in every query.",
  region: "Choose a region: this table needs one in every query.",
} as const;

/** Either the scope to query with, or why the source cannot be queried. */
export type Named = Scope | { readonly refused: string };

/**
 * Fills in the known accounts or regions where the source needs names and the scope names none.
 * Without known names, the query is refused.
 */
export function withNamedPlaces(
  scope: Scope,
  { mustName = [], accounts = [], regions = [] }: Source,
): Named {
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
