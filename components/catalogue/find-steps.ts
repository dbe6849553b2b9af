/** Finds playbooks and steps by words. Pure. */
import type { Playbook, Step } from "@/queries/playbook";

/** A playbook with the steps of it that were found, in its own order. */
export type Found = { readonly playbook: Playbook; readonly steps: readonly Step[] };

const wordsOf = (text: string): readonly string[] =>
  text.toLowerCase().split(/\s+/).filter(Boolean);

const textOfPlaybook = ({ id, title, question, when, attack }: Playbook): string =>
  [id, title, question, when, ...attack].join("\n").toLowerCase();

const textOfStep = ({ id, question, why, inputs }: Step): string =>
  // The search step takes every field, so its inputs' names would match any word.
  [id, question, why, ...inputs.filter(({ required }) => required).map(({ label }) => label)]
    .join("\n")
    .toLowerCase();

/**
 * The playbooks and steps that contain every word of `text`. A playbook found by its own words has
 * all of its steps; otherwise the words may be shared between the playbook and the step.
 */
export function findSteps(playbooks: readonly Playbook[], text: string): readonly Found[] {
  const words = wordsOf(text);
  return playbooks.flatMap((playbook): readonly Found[] => {
    const own = textOfPlaybook(playbook);
    const left = words.filter((word) => !own.includes(word));
    const steps = playbook.steps.filter((step) => {
      const all = textOfStep(step);
      return left.every((word) => all.includes(word));
    });
    return steps.length > 0 ? [{ playbook, steps }] : [];
  });
}

export function countSteps(found: readonly Found[]): number {
  return found.reduce((sum, { steps }) => sum + steps.length, 0);
}

/** The labels of the inputs that a playbook needs, each once. */
export function neededInputs({ steps }: Playbook): readonly string[] {
  const [first] = steps;
  return (first?.inputs ?? []).filter(({ required }) => required).map(({ label }) => label);
}
