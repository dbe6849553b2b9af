/**
 * Where a click on a cell can lead: the step's own chains first, then every step that takes a
 * value of that kind, then filters on the same answer.
 */
import { eventsBehind, filtersOfRow } from "./events-behind";
import { type FieldName, fieldOf, isFieldName } from "./fields";
import { type Filter, ONLY_FAILURES, ONLY_SUCCESSES } from "./filters";
import { allSteps, findStep } from "./index";
import { checkInput, type Kind, kindLabel } from "./kinds";
import { literalProblem } from "./literal";
import type { InputValues, Step } from "./playbook";
import { columnsOf, denied } from "./query";
import { resourceAs, searchesOf } from "./resource-text";
import { spellingsOf } from "./spellings";

/** A step to go to, with its inputs filled in. */
export type PivotTarget = {
  readonly label: string;
  readonly playbookId: string;
  readonly stepId: string;
  readonly inputs: InputValues;
  /** The pivot's own filters; the answer's filters are kept as well. */
  readonly filters?: readonly Filter[];
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

/** What a cell's value says to an input of another kind; null when it says nothing to it. */
function saidTo(kind: Kind, cellKind: Kind, value: string): string | null {
  if (cellKind === "resource") return kind === "resource" ? value : resourceAs(kind, value);
  if (kind === "instanceId" && cellKind === "principalId") return instanceOf(value);
  // An instance's session is called `role/i-…`.
  if (kind === "instanceId" && cellKind === "actor") return instanceOf(value.replace("/", ":"));
  return value;
}

/** A cell's value as an input of another kind takes it, or null when it cannot be one. */
function asInput(kind: Kind, cellKind: Kind, value: string): string | null {
  const text = saidTo(kind, cellKind, value);
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
      input.kind === cellKind ||
      cellKind === "resource" ||
      (input.kind === "instanceId" && ["principalId", "actor"].includes(cellKind));
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

const SEARCH = { playbookId: "general-purpose", stepId: "search" } as const;

/** The open search with one more filter. */
export function searchFor(label: string, filter: Filter): PivotTarget {
  return {
    ...SEARCH,
    label,
    inputs: {},
    filters: [filter],
  };
}

const ROLE_ARN = /^arn:[a-z0-9-]+:iam::\d*:role\//;

export function isRoleArn(text: string): boolean {
  return ROLE_ARN.test(text);
}

/** Searches for a value that is not in any of the caller's fields as it is. */
export function pivotsAround(value: string): readonly PivotTarget[] {
  if (isRoleArn(value))
    return [
      { ...SEARCH, label: "Sessions of this role", inputs: { issuerArn: value } },
      searchFor("Events that name this role in their request", {
        field: "requestparameters",
        op: "contains",
        value,
      }),
    ];
  // Only temporary credentials are issued by a call that CloudTrail logs.
  if (/^ASIA[A-Z0-9]{16}$/.test(value))
    return [
      searchFor("Which call issued this session key?", {
        field: "responseelements",
        op: "contains",
        value,
      }),
    ];
  return [];
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
  answer.kind !== "events" && !columnsOf(answer).includes("errorcode") && !where.includes(denied);

/** The keys of a row of counts. */
export type RowKeys = (column: FieldName) => string | null;

/** The events behind a row of counts, with the step's own inputs. */
function behindRow(step: Step, inputs: InputValues, keys: RowKeys): readonly PivotTarget[] {
  const playbook = allSteps.find((each) => each.step === step)?.playbook;
  const listing = eventsBehind(step);
  const filters = filtersOfRow(step, keys);
  if (!playbook || !listing || !filters) return [];
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
    },
  ];
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
  const isNoCaller = column === "arn" && isRoleArn(value);
  if (kind === "json" || kind === "time" || isNoCaller || !checkInput(kind, value).ok) return [];
  const label = "All events with this value";
  return spellingsOf(kind, value).length > 1
    ? [searchFor(label, { field: column, op: "is", value })]
    : [{ ...SEARCH, label, inputs: { [input]: value } }];
}

/**
 * The menu of a cell; `value` is null where the event lacks the field. `keys` are those of its row,
 * where it is one of counts.
 */
export function cellMenu(
  step: Step,
  column: string,
  value: string | null,
  inputs: InputValues,
  keys: RowKeys | null = null,
): CellMenu {
  const behind = keys ? behindRow(step, inputs, keys) : [];
  if (!isFieldName(column)) return { label: column, filters: [], pivots: behind };
  const { kind, label } = fieldOf(column);
  if (value === null || value === "") return { ...emptyCellMenu(column), pivots: behind };
  if (literalProblem(value)) return { label, filters: [], pivots: [] };
  const pivots = [
    ...ownPivots(step, column, value, inputs),
    ...behind,
    ...stepsThatTake(column, value),
    ...pivotsAround(value),
    ...(kind === "resource"
      ? searchesOf(value).map(({ label: about, filter }) => searchFor(about, filter))
      : []),
    ...allWith(column, value),
  ];
  return {
    label,
    filters: [
      { label: `Only this ${kindWord(kind, label)}`, filter: { field: column, op: "is", value } },
      { label: `Not this ${kindWord(kind, label)}`, filter: { field: column, op: "not", value } },
      ...(countsAllOutcomes(step) ? BY_OUTCOME : []),
    ],
    pivots: pivots.filter(
      (target, at) => pivots.findIndex((each) => sameTarget(each, target)) === at,
    ),
  };
}

const kindWord = (kind: Kind, label: string): string =>
  kind === "text" || kind === "flag" || kind === "json" ? label.toLowerCase() : kindLabel(kind);
