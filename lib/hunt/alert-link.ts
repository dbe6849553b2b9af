/** Where an alert leads: the events behind it, on the page of the watchlist. */
import { formatInvestigation, sourceOf, startAt } from "@/lib/investigation/investigation";
import { findStep } from "@/queries/index";
import { HOUR_MS } from "@/queries/scope";
import type { Alert } from "./alert";

/** A longer actor would make a link that no chat message takes. */
const LONGEST_ACTOR = 500;
const STEP = "finding-events";

const inputsOf = ({ rule, actor }: Omit<Alert, "link">): Readonly<Record<string, string>> => {
  const known = findStep(`watchlist/${STEP}`)?.step.inputs.map(({ name }) => name) ?? [];
  const inputs = { rule, actor: actor.length > LONGEST_ACTOR ? "" : actor };
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => known.includes(name)));
};

/**
 * The link of an alert: its events, with an hour before and after.
 * @param base what the path is put behind; empty for the path alone
 * @param table the table; null where the server has only one
 */
export function alertLink(alert: Omit<Alert, "link">, base: string, table: string | null): string {
  const scope = {
    fromMs: Math.floor(Date.parse(alert.first) / HOUR_MS - 1) * HOUR_MS,
    toMs: Math.ceil(Date.parse(alert.last) / HOUR_MS + 1) * HOUR_MS,
    accounts: [],
    regions: [],
  };
  const place = {
    playbookId: "watchlist",
    stepId: STEP,
    scope,
    inputs: inputsOf(alert),
    filters: [],
    ...sourceOf({ source: table ?? undefined }),
  };
  return base + formatInvestigation(startAt(place));
}
