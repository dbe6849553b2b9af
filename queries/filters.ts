/**
 * Filters: what facets, the brush and cell menus add to any step. They are kept in the URL as
 * `field:op:value` and reach a query through one function.
 */
import { type FieldName, fieldOf, isFieldName } from "./fields";
import { literalProblem } from "./literal";
import type { EventQuery, Predicate } from "./query";

export type FilterOp = "is" | "not" | "contains" | "empty" | "present";

export type Filter = {
  readonly field: FieldName;
  readonly op: FilterOp;
  /** Absent for `empty` and `present`. */
  readonly value?: string;
};

const OPS: readonly FilterOp[] = ["is", "not", "contains", "empty", "present"];
const NEEDS_VALUE: readonly FilterOp[] = ["is", "not", "contains"];

/** What happened well, and what did not. */
export const ONLY_SUCCESSES: Filter = { field: "outcome", op: "is", value: "success" };
export const ONLY_FAILURES: Filter = { field: "outcome", op: "not", value: "success" };

/** Earlier links name an outcome by its error code, which misses failed sign-ins. */
const EARLIER: Readonly<Record<string, Filter>> = {
  "errorcode:empty": ONLY_SUCCESSES,
  "errorcode:present": ONLY_FAILURES,
  "errorcode:denied": { field: "outcome", op: "is", value: "denied" },
};

/** Reads `field:op:value`; null when it is not a filter. The value may hold colons. */
export function parseFilter(text: string): Filter | null {
  const earlier = Object.hasOwn(EARLIER, text) ? EARLIER[text] : undefined;
  if (earlier) return earlier;
  const [field = "", opText = ""] = text.split(":", 2);
  const op = OPS.find((known) => known === opText);
  if (!isFieldName(field) || !op) return null;
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
  if (field === "outcome" && op === "is") return { subject: label, value: value ?? "" };
  if (field === "outcome" && op === "not" && value === "success")
    return { subject: label, value: "failure" };
  switch (op) {
    case "is":
      return { subject: `${label} is`, value: value ?? "" };
    case "not":
      return { subject: `${label} is not`, value: value ?? "" };
    case "contains":
      return { subject: `${label} contains`, value: value ?? "" };
    case "empty":
      return { subject: label, value: "is empty" };
    case "present":
      return { subject: label, value: "is present" };
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
  }
}

/** The query with the filters added. */
export function applyFilters(query: EventQuery, filters: readonly Filter[]): EventQuery {
  return { ...query, where: [...query.where, ...filters.map(predicateOf)] };
}
