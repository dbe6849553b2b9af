/** Links as Trailbook writes them, and the windows of the demo account that the tests ask about. */
import { formatInvestigation, startAt } from "@/lib/investigation/investigation";
import { parseFilter } from "@/queries/filters";
import type { InputValues } from "@/queries/playbook";
import { parseTime } from "@/queries/scope";

export type Window = { readonly from: string; readonly to: string };

export type Place = {
  readonly window?: Window;
  readonly inputs?: InputValues;
  /** As in the URL: `field:op:value`. */
  readonly filters?: readonly string[];
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
};

/** A day of March 2026, whole. */
export function day(date: number): Window {
  return { from: march(date), to: march(date + 1) };
}

const march = (date: number): string => `2026-03-${String(date).padStart(2, "0")}T00:00:00Z`;

function instant(text: string): number {
  const ms = parseTime(text);
  if (ms === null) throw new Error(`${text} is not a time`);
  return ms;
}

/** The link to a step, `playbook/step`. */
export function linkTo(address: string, place: Place = {}): string {
  const [playbookId = "", stepId = ""] = address.split("/");
  const { window = day(19), inputs = {}, filters = [], accounts = [], regions = [] } = place;
  const scope = { fromMs: instant(window.from), toMs: instant(window.to), accounts, regions };
  const read = filters.map((text) => {
    const filter = parseFilter(text);
    if (!filter) throw new Error(`${text} is not a filter`);
    return filter;
  });
  return formatInvestigation(startAt({ playbookId, stepId, scope, inputs, filters: read }));
}
