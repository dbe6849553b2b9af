/** Where an alert leads: the events behind it, on the page of the watchlist, or its rule on that of Sigma rules. */
import { formatInvestigation, sourceOf, startAt } from "@/lib/investigation/investigation";
import { formatRules } from "@/lib/investigation/rules-link";
import { HOUR_MS } from "@/queries/scope";
import { isSigmaId } from "@/queries/sigma/sigma-rule";
import { RULES } from "@/queries/watchlist/rules";
import type { Alert } from "./alert";

/** A longer actor would make a link that no chat message takes. */
const LONGEST_ACTOR = 500;
const STEP = "finding-events";

const inputsOf = ({ rule, actor }: Omit<Alert, "link">): Readonly<Record<string, string>> =>
  actor.length > LONGEST_ACTOR ? { rule } : { rule, actor };

/** Whether a rule is about what was not there before the range: then the range decides what it finds. */
function comparesWithBefore(ruleId: string): boolean {
  const signal = RULES.find(({ id }) => id === ruleId)?.signal;
  const kinds = signal?.kind === "any" ? signal.of.map(({ kind }) => kind) : [signal?.kind];
  return kinds.includes("firstSeen");
}

/**
 * The link of an alert: its events, with an hour before and after; or from where the query started
 * that found them, where that decides.
 * @param foundFromMs where that query started
 * @param base what the path is put behind; empty for the path alone
 * @param table the table; null where the server has only one
 */
export function alertLink(
  alert: Omit<Alert, "link">,
  foundFromMs: number,
  base: string,
  table: string | null,
): string {
  const firstMs = Date.parse(alert.first) - HOUR_MS;
  const fromMs = comparesWithBefore(alert.rule) ? Math.min(firstMs, foundFromMs) : firstMs;
  const scope = {
    fromMs: Math.floor(fromMs / HOUR_MS) * HOUR_MS,
    toMs: Math.ceil(Date.parse(alert.last) / HOUR_MS + 1) * HOUR_MS,
    accounts: [],
    regions: [],
  };
  const from = sourceOf({ source: table ?? undefined });
  if (isSigmaId(alert.rule)) return base + formatRules({ scope, ...from }, alert.rule);
  const place = {
    playbookId: "watchlist",
    stepId: STEP,
    scope,
    inputs: inputsOf(alert),
    filters: [],
    ...from,
  };
  return base + formatInvestigation(startAt(place));
}
