import { formatInvestigation, type Start, startAt } from "@/lib/investigation";
import type { Playbook, Step } from "@/queries/playbook";

/** The link to a step, with nothing filled in. */
export const stepHref = (playbook: Playbook, step: Step, start: Start): string =>
  formatInvestigation(
    startAt({ playbookId: playbook.id, stepId: step.id, inputs: {}, filters: [], ...start }),
  );
