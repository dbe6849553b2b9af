/** The moves that lead from one investigation to the next. Pure: each returns where to go. */
import { searchFilters } from "@/components/scope/conditions";
import {
  follow,
  type Investigation,
  isSearch,
  type Place,
} from "@/lib/investigation/investigation";
import { usualTable } from "@/lib/investigation/link-table";
import { addedColumns } from "@/queries/added-columns";
import { addFilter, type Filter, isSameFilter } from "@/queries/filters";
import { findStep } from "@/queries/index";
import type { PivotTarget } from "@/queries/pivots";
import type { InputValues, Step } from "@/queries/playbook";
import type { Scope } from "@/queries/scope";
import type { RowsLink, Window } from "@/queries/signals/phrases";

/** The same investigation with another question in it: how the old one was shown is dropped. */
const changed = (investigation: Investigation, change: Partial<Place>): Investigation => ({
  ...investigation,
  ...change,
  ...usualTable({ ...investigation, ...change }),
  event: null,
  runId: null,
});

/** Other rows of the same answer, in the order and with the columns that a person has chosen. */
const withOtherRows = (investigation: Investigation, change: Partial<Place>): Investigation => ({
  ...changed(investigation, change),
  sort: investigation.sort,
  columns: investigation.columns,
  widths: investigation.widths,
  isGrouped: investigation.isGrouped,
  facets: investigation.facets,
});

/**
 * The same answer with other columns. One that the answer does not have yet is another query, so the
 * run that the link names is no longer its result.
 */
export function withColumns(
  investigation: Investigation,
  columns: readonly string[] | null,
): Investigation {
  const { playbookId, stepId, sort, widths } = investigation;
  const answer = findStep(`${playbookId}/${stepId}`)?.step.answer;
  if (!answer) return investigation;
  const before = addedColumns(answer, investigation.columns);
  const after = addedColumns(answer, columns);
  const gone = new Set<string>(before.filter((column) => !after.includes(column)));
  const isGone = (column: string): boolean => gone.has(column);
  return {
    ...investigation,
    columns,
    sort: sort && isGone(sort.column) ? null : sort,
    widths: Object.fromEntries(Object.entries(widths).filter(([column]) => !isGone(column))),
    runId: before.join() === after.join() ? investigation.runId : null,
  };
}

export function withFilters(
  investigation: Investigation,
  filters: readonly Filter[],
): Investigation {
  return withOtherRows(investigation, { filters });
}

/**
 * Another step of the playbook. Inputs that it does not take are left out of its URL; `remembered`
 * are those of steps that were looked at before, for the ones it takes.
 */
export function toStep(
  investigation: Investigation,
  step: Step,
  remembered: InputValues = {},
): Investigation {
  const known = { ...remembered, ...investigation.inputs };
  const taken = step.inputs.flatMap(({ name, required }) => {
    const value = required ? known[name] : investigation.inputs[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return changed(investigation, { stepId: step.id, inputs: Object.fromEntries(taken) });
}

/** The same question elsewhere. */
export function toScope(investigation: Investigation, scope: Scope): Investigation {
  return withOtherRows(investigation, { scope });
}

/** Asks another source the same. */
export function toSource(investigation: Investigation, source: string): Investigation {
  return changed(investigation, { source });
}

/** The same question about others. */
export function toInputs(investigation: Investigation, inputs: InputValues): Investigation {
  return withOtherRows(investigation, { inputs });
}

/** The same search with other conditions, all of them filters. */
export function toSearch(investigation: Investigation, filters: readonly Filter[]): Investigation {
  return withOtherRows(investigation, { inputs: {}, filters });
}

/** The filters of a place; what is typed into a search is a filter too. */
export function allFilters(place: Place): readonly Filter[] {
  return isSearch(place) ? searchFilters(place.inputs, place.filters) : place.filters;
}

/** The same events with these filters in place of all others. */
export function withAllFilters(
  investigation: Investigation,
  filters: readonly Filter[],
): Investigation {
  return isSearch(investigation)
    ? toSearch(investigation, filters)
    : withFilters(investigation, filters);
}

/** Whether two places ask the same of their step. */
export function hasSameInputs(a: Place, b: Place): boolean {
  return (
    [...Object.keys(a.inputs), ...Object.keys(b.inputs)].every(
      (name) => a.inputs[name] === b.inputs[name],
    ) && JSON.stringify(a.filters) === JSON.stringify(b.filters)
  );
}

/** Adds a filter; those that it makes pointless or contradicts are dropped. */
export function withFilter(investigation: Investigation, filter: Filter): Investigation {
  return withFilters(investigation, addFilter(investigation.filters, filter));
}

export function withoutFilter(investigation: Investigation, index: number): Investigation {
  return withFilters(
    investigation,
    investigation.filters.filter((_, at) => at !== index),
  );
}

/**
 * Follows a pivot: the window, the places and the filters come along, except filters on the field
 * that the pivot itself fixes, which could only contradict it. Another entity of the same kind is
 * another subject: what was left out about the first must not be left out about the second.
 */
export function toPivot(investigation: Investigation, target: PivotTarget): Investigation {
  const step = findStep(`${target.playbookId}/${target.stepId}`)?.step;
  const fixed = new Set<string>(
    (step?.where ?? []).flatMap((template) =>
      "input" in template && target.inputs[template.input] !== undefined ? [template.field] : [],
    ),
  );
  const { filters: own = [], facets = {} } = target;
  const isNewSubject =
    (own.length > 0 && !target.isBehind) ||
    Object.entries(target.inputs).some(
      ([name, value]) => (investigation.inputs[name] ?? value) !== value,
    );
  const kept = isNewSubject ? [] : investigation.filters.filter(({ field }) => !fixed.has(field));
  const next = follow(investigation, {
    playbookId: target.playbookId,
    stepId: target.stepId,
    scope: { ...investigation.scope, ...target.window },
    inputs: target.inputs,
    filters: [...kept.filter((filter) => !own.some((each) => isSameFilter(each, filter))), ...own],
  });
  return { ...next, facets };
}

/** The part of a scope's time range that is in a window too. */
const within = (scope: Scope, window: Window): Scope => ({
  ...scope,
  fromMs: Math.max(scope.fromMs, window.fromMs),
  toMs: Math.min(scope.toMs, window.toMs),
});

const isSameWindow = (a: Window, b: Window): boolean => a.fromMs === b.fromMs && a.toMs === b.toMs;

/** The rows that a phrase of the summary is about, with the inputs that their step takes. */
export function toRows(
  investigation: Investigation,
  { stepId, filters, window, other }: RowsLink,
): Investigation {
  const { playbookId, inputs } = other ?? investigation;
  // The events of another entity may be outside the time range.
  const own = other ? { ...investigation.scope, ...window } : investigation.scope;
  const scope = window ? within(own, window) : own;
  const step = findStep(`${playbookId}/${stepId}`)?.step;
  const names = new Set(step?.inputs.map(({ name }) => name));
  const taken = Object.fromEntries(Object.entries(inputs).filter(([name]) => names.has(name)));
  const target = { playbookId, stepId, scope, inputs: taken, filters };
  const isHere =
    playbookId === investigation.playbookId &&
    stepId === investigation.stepId &&
    hasSameInputs(investigation, target) &&
    isSameWindow(investigation.scope, scope);
  return isHere ? investigation : follow(investigation, target);
}

/** Goes back to a stop of the path and its result; the stops after it are dropped. */
export function backTo(investigation: Investigation, index: number): Investigation {
  const stop = investigation.path[index];
  if (!stop) return investigation;
  // A stop that names no source asked the one configured.
  const { source: _, ...here } = investigation;
  const { runId = null, columns = null, facets = {}, ...place } = stop;
  const path = investigation.path.slice(0, index);
  return { ...changed(here, place), columns, facets, runId, path };
}
