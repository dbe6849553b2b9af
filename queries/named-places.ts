/** Sources that answer only where an account or a region is named: `injected` partition columns. */
import type { Source } from "./layouts";
import type { Scope } from "./scope";

const REFUSALS = {
  account: "Choose an account: this table has to be asked by account.",
  region: "Choose a region: this table has to be asked by region.",
} as const;

/** Either the scope to ask with, or why the source cannot be asked. */
export type Named = Scope | { readonly refused: string };

/**
 * Fills a scope in where the source wants names and the scope means all: by the names that are
 * known. Where none are, the question cannot be asked.
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
