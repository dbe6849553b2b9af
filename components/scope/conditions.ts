/** The conditions of a search as they are edited, and the filters that they become. */
import { readNetwork } from "@/queries/addresses";
import { fieldOf, fields } from "@/queries/fields";
import { opsOf } from "@/queries/filter-words";
import {
  ANYWHERE,
  type Filter,
  type FilterField,
  type FilterOp,
  filterProblem,
} from "@/queries/filters";
import { checkInput } from "@/queries/kinds";
import type { InputValues } from "@/queries/playbook";

export type Condition = {
  /** Identifies a condition while it is edited: a field may occur twice. */
  readonly id: number;
  readonly field: FilterField;
  readonly op: FilterOp;
  readonly text: string;
};

/** Whether a comparison is with a value. */
export function takesValue(op: FilterOp): boolean {
  return op !== "empty" && op !== "present";
}

/** The conditions of a search as filters; inputs of earlier links are compared exactly. */
export function searchFilters(inputs: InputValues, filters: readonly Filter[]): readonly Filter[] {
  const typed = fields.flatMap(({ name, input }): readonly Filter[] => {
    const value = inputs[input] ?? "";
    return value === "" ? [] : [{ field: name, op: "is", value }];
  });
  return [...typed, ...filters];
}

/** The conditions of an investigation's search. */
export function conditionsOf(
  inputs: InputValues,
  filters: readonly Filter[],
): readonly Condition[] {
  return searchFilters(inputs, filters).map(({ field, op, value = "" }, id) => ({
    id,
    field,
    op,
    text: value,
  }));
}

/** A new condition on a field, with the field's default comparison. */
export function conditionOn(field: FilterField, id: number): Condition {
  return { id, field, op: opsOf(field)[0] ?? "contains", text: "" };
}

/** A value in the form of a network, compared as an address, means the network. */
function opMeant({ field, op, text }: Condition): FilterOp {
  const isAddress = field !== ANYWHERE && fieldOf(field).kind === "sourceIp";
  return isAddress && op === "is" && text.includes("/") && readNetwork(text.trim()).ok
    ? "within"
    : op;
}

/** The filter of a condition; null while no value is typed. */
export function filterOf(condition: Condition): Filter | null {
  const { field, text } = condition;
  const op = opMeant(condition);
  if (!takesValue(op)) return { field, op };
  if (text === "") return null;
  const check = field !== ANYWHERE && isWhole(op) ? checkInput(fieldOf(field).kind, text) : null;
  const value = op === "within" ? text.trim() : check?.ok ? check.value : text;
  return { field, op, value };
}

const isWhole = (op: FilterOp): boolean => op === "is" || op === "not";

/** Why a condition cannot be searched, in a sentence; empty when it can, or is not typed yet. */
export function conditionProblem(condition: Condition): string {
  const filter = filterOf(condition);
  if (!filter) return "";
  const problem = filterProblem(filter);
  if (problem !== null) return problem;
  if (filter.field === ANYWHERE || !isWhole(filter.op)) return "";
  const check = checkInput(fieldOf(filter.field).kind, filter.value ?? "");
  return check.ok ? "" : check.reason;
}
