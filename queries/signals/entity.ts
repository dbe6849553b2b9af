/** The entity that a profile is of: the one that a playbook is about, named by its inputs. */
import { type ActivitySubject, entityBehind } from "../activity";
import {
  type InputValues,
  inputProblems,
  type Playbook,
  type Step,
  type Template,
} from "../playbook";
import type { Predicate } from "../query";

/** The inputs that templates take, in whichever of their fields. */
function inputsOf(templates: readonly Template[]): readonly string[] {
  return templates.flatMap((template) => {
    if ("input" in template) return [template.input];
    return template.op === "or" ? inputsOf(template.of) : [];
  });
}

const only = (values: InputValues, names: readonly string[]): InputValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

/**
 * The events of the entity, if the step's events are among them. Null for other steps, and for
 * playbooks about rare events of anyone, which have no habits to compare with.
 */
export function profiledEntity(
  playbook: Playbook,
  step: Step,
  inputs: InputValues,
): readonly Predicate[] | null {
  const { entity = [] } = playbook;
  return inputsOf(entity).length === 0 ? null : entityBehind(playbook, step, inputs);
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
  const inputs = only(values, inputsOf(playbook.entity ?? []));
  const shared = playbook.steps.find(
    (each) =>
      Object.keys(inputProblems(each, inputs)).length === 0 &&
      profiledEntity(playbook, each, inputs) !== null,
  );
  return shared ? { stepId: shared.id, inputs } : null;
}

/**
 * The inputs that name whose habits the entity is compared with: those of the template that names
 * it. A session that was opened at one time is compared with earlier ones of the same name.
 */
export function habitInputs({ entity = [] }: Playbook, values: InputValues): InputValues {
  return only(values, inputsOf(entity.slice(0, 1)));
}
