/**
 * Filters: what the search form, the brush, legends and cell menus add to any step. They are kept in
 * the URL as `field:op:value` and reach a query through one function.
 */
import { readNetwork } from "./addresses";
import { type FieldName, fieldOf, isFieldName } from "./fields";
import { literalProblem } from "./literal";
import {
  allOf,
  anyOf,
  contains,
  type EventQuery,
  is,
  isNotNull,
  isNull,
  not,
  type Predicate,
  startsWith,
} from "./query";
import { means, meansNot } from "./spellings";

/** The record as a whole: a text in any of its parts. */
export const ANYWHERE = "anywhere";
export type FilterField = FieldName | typeof ANYWHERE;

const OPS_WITH_VALUE = [
  "is",
  "exactly",
  "not",
  "contains",
  "lacks",
  "starts",
  "any",
  "within",
] as const;
const OPS_ALONE = ["empty", "present"] as const;
export type FilterOp = (typeof OPS_WITH_VALUE)[number] | (typeof OPS_ALONE)[number];

export type Filter = {
  readonly field: FilterField;
  readonly op: FilterOp;
  /** Absent for `empty` and `present`; a list for `any`, as `formatList` writes it. */
  readonly value?: string;
};

/** Calls that succeeded, and calls that did not. */
export const ONLY_SUCCESSES: Filter = { field: "outcome", op: "is", value: "success" };
export const ONLY_FAILURES: Filter = { field: "outcome", op: "not", value: "success" };

/** Whether a filter hides some events; the others choose some. */
export function isExclusion({ op }: Filter): boolean {
  return op === "not" || op === "lacks" || op === "present";
}

/** Earlier links name an outcome by its error code, which misses failed sign-ins. */
const EARLIER: Readonly<Record<string, Filter>> = {
  "errorcode:empty": ONLY_SUCCESSES,
  "errorcode:present": ONLY_FAILURES,
  "errorcode:denied": { field: "outcome", op: "is", value: "denied" },
};

/** Values as one text: separated by commas, a comma or backslash in a value after a backslash. */
export function formatList(values: readonly string[]): string {
  return values.map((value) => value.replace(/[\\,]/g, (mark) => `\\${mark}`)).join(",");
}

/** The values of such a text; empty ones are left out. */
export function parseList(text: string): readonly string[] {
  const parts = text.match(/(?:\\[\s\S]|[^,\\])+/g) ?? [];
  return parts
    .map((part) => part.replace(/\\([\s\S])/g, "$1").trim())
    .filter((part) => part !== "");
}

/** Longer lists of values make a link that some programs cut, and servers refuse. */
const MOST_LINKED_CHARACTERS = 1_500;

/** The filter on any of some values; null where a link cannot name all of them. */
export function anyOfValues(field: FilterField, values: readonly string[]): Filter | null {
  const value = formatList(values);
  const isSame = parseList(value).join("\n") === values.join("\n");
  const canBeNamed =
    isSame && value.length <= MOST_LINKED_CHARACTERS && literalProblem(value) === null;
  return values.length > 0 && canBeNamed ? { field, op: "any", value } : null;
}

/** Why a field cannot be compared with a value in this way, in a sentence; null when it can. */
export function filterProblem({ field, op, value = "" }: Filter): string | null {
  const hasValue = OPS_WITH_VALUE.some((each) => each === op);
  if (field === ANYWHERE && op !== "contains")
    return "“Anywhere in the event” only works with “contains”.";
  if (!hasValue) return null;
  if (value === "" && op !== "exactly") return "Enter a value.";
  if (op === "any" && parseList(value).length === 0) return "Enter values, separated by commas.";
  if (op === "within") {
    if (fieldOf(field === ANYWHERE ? "sourceipaddress" : field).kind !== "sourceIp")
      return "“In a network” only works with an address.";
    const network = readNetwork(value);
    if (!network.ok) return network.reason;
  }
  return literalProblem(value);
}

const isFilterField = (name: string): name is FilterField => name === ANYWHERE || isFieldName(name);

/** Reads `field:op:value`; null when it is not a filter. The value may hold colons. */
export function parseFilter(text: string): Filter | null {
  const earlier = Object.hasOwn(EARLIER, text) ? EARLIER[text] : undefined;
  if (earlier) return earlier;
  const [field = "", opText = "", rest] = text.split(":", 3);
  if (!isFilterField(field)) return null;
  const alone = OPS_ALONE.find((op) => op === opText);
  if (alone) return field === ANYWHERE ? null : { field, op: alone };
  const op = OPS_WITH_VALUE.find((known) => known === opText);
  if (!op || rest === undefined) return null;
  const filter = { field, op, value: text.slice(field.length + op.length + 2) };
  return filterProblem(filter) === null ? filter : null;
}

/** Writes a filter as `parseFilter` reads it. */
export function formatFilter({ field, op, value }: Filter): string {
  return value === undefined ? `${field}:${op}` : `${field}:${op}:${value}`;
}

/** The fields in which a text is looked for when it may be anywhere in an event. */
const SEARCHED: readonly FieldName[] = [
  "requestparameters",
  "responseelements",
  "additionaleventdata",
  "serviceeventdetails",
  "resources",
  "arn",
  "principalid",
  "username",
  "accesskeyid",
  "issuerarn",
  "onbehalfofuserid",
  "invokedby",
  "sourceipaddress",
  "useragent",
  "eventname",
  "eventsource",
  "errorcode",
  "errormessage",
  "eventid",
  "requestid",
  "sharedeventid",
  "vpcendpointid",
  "recipientaccountid",
  "accountid",
];

/** The text as it is written inside a JSON string. */
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/**
 * The field holds the text. JSON is searched for the text and for what JSON makes of it, since a
 * person pastes either.
 */
function holds(field: FieldName, text: string): Predicate {
  const escaped = inJson(text);
  return fieldOf(field).kind === "json" && escaped !== text
    ? anyOf(contains(field, text), contains(field, escaped))
    : contains(field, text);
}

/** A filter as a condition on events. */
export function predicateOf({ field, op, value = "" }: Filter): Predicate {
  if (field === ANYWHERE) return anyOf(...SEARCHED.map((each) => holds(each, value)));
  switch (op) {
    case "is":
      return means(field, value);
    case "exactly":
      return is(field, value);
    case "not":
      return meansNot(field, value);
    case "contains":
      return holds(field, value);
    case "lacks":
      return fieldOf(field).neverNull
        ? not(holds(field, value))
        : anyOf(isNull(field), allOf(isNotNull(field), not(holds(field, value))));
    case "starts":
      return startsWith(field, value);
    case "any":
      return means(field, ...parseList(value));
    case "within": {
      const network = readNetwork(value);
      if (!network.ok) throw new Error(network.reason);
      return { op: "within", field, network: network.network };
    }
    case "empty":
      return isNull(field);
    case "present":
      return isNotNull(field);
  }
}

/** The query with the filters added. */
export function applyFilters(query: EventQuery, filters: readonly Filter[]): EventQuery {
  return { ...query, where: [...query.where, ...filters.map(predicateOf)] };
}

/** Whether two filters are the same condition. */
export function isSameFilter(a: Filter, b: Filter): boolean {
  return a.field === b.field && a.op === b.op && a.value === b.value;
}

/** Whether an earlier filter is pointless beside a new one, or contradicts it. */
function isReplaced(earlier: Filter, next: Filter): boolean {
  if (isSameFilter(earlier, next)) return true;
  if (earlier.field !== next.field) return false;
  const { op, value } = next;
  if (op === "is" || op === "exactly" || op === "empty") return true;
  if (op === "present") return earlier.op === "empty";
  const isChosen = earlier.op === "is" || earlier.op === "exactly";
  return op === "not" && isChosen && earlier.value === value;
}

/** The filters with one more, without those that it replaces. */
export function addFilter(filters: readonly Filter[], next: Filter): readonly Filter[] {
  return [...filters.filter((each) => !isReplaced(each, next)), next];
}
