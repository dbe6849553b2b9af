/** Activity: events per day for the subject of a question, over all logs. */
import { applyFilters, type Filter } from "./filters";
import { implies } from "./implies";
import { bind, entityOf, type InputValues, type Playbook, type Step } from "./playbook";
import type { EventQuery, Predicate } from "./query";

/** Which events are counted per day. */
export type ActivitySubject = {
  readonly stepId: string;
  readonly inputs: InputValues;
  readonly filters: readonly Filter[];
};

/** The inputs that a step takes, without those left empty. */
function takenBy({ inputs }: Step, values: InputValues): InputValues {
  return Object.fromEntries(
    inputs.flatMap(({ name }) => {
      const value = values[name];
      return value === undefined || value === "" ? [] : [[name, value] as const];
    }),
  );
}

/** The events of the playbook's entity if they include the step's events; otherwise null. */
export function entityBehind(
  playbook: Playbook,
  step: Step,
  inputs: InputValues,
): readonly Predicate[] | null {
  const entity = entityOf(playbook, step, inputs);
  const given: Predicate = { op: "and", of: bind(step, inputs).where };
  return entity?.every((wanted) => implies(given, wanted)) ? entity : null;
}

/**
 * What a step's activity is about: the entity of its playbook, which its other steps share; without
 * one, the step's inputs; without inputs, its filters.
 */
export function activitySubject(
  playbook: Playbook,
  step: Step,
  values: InputValues,
  filters: readonly Filter[],
): ActivitySubject {
  const inputs = takenBy(step, values);
  if (entityBehind(playbook, step, inputs) === null)
    return { stepId: step.id, inputs, filters: Object.keys(inputs).length > 0 ? [] : filters };
  const shared =
    playbook.steps.find((each) => entityBehind(playbook, each, inputs) !== null) ?? step;
  return { stepId: shared.id, inputs: takenBy(shared, inputs), filters: [] };
}

/** The query for a subject's activity: the events of the playbook's entity, or of the step, per day. */
export function activityQuery(
  playbook: Playbook,
  step: Step,
  inputs: InputValues,
  filters: readonly Filter[],
): EventQuery {
  const entity = entityBehind(playbook, step, inputs);
  const where = entity ?? bind(step, inputs).where;
  // The count of the step's own events is that of its rows.
  const isPerAct = entity === null && "isOncePerAct" in step.answer;
  const answer = isPerAct
    ? ({ kind: "days", isOncePerAct: true } as const)
    : ({ kind: "days" } as const);
  return applyFilters({ where, answer, limit: null }, filters);
}

/**
 * Whether a question is about few events: those of an entity (named or not yet), or the rare ones
 * that its playbook is about.
 */
export function isAboutEntity(playbook: Playbook, step: Step, inputs: InputValues): boolean {
  return (
    step.inputs.some(({ name, required }) => required || (inputs[name] ?? "") !== "") ||
    entityOf(playbook, step, inputs) !== null
  );
}
