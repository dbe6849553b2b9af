/** The link of the page of Sigma rules: the scope and the source of their hits, as the home page has them. */
import { formatStart, type Start } from "./home-link";

/** The URL of the page of rules over that scope. */
export function formatRules(start: Start): string {
  return `/rules${formatStart(start).slice(1)}`;
}
