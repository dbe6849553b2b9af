/** Where the rule of a row leads: to the events that are behind it, and to its findings. */
import type { FieldName } from "./fields";
import type { Filter } from "./filters";
import { literalProblem } from "./literal";
import type { PivotTarget, RowKeys } from "./pivot-target";
import type { InputValues, Step, Template } from "./playbook";

/** What the values of a field look like, where an entity may be named by one of several. */
const FORMS: Readonly<Partial<Record<FieldName, RegExp>>> = {
  principalid: /^A[A-Z]{3}[A-Z0-9]+:/,
  accesskeyid: /^A[KS]IA[A-Z0-9]+$/,
  arn: /^arn:/,
  issuerarn: /^arn:/,
};

/** The filters that a template is with these inputs: one for each field that the value can be in. */
function filtersOf(template: Template, inputs: InputValues): readonly Filter[] {
  if (template.op === "or" && "of" in template)
    return template.of.flatMap((part) => filtersOf(part, inputs)).slice(0, 1);
  if (!("input" in template)) return [];
  const { op, field, input, before = "" } = template;
  const value = inputs[input] ?? "";
  if (value === "" || literalProblem(value) !== null) return [];
  // The end of a session's ARN is its actor.
  if (op === "endsWith" && field === "arn") return [{ field: "actor", op: "is", value }];
  if (op === "endsWith") return [{ field, op: "contains", value: before + value }];
  const isOfField = FORMS[field]?.test(value) ?? true;
  return op === "means" && isOfField ? [{ field, op: "is", value }] : [];
}

/** The filters that leave the events of a step's entity; null where they cannot be named. */
function entityFilters({ where }: Step, inputs: InputValues): readonly Filter[] | null {
  const [named, ...narrowed] = where.map((template) => filtersOf(template, inputs));
  return named && named.length > 0 ? [...named, ...narrowed.flat()] : null;
}

const findingsOf = (rule: string): PivotTarget => ({
  label: "Findings of this rule, by anyone",
  playbookId: "watchlist",
  stepId: "findings",
  inputs: {},
  facets: { rule },
});

const eventsOf = (rule: string, label: string, filters: readonly Filter[]): PivotTarget => ({
  label,
  playbookId: "watchlist",
  stepId: "finding-events",
  inputs: { rule },
  filters,
});

/** Where a rule that matches an entity leads, or the one of an event. */
export function behindRule(step: Step, inputs: InputValues, keys: RowKeys): readonly PivotTarget[] {
  const rule = keys("rule");
  if (rule === null) return [];
  if (step.answer.kind === "finding-events") {
    const isOnlyOne = inputs.rule === rule;
    return [
      ...(isOnlyOne ? [] : [eventsOf(rule, "All events of this rule", [])]),
      findingsOf(rule),
    ];
  }
  const filters = entityFilters(step, inputs);
  if (filters === null) return [findingsOf(rule)];
  const events = eventsOf(rule, "Events behind this row", filters);
  return [{ ...events, isBehind: true }, findingsOf(rule)];
}
