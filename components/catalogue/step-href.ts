/** Links from the catalogue to steps. */
import { defaultScope } from "@/lib/investigation/default-range";
import type { HomeStart } from "@/lib/investigation/home-link";
import { formatInvestigation, sourceOf, startAt } from "@/lib/investigation/investigation";
import type { Playbook, Step } from "@/queries/playbook";

/** The link to a step, with nothing filled in. */
export function stepHref(playbook: Playbook, step: Step, start: HomeStart): string {
  const scopes = { entity: start.scope, account: start.accountScope };
  const scope = defaultScope(scopes, playbook, step, {});
  const place = { playbookId: playbook.id, stepId: step.id, scope, inputs: {}, filters: [] };
  return formatInvestigation(startAt({ ...place, ...sourceOf(start) }));
}
