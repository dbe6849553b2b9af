/**
 * Where a click on a cell can lead: the step's own chains first, then every step that takes a
 * value of that kind, then filters on the same answer.
 */
import { describeColumn } from "./answer-columns";
import { asInput, isRoleArn, isRoleSession, stepsThatTake } from "./entity-steps";
import { eventsBehind, filtersOfRow } from "./events-behind";
import { type FieldName, fieldOf } from "./fields";
import { type Filter, ONLY_FAILURES, ONLY_SUCCESSES } from "./filters";
import { allSteps, findStep } from "./index";
import { checkInput, type Kind, kindLabel } from "./kinds";
import { literalProblem } from "./literal";
import type { PivotTarget, RowKeys } from "./pivot-target";
import type { InputValues, Pivot, Step } from "./playbook";
import { columnsOf, denied } from "./query";
import { behindRule } from "./rule-pivots";
import { spellingsOf } from "./spellings";

export type { PivotTarget, RowKeys } from "./pivot-target";

export type CellMenu = {
  readonly label: string;
  readonly filters: readonly { readonly label: string; readonly filter: Filter }[];
  readonly pivots: readonly PivotTarget[];
};

/** The other keys of the row that a pivot takes along, where the row has them. */
function keysTaken({ fromRow = {} }: Pivot, keys: RowKeys | null) {
  return Object.entries(fromRow).flatMap(([input, column]) => {
    const value = keys?.(column) ?? null;
    return value === null || value === "" ? [] : [[input, value] as const];
  });
}

function ownPivots(
  step: Step,
  column: string,
  value: string,
  inputs: InputValues,
  keys: RowKeys | null,
): readonly PivotTarget[] {
  const cellKind = kindOfColumn(column);
  return step.pivots.flatMap((pivot): readonly PivotTarget[] => {
    if (pivot.column !== column) return [];
    const target = findStep(pivot.to);
    const kind = target?.step.inputs.find((input) => input.name === pivot.input)?.kind;
    const carried = pivot.carry.map((name) => [name, inputs[name] ?? ""] as const);
    // A row of sessions is known to name one.
    const taken = kind ? asInput(kind, pivot.fromRow ? kind : cellKind, value) : null;
    if (!target || taken === null || carried.some(([, text]) => text === "")) return [];
    return [
      {
        label: pivot.label,
        playbookId: target.playbook.id,
        stepId: target.step.id,
        inputs: {
          ...Object.fromEntries([...carried, ...keysTaken(pivot, keys)]),
          [pivot.input]: taken,
        },
      },
    ];
  });
}

const OPENED_BY = { playbookId: "access-key-exposure", stepId: "opened-by" } as const;

/** Only the keys of sessions are returned by a call that opens one. */
const isSessionKey = (value: string): boolean => /^ASIA[A-Z0-9]{16}$/.test(value);

/** Kinds of which a value names nothing. */
const TAKEN_NOWHERE: ReadonlySet<Kind> = new Set(["text", "json", "time", "flag"]);

const kindOfColumn = (column: string): Kind => describeColumn(column)?.kind ?? "count";

const SEARCH = { playbookId: "general-purpose", stepId: "search" } as const;

/** The open search with one more filter. */
export function searchFor(label: string, filter: Filter): PivotTarget {
  return { ...SEARCH, label, inputs: {}, filters: [filter] };
}

/** Searches for a value that is not in any of the caller's fields as it is. */
export function pivotsAround(value: string): readonly PivotTarget[] {
  if (isRoleArn(value))
    return [
      searchFor("Events that name this role in their request", {
        field: "requestparameters",
        op: "contains",
        value,
      }),
    ];
  if (isSessionKey(value))
    return [{ ...OPENED_BY, label: "Who opened this session?", inputs: { accessKeyId: value } }];
  return [];
}

/** Whose session an actor is, where it is a role's. */
function whoseSession(kind: Kind, actor: string): readonly PivotTarget[] {
  if (kind !== "actor" || !isRoleSession(actor)) return [];
  const label = "Whose session is it?";
  return [{ playbookId: "session", stepId: "session-owner", label, inputs: { session: actor } }];
}

const sameTarget = (a: PivotTarget, b: PivotTarget): boolean =>
  a.playbookId === b.playbookId &&
  a.stepId === b.stepId &&
  JSON.stringify([a.inputs, a.filters]) === JSON.stringify([b.inputs, b.filters]);

const BY_OUTCOME: CellMenu["filters"] = [
  { label: "Only successes", filter: ONLY_SUCCESSES },
  { label: "Only failures", filter: ONLY_FAILURES },
];

/** Successes and failures are counted together, and no column separates them. */
const countsAllOutcomes = ({ answer, where }: Step): boolean =>
  answer.kind === "counts" && !columnsOf(answer).includes("errorcode") && !where.includes(denied);

/** Those of the events behind a step's counts that have what the filters name, with its own inputs. */
export function behindCounts(
  step: Step,
  inputs: InputValues,
  filters: readonly Filter[],
): readonly PivotTarget[] {
  const playbook = allSteps.find((each) => each.step === step)?.playbook;
  const listing = eventsBehind(step);
  if (!playbook || !listing) return [];
  const own = step.inputs.flatMap(({ name }) => {
    const value = inputs[name] ?? "";
    return value === "" ? [] : [[name, value] as const];
  });
  return [
    {
      label: "Events behind this row",
      playbookId: playbook.id,
      stepId: listing.id,
      inputs: Object.fromEntries(own),
      filters,
      isBehind: true,
    },
  ];
}

/** The events behind a finding, by its rule and actor. */
export function behindFinding(rule: string, actor: string): PivotTarget {
  return {
    label: "Events behind this finding",
    playbookId: "watchlist",
    stepId: "finding-events",
    inputs: { actor, rule },
  };
}

/** The rows that name rules in their cells: all of them, or only those of the rule. */
const namesRule = ({ answer }: Step, column: string): boolean =>
  answer.kind === "rule-matches" || (answer.kind === "finding-events" && column === "rule");

/** The events behind a row of counts, a finding or a rule. */
function behindRow(
  step: Step,
  column: string,
  inputs: InputValues,
  keys: RowKeys,
): readonly PivotTarget[] {
  if (namesRule(step, column)) return behindRule(step, inputs, keys);
  if (step.answer.kind === "findings") {
    const [rule, actor] = [keys("rule"), keys("actor")];
    // An actor that no query can contain has no events to go to.
    return rule && actor && !literalProblem(actor) ? [behindFinding(rule, actor)] : [];
  }
  const filters = filtersOfRow(step, keys);
  return filters ? behindCounts(step, inputs, filters) : [];
}

/** The menu of a cell whose event lacks the field. */
function emptyCellMenu(column: FieldName): Omit<CellMenu, "pivots"> {
  if (column === "errorcode") return { label: "Outcome: no error code", filters: BY_OUTCOME };
  return {
    label: `${fieldOf(column).label}: none`,
    filters: [
      { label: "Only events without it", filter: { field: column, op: "empty" } },
      { label: "Only events with it", filter: { field: column, op: "present" } },
    ],
  };
}

/** Every event with the value: in all of its spellings, where it has several. */
function allWith(column: FieldName, value: string): readonly PivotTarget[] {
  const { kind, input } = fieldOf(column);
  // No caller has the ARN of a role: each session has its own ARN.
  const hasNoCaller = column === "arn" && isRoleArn(value);
  if (kind === "json" || kind === "time" || hasNoCaller || !checkInput(kind, value).ok) return [];
  const label = "All events with this value";
  return spellingsOf(kind, value).length > 1
    ? [searchFor(label, { field: column, op: "is", value })]
    : [{ ...SEARCH, label, inputs: { [input]: value } }];
}

/**
 * The menu of a cell; `value` is null where the event lacks the field. `keys` are those of its row,
 * where it is one of counts, a finding, or names a rule.
 */
export function cellMenu(
  step: Step,
  column: string,
  value: string | null,
  inputs: InputValues,
  keys: RowKeys | null = null,
): CellMenu {
  const behind = keys ? behindRow(step, column, inputs, keys) : [];
  const { of: field = null, label = column } = describeColumn(column) ?? {};
  if (field === null) return { label, filters: [], pivots: behind };
  const { kind } = fieldOf(field);
  // A thing is not always what its event acted on, and its removal is another event.
  const canFilter = step.answer.kind !== "left-behind";
  if (value === null || value === "")
    return canFilter
      ? { ...emptyCellMenu(field), pivots: behind }
      : { label: `${label}: none`, filters: [], pivots: [] };
  if (literalProblem(value)) return { label, filters: [], pivots: [] };
  const pivots = [
    ...ownPivots(step, column, value, inputs, keys),
    ...behind,
    ...(TAKEN_NOWHERE.has(kind) ? [] : stepsThatTake(kind, value)),
    ...whoseSession(kind, value),
    ...pivotsAround(value),
    ...allWith(field, value),
  ];
  return {
    label,
    filters: canFilter ? filtersOn(step, field, value) : [],
    pivots: pivots.filter(
      (target, at) => pivots.findIndex((each) => sameTarget(each, target)) === at,
    ),
  };
}

/** Filters on a value of the same answer. */
function filtersOn(step: Step, field: FieldName, value: string): CellMenu["filters"] {
  const { kind, label } = fieldOf(field);
  return [
    { label: `Only this ${kindWord(kind, label)}`, filter: { field, op: "is", value } },
    { label: `Not this ${kindWord(kind, label)}`, filter: { field, op: "not", value } },
    ...(countsAllOutcomes(step) ? BY_OUTCOME : []),
  ];
}

const kindWord = (kind: Kind, label: string): string =>
  kind === "text" || kind === "flag" || kind === "json" ? label.toLowerCase() : kindLabel(kind);
