/**
 * Where a click on a cell can lead: the step's own chains first, then every step that takes a
 * value of that kind, then filters on the same answer.
 */
import { fieldOf, isFieldName } from "./fields";
import { type Filter, ONLY_FAILURES, ONLY_SUCCESSES } from "./filters";
import { allSteps, findStep } from "./index";
import { checkInput, type Kind, kindLabel } from "./kinds";
import { literalProblem } from "./literal";
import type { InputValues, Step } from "./playbook";
import { columnsOf, denied } from "./query";

/** A step to go to, with its inputs filled in. */
export type PivotTarget = {
  readonly label: string;
  readonly playbookId: string;
  readonly stepId: string;
  readonly inputs: InputValues;
};

export type CellMenu = {
  readonly label: string;
  readonly filters: readonly { readonly label: string; readonly filter: Filter }[];
  readonly pivots: readonly PivotTarget[];
};

/** The instance behind a role session's principal id, `AROA…:i-0123456789abcdef0`. */
export function instanceOf(principalId: string): string | null {
  return /:(i-(?:[0-9a-f]{8}|[0-9a-f]{17}))$/.exec(principalId)?.[1] ?? null;
}

/** A cell's value as an input of another kind takes it, or null when it cannot be one. */
function asInput(kind: Kind, cellKind: Kind, value: string): string | null {
  const text = kind === "instanceId" && cellKind === "principalId" ? instanceOf(value) : value;
  if (text === null) return null;
  const check = checkInput(kind, text);
  return check.ok ? check.value : null;
}

function ownPivots(
  step: Step,
  column: string,
  value: string,
  inputs: InputValues,
): readonly PivotTarget[] {
  const cellKind = kindOfColumn(column);
  return step.pivots.flatMap((pivot): readonly PivotTarget[] => {
    if (pivot.column !== column) return [];
    const target = findStep(pivot.to);
    const kind = target?.step.inputs.find((input) => input.name === pivot.input)?.kind;
    const carried = pivot.carry.map((name) => [name, inputs[name] ?? ""] as const);
    const taken = kind ? asInput(kind, cellKind, value) : null;
    if (!target || taken === null || carried.some(([, text]) => text === "")) return [];
    return [
      {
        label: pivot.label,
        playbookId: target.playbook.id,
        stepId: target.step.id,
        inputs: { ...Object.fromEntries(carried), [pivot.input]: taken },
      },
    ];
  });
}

/** Steps of any playbook that ask about a value of this kind alone. */
function stepsThatTake(column: string, value: string): readonly PivotTarget[] {
  const cellKind = kindOfColumn(column);
  if (cellKind === "text" || cellKind === "json") return [];
  return allSteps.flatMap(({ playbook, step }): readonly PivotTarget[] => {
    const needed = step.inputs.filter((input) => input.required);
    const [input] = needed;
    if (needed.length !== 1 || !input) return [];
    const sameKind =
      input.kind === cellKind || (input.kind === "instanceId" && cellKind === "principalId");
    const taken = sameKind ? asInput(input.kind, cellKind, value) : null;
    if (taken === null) return [];
    return [
      {
        label: step.question,
        playbookId: playbook.id,
        stepId: step.id,
        inputs: { [input.name]: taken },
      },
    ];
  });
}

const kindOfColumn = (column: string): Kind =>
  isFieldName(column) ? fieldOf(column).kind : "count";

const sameTarget = (a: PivotTarget, b: PivotTarget): boolean =>
  a.playbookId === b.playbookId &&
  a.stepId === b.stepId &&
  JSON.stringify(a.inputs) === JSON.stringify(b.inputs);

const BY_OUTCOME: CellMenu["filters"] = [
  { label: "Only successes", filter: ONLY_SUCCESSES },
  { label: "Only failures", filter: ONLY_FAILURES },
];

/** Attempts and what came of them are counted together, and no column tells them apart. */
const countsAllOutcomes = ({ answer, where }: Step): boolean =>
  answer.kind !== "events" && !columnsOf(answer).includes("errorcode") && !where.includes(denied);

/** The menu of a cell; `value` is null where the event lacks the field. */
export function cellMenu(
  step: Step,
  column: string,
  value: string | null,
  inputs: InputValues,
): CellMenu {
  if (!isFieldName(column)) return { label: column, filters: [], pivots: [] };
  const { kind, label, input } = fieldOf(column);
  if (value === null || value === "") {
    const isOutcome = column === "errorcode";
    return {
      label: isOutcome ? "Outcome: no error code" : `${label}: none`,
      filters: isOutcome
        ? BY_OUTCOME
        : [
            { label: "Only events without it", filter: { field: column, op: "empty" } },
            { label: "Only events with it", filter: { field: column, op: "present" } },
          ],
      pivots: [],
    };
  }
  if (literalProblem(value)) return { label, filters: [], pivots: [] };
  const own = ownPivots(step, column, value, inputs);
  const others = stepsThatTake(column, value).filter(
    (target) => !own.some((known) => sameTarget(known, target)),
  );
  const search: PivotTarget = {
    label: "All events with this value",
    playbookId: "general-purpose",
    stepId: "search",
    inputs: { [input]: value },
  };
  const searchable = kind !== "json" && kind !== "time" && checkInput(kind, value).ok;
  return {
    label,
    filters: [
      { label: `Only this ${kindWord(kind, label)}`, filter: { field: column, op: "is", value } },
      { label: `Not this ${kindWord(kind, label)}`, filter: { field: column, op: "not", value } },
      ...(countsAllOutcomes(step) ? BY_OUTCOME : []),
    ],
    pivots: [...own, ...others, ...(searchable ? [search] : [])],
  };
}

const kindWord = (kind: Kind, label: string): string =>
  kind === "text" || kind === "flag" || kind === "json" ? label.toLowerCase() : kindLabel(kind);
