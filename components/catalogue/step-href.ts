import { formatInvestigation, startAt } from "@/lib/investigation";
import type { Playbook, Step } from "@/queries/playbook";
import type { Scope } from "@/queries/scope";

/** The link to a step, with nothing filled in. */
export const stepHref = (playbook: Playbook, step: Step, scope: Scope): string =>
  formatInvestigation(
    startAt({ playbookId: playbook.id, stepId: step.id, scope, inputs: {}, filters: [] }),
  );
