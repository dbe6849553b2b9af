/** Recognises a pasted value and suggests which answers to open. Pure. */
import type { Place } from "@/lib/investigation/investigation";
import { findStep } from "@/queries/index";
import { literalProblem } from "@/queries/literal";
import type { Scope } from "@/queries/scope";
import { slipOf, valueIn } from "./pasted-value";
import { suggestionsOf, suggestionsOfPart } from "./suggestions";

/** A suggestion for a pasted value. */
export type Destination = {
  /** What the value was taken for: `Access key`. */
  readonly as: string;
  /** What it opens, mostly a step's question. */
  readonly opens: string;
  readonly place: Place;
};

export type Recognition = {
  readonly destinations: readonly Destination[];
  /** Why the value is not quite what it seems to be, in a sentence. */
  readonly problem: string | null;
};

/** What `text` may be, best guess first, each as an investigation in `scope`. */
export function recognise(text: string, scope: Scope): Recognition {
  const value = valueIn(text);
  if (value === "") return { destinations: [], problem: null };
  const unusable = literalProblem(value);
  if (unusable) return { destinations: [], problem: unusable };
  const slip = slipOf(value);
  const suggestions = slip ? suggestionsOfPart(slip.kind, slip.value) : suggestionsOf(value);
  const destinations = suggestions.flatMap((suggestion) => {
    const { as, step, opens, inputs = {}, filters = [], window } = suggestion;
    const found = findStep(step);
    if (!found) return [];
    const own = window ? { ...scope, ...window } : scope;
    const place = {
      playbookId: found.playbook.id,
      stepId: found.step.id,
      scope: own,
      inputs,
      filters,
    };
    return [{ as, opens: opens ?? found.step.question, place }];
  });
  return { destinations, problem: slip?.reason ?? null };
}
