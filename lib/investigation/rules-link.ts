/** The link of the page of Sigma rules: the scope and the source of their hits, as the home page has them. */
import { formatStart, type Start } from "./home-link";
import { readable } from "./link-scope";

/** Of text that finds a rule on the page; ids are shorter. */
const LONGEST_RULE = 100;

/**
 * The URL of the page of rules over that scope.
 * @param rule the rule that it shows, by its id; without one, all
 */
export function formatRules(start: Start, rule?: string | null): string {
  const link = `/rules${formatStart(start).slice(1)}`;
  return rule ? `${link}&rule=${readable(encodeURIComponent(rule))}` : link;
}

/** The rule that a link names; null is all. */
export function ruleOfLink(params: URLSearchParams): string | null {
  return params.get("rule")?.slice(0, LONGEST_RULE) || null;
}
