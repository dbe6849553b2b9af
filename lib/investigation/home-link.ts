/** The home page's link: the scope and the source that its questions start with. */
import type { Scope } from "@/queries/scope";
import type { DefaultScopes } from "./default-range";
import type { Place } from "./investigation";
import { readable, readScope, readSource, writeScope } from "./link-scope";

/** The scope and source of the home page. */
export type Start = Pick<Place, "scope" | "source">;

/** The same with a separate scope for questions about a whole account. */
export type HomeStart = Start & { readonly accountScope: Scope };

/** Reads the home page's query string; `scopes` are those where it names none. */
export function parseStart(
  params: URLSearchParams,
  scopes: DefaultScopes,
): { readonly start: HomeStart; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const scope = readScope(params, scopes.entity, problems);
  const accountScope = readScope(params, scopes.account, []);
  return { start: { scope, accountScope, ...readSource(params, "", problems) }, problems };
}

/** The URL of the home page whose questions start there. */
export function formatStart({ scope, source }: Start): string {
  const params = new URLSearchParams();
  writeScope(scope, params);
  if (source !== undefined) params.append("source", source);
  return `/?${readable(params.toString())}`;
}
