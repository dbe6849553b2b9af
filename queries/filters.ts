/**
 * Filters: what facets, the brush and cell menus add to any step. They are kept in the URL as
 * `field:op:value` and reach a query through one function.
 */
import { type FieldName, fieldOf, isFieldName } from "./fields";
import { literalProblem } from "./literal";
import { denied, type EventQuery, type Predicate } from "./query";

export type FilterOp = "is" | "not" | "contains" | "empty" | "present" | "denied";

export type Filter = {
  readonly field: FieldName;
  readonly op: FilterOp;
  /** Absent for `empty`, `present` and `denied`. */
  readonly value?: string;
};

const OPS: readonly FilterOp[] = ["is", "not", "contains", "empty", "present", "denied"];
const NEEDS_VALUE: readonly FilterOp[] = ["is", "not", "contains"];

/** Reads `field:op:value`; null when it is not a filter. The value may hold colons. */
export function parseFilter(text: string): Filter | null {
  const [field = "", opText = ""] = text.split(":", 2);
  const op = OPS.find((known) => known === opText);
  if (!isFieldName(field) || !op) return null;
  if (op === "denied" && field !== "errorcode") return null;
  if (!NEEDS_VALUE.includes(op)) return { field, op };
  const value = text.slice(field.length + op.length + 2);
  if (text.length < field.length + op.length + 2 || value === "" || literalProblem(value))
    return null;
  return { field, op, value };
}

/** Writes a filter as `parseFilter` reads it. */
export const formatFilter = ({ field, op, value }: Filter): string =>
  value === undefined ? `${field}:${op}` : `${field}:${op}:${value}`;

/** A filter in words, for a chip: `user agent is curl/8.0`. */
export function describeFilter({ field, op, value }: Filter): {
  readonly subject: string;
  readonly value: string;
} {
  const label = fieldOf(field).label;
  switch (op) {
    case "is":
      return { subject: `${label} is`, value: value ?? "" };
    case "not":
      return { subject: `${label} is not`, value: value ?? "" };
    case "contains":
      return { subject: `${label} contains`, value: value ?? "" };
    case "empty":
      if (field === "errorcode") return { subject: "Outcome", value: "success" };
      return { subject: label, value: "is empty" };
    case "present":
      if (field === "errorcode") return { subject: "Outcome", value: "failure" };
      return { subject: label, value: "is present" };
    case "denied":
      return { subject: "Outcome", value: "denied" };
  }
}

function predicateOf({ field, op, value = "" }: Filter): Predicate {
  switch (op) {
    case "is":
      return { op: "is", field, value };
    case "not":
      return { op: "isNot", field, value };
    case "contains":
      return { op: "contains", field, value };
    case "empty":
      return { op: "isNull", field };
    case "present":
      return { op: "isNotNull", field };
    case "denied":
      return denied;
  }
}

/** The query with the filters added. */
export function applyFilters(query: EventQuery, filters: readonly Filter[]): EventQuery {
  return { ...query, where: [...query.where, ...filters.map(predicateOf)] };
}
