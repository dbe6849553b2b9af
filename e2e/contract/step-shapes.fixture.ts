/** One step of each shape, for tests that take too long for all of them in the usual run. */
import { allSteps } from "@/queries/index";

/** The places in the catalogue of the first step of each kind of answer, with an input and without. */
export function stepShapes(): readonly number[] {
  const names = allSteps.map(({ step }) => `${step.answer.kind} ${step.inputs.length > 0}`);
  return [...new Set(names)].map((name) => names.indexOf(name));
}
