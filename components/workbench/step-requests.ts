/** From an investigation to what is asked of the server, step by step. */

import type { StepRequest } from "@/lib/api/answers";
import { activityRange, type LogSpan } from "@/lib/investigation/activity-range";
import { type Investigation, sourceOf } from "@/lib/investigation/investigation";
import { activitySubject } from "@/queries/activity";
import { formatFilter } from "@/queries/filters";
import { stepOf } from "@/queries/index";
import { inputProblems, type Playbook, type Step } from "@/queries/playbook";
import { formatTime } from "@/queries/scope";

/** A listing brings the outcome of each event, by which its table and chart are coloured. */
const columnsOf = ({ answer }: Step): Pick<StepRequest, "columns"> =>
  answer.kind === "events" ? { columns: [...new Set([...answer.columns, "outcome"])] } : {};

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
    ...columnsOf(step),
    ...sourceOf(investigation),
  };
}

/**
 * The request for the activity of what the investigation is about, over all logs; null where inputs
 * are missing.
 */
export function activityRequest(
  playbook: Playbook,
  investigation: Investigation,
  logs: LogSpan,
): StepRequest | null {
  const { scope, playbookId } = investigation;
  const step = stepOf(playbook, investigation.stepId);
  if (!step || Object.keys(inputProblems(step, investigation.inputs)).length > 0) return null;
  const { stepId, inputs, filters } = activitySubject(
    playbook,
    step,
    investigation.inputs,
    investigation.filters,
  );
  const { fromMs, toMs } = activityRange(logs, scope);
  return {
    playbookId,
    stepId,
    inputs,
    accounts: scope.accounts,
    regions: scope.regions,
    from: formatTime(fromMs),
    to: formatTime(toMs),
    filters: filters.map(formatFilter),
    activity: true,
    ...sourceOf(investigation),
  };
}

/** Under this the answer to a request is kept. */
export const stepKey = (request: StepRequest) => ["step", request] as const;

/** A step to answer, and whether only from a slice. */
type StepToAnswer = { readonly step: Step; readonly onlyFromSlice: boolean };

/**
 * The steps to answer, the one looked at first; steps whose inputs are missing are not asked. Where
 * a scan costs money the others are answered only from what was fetched for that one.
 */
export function stepsToAnswer(
  playbook: Playbook,
  { stepId, inputs }: Investigation,
  isFree: boolean,
): readonly StepToAnswer[] {
  const isReady = (step: Step) => Object.keys(inputProblems(step, inputs)).length === 0;
  const looked = stepOf(playbook, stepId);
  const active = looked && isReady(looked) ? [looked] : [];
  const others = playbook.steps.filter((step) => step.id !== stepId && isReady(step));
  return [
    ...active.map((step) => ({ step, onlyFromSlice: false })),
    ...others.map((step) => ({ step, onlyFromSlice: !isFree })),
  ];
}
