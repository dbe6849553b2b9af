/** The moves that lead from one investigation to the next. Pure: each returns where to go. */
import { follow, type Investigation, type Place } from "@/lib/investigation";
import type { Filter } from "@/queries/filters";
import { findStep } from "@/queries/index";
import type { PivotTarget } from "@/queries/pivots";
import type { InputValues, Step } from "@/queries/playbook";
import type { Scope } from "@/queries/scope";

/** The same investigation with another question in it: how the old one was shown is dropped. */
const changed = (investigation: Investigation, change: Partial<Place>): Investigation => ({
  ...investigation,
  ...change,
  sort: null,
  columns: null,
  event: null,
  runId: null,
});

/** Other rows of the same answer, in the order and with the columns that a person has chosen. */
const withOtherRows = (investigation: Investigation, change: Partial<Place>): Investigation => ({
  ...changed(investigation, change),
  sort: investigation.sort,
  columns: investigation.columns,
});

export const withFilters = (
  investigation: Investigation,
  filters: readonly Filter[],
): Investigation => withOtherRows(investigation, { filters });

export const toStep = (investigation: Investigation, step: Step): Investigation =>
  changed(investigation, { stepId: step.id });

/** The same question elsewhere. */
export const toScope = (investigation: Investigation, scope: Scope): Investigation =>
  withOtherRows(investigation, { scope });

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
  return withOtherRows(investigation, { inputs: { ...Object.fromEntries(others), ...values } });
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
  return withFilters(investigation, [...kept, filter]);
}

export const withoutFilter = (investigation: Investigation, index: number): Investigation =>
  withFilters(
    investigation,
    investigation.filters.filter((_, at) => at !== index),
  );

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

/** Goes back to a stop of the path and its result; the stops after it are dropped. */
export function backTo(investigation: Investigation, index: number): Investigation {
  const stop = investigation.trail[index];
  if (!stop) return investigation;
  // A stop that names no source asked the one configured.
  const { source: _, ...here } = investigation;
  const { runId = null, ...place } = stop;
  return { ...changed(here, place), runId, trail: investigation.trail.slice(0, index) };
}
