/** Links from the overview to the steps that list what it counts. */
import type { HomeStart } from "@/lib/investigation/home-link";
import {
  type Facets,
  formatInvestigation,
  type Place,
  sourceOf,
  startAt,
} from "@/lib/investigation/investigation";

/** A step of the time range and accounts that the overview is about. */
export function placeIn(
  start: HomeStart,
  address: string,
  given: Partial<Pick<Place, "inputs" | "filters">> = {},
): Place {
  const [playbookId = "", stepId = ""] = address.split("/");
  const scope = start.accountScope;
  return { playbookId, stepId, scope, inputs: {}, filters: [], ...given, ...sourceOf(start) };
}

/** The link to a step, `playbook/step`, in that time range and those accounts. */
export function hrefIn(
  start: HomeStart,
  address: string,
  given: Parameters<typeof placeIn>[2] & { readonly facets?: Facets } = {},
): string {
  const { facets = {}, ...place } = given;
  return formatInvestigation({ ...startAt(placeIn(start, address, place)), facets });
}
