/** The moves that lead from one investigation to the next. Pure: each returns where to go. */
import { follow, type Investigation, type Place } from "@/lib/investigation";
import type { Filter } from "@/queries/filters";
import { findStep } from "@/queries/index";
import type { PivotTarget } from "@/queries/pivots";
import type { InputValues, Step } from "@/queries/playbook";
import type { Scope } from "@/queries/scope";

/** The same investigation with another question in it: what was seen of the old one is let go. */
const changed = (investigation: Investigation, change: Partial<Place>): Investigation => ({
  ...investigation,
  ...change,
  sort: null,
  event: null,
  runId: null,
});

/** Other rows of the same answer, in the order that a person has put them in. */
const filtered = (investigation: Investigation, filters: readonly Filter[]): Investigation => ({
  ...changed(investigation, { filters }),
  sort: investigation.sort,
});

export const toStep = (investigation: Investigation, step: Step): Investigation =>
  changed(investigation, { stepId: step.id });

/** The same question elsewhere, in the order that a person has put its rows in. */
export const toScope = (investigation: Investigation, scope: Scope): Investigation => ({
  ...changed(investigation, { scope }),
  sort: investigation.sort,
});

/** Asks another source the same. */
export const toSource = (investigation: Investigation, source: string): Investigation =>
  changed(investigation, { source });

/** Inputs of the step are replaced; those of other steps stay for the way back. */
export function toInputs(
  investigation: Investigation,
  step: Step,
  values: InputValues,
): Investigation {
  const own = new Set(step.inputs.map(({ name }) => name));
  const others = Object.entries(investigation.inputs).filter(([name]) => !own.has(name));
  return changed(investigation, { inputs: { ...Object.fromEntries(others), ...values } });
}

/** Whether two places ask the same of their step. */
export const hasSameInputs = (a: Place, b: Place): boolean =>
  [...Object.keys(a.inputs), ...Object.keys(b.inputs)].every(
    (name) => a.inputs[name] === b.inputs[name],
  );

const isSame = (a: Filter, b: Filter): boolean =>
  a.field === b.field && a.op === b.op && a.value === b.value;

/** Adds a filter; one that is there already, or that the new one makes pointless, is not kept twice. */
export function withFilter(investigation: Investigation, filter: Filter): Investigation {
  const kept = investigation.filters.filter(
    (each) => !isSame(each, filter) && !(filter.op === "is" && each.field === filter.field),
  );
  return filtered(investigation, [...kept, filter]);
}

export const withoutFilter = (investigation: Investigation, index: number): Investigation =>
  filtered(
    investigation,
    investigation.filters.filter((_, at) => at !== index),
  );

export const withoutFilters = (investigation: Investigation): Investigation =>
  filtered(investigation, []);

/**
 * Follows a pivot: the window, the places and the filters come along, except filters on the field
 * that the pivot itself fixes, which could only contradict it. Another entity of the same kind is
 * another subject: what was left out about the first must not be left out about the second.
 */
export function toPivot(investigation: Investigation, target: PivotTarget): Investigation {
  const step = findStep(`${target.playbookId}/${target.stepId}`)?.step;
  const fixed = new Set(
    (step?.where ?? []).flatMap((template) =>
      "input" in template && target.inputs[template.input] !== undefined ? [template.field] : [],
    ),
  );
  const isNewSubject = Object.entries(target.inputs).some(
    ([name, value]) => (investigation.inputs[name] ?? value) !== value,
  );
  return follow(investigation, {
    playbookId: target.playbookId,
    stepId: target.stepId,
    scope: investigation.scope,
    inputs: target.inputs,
    filters: isNewSubject ? [] : investigation.filters.filter(({ field }) => !fixed.has(field)),
  });
}

/** Goes back to a stop of the trail; the stops after it are left. */
export function backTo(investigation: Investigation, index: number): Investigation {
  const stop = investigation.trail[index];
  if (!stop) return investigation;
  // A stop that names no source asked the one configured.
  const { source: _, ...here } = investigation;
  return { ...changed(here, stop), trail: investigation.trail.slice(0, index) };
}

/** The scope twice as wide, around its middle. */
export function widened({ fromMs, toMs, ...places }: Scope): Scope {
  const halfMs = Math.ceil((toMs - fromMs) / 2 / 1000) * 1000;
  return { ...places, fromMs: fromMs - halfMs, toMs: toMs + halfMs };
}
