/** The step that lists what an entity left behind. */
import type { Input, StepText, Template } from "../playbook";

export const LEFT_BEHIND = "left-behind";

/**
 * @param inputs the inputs of the playbook's entity
 * @param where the events of the entity
 */
export function leftBehind(inputs: readonly Input[], where: readonly Template[]): StepText {
  return {
    id: LEFT_BEHIND,
    question: "What was left behind?",
    why: "What outlives the credentials that made it, such as users and keys, with the call that removed it.",
    empty:
      "Nothing that lasts was made in this time range: no user, key, role, permission, instance, share or open port.",
    inputs,
    where,
    answer: { kind: "left-behind" },
    view: "table",
  };
}
