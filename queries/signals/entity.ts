/** The entity that a profile is of: the one that a playbook is about, named by its inputs. */
import { type ActivitySubject, entityBehind } from "../activity";
import { type InputValues, inputProblems, type Playbook, type Step } from "../playbook";
import type { Predicate } from "../query";

/** The inputs that name the playbook's entity. */
function entityInputs({ entity = [] }: Playbook): ReadonlySet<string> {
  return new Set(entity.flatMap((template) => ("input" in template ? [template.input] : [])));
}

/**
 * The events of the entity, if the step's events are among them. Null for other steps, and for
 * playbooks about rare events of anyone, which have no habits to compare with.
 */
export function profiledEntity(
  playbook: Playbook,
  step: Step,
  inputs: InputValues,
): readonly Predicate[] | null {
  return entityInputs(playbook).size === 0 ? null : entityBehind(playbook, step, inputs);
}

/**
 * The step that stands for the entity in requests, the same for all of the playbook's steps, so that
 * one profile serves them; null where the step has no entity.
 */
export function profileSubject(
  playbook: Playbook,
  step: Step,
  values: InputValues,
): Pick<ActivitySubject, "stepId" | "inputs"> | null {
  if (profiledEntity(playbook, step, values) === null) return null;
  const names = entityInputs(playbook);
  const inputs = Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
  const shared = playbook.steps.find(
    (each) =>
      Object.keys(inputProblems(each, inputs)).length === 0 &&
      profiledEntity(playbook, each, inputs) !== null,
  );
  return shared ? { stepId: shared.id, inputs } : null;
}
