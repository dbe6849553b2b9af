/** From an investigation to what is asked of the server, step by step. */
import type { StepRequest } from "@/lib/answers";
import { type Investigation, sourceOf } from "@/lib/investigation";
import { formatFilter } from "@/queries/filters";
import { inputProblems, type Playbook, type Step } from "@/queries/playbook";
import { formatTime } from "@/queries/scope";

/** The request for a step of the investigation's playbook, with the investigation's filters. */
export function requestFor(investigation: Investigation, step: Step): StepRequest {
  const { scope, inputs, filters, playbookId } = investigation;
  const taken = step.inputs.flatMap(({ name }) => {
    const value = inputs[name];
    return value === undefined || value === "" ? [] : [[name, value] as const];
  });
  return {
    playbookId,
    stepId: step.id,
    inputs: Object.fromEntries(taken),
    accounts: scope.accounts,
    regions: scope.regions,
    from: formatTime(scope.fromMs),
    to: formatTime(scope.toMs),
    filters: filters.map(formatFilter),
    ...sourceOf(investigation),
  };
}

/**
 * The steps to answer, the one looked at first. Where a scan costs money that one is all; the
 * others wait for their turn, and steps whose inputs are missing are not asked.
 */
export function stepsToAnswer(
  playbook: Playbook,
  investigation: Investigation,
  isFree: boolean,
): readonly Step[] {
  const isActive = (step: Step) => step.id === investigation.stepId;
  const isReady = (step: Step) =>
    Object.keys(inputProblems(step, investigation.inputs)).length === 0;
  const active = playbook.steps.filter(isActive);
  const others = isFree ? playbook.steps.filter((step) => !isActive(step)) : [];
  return [...active, ...others].filter(isReady);
}
