/** Filters in words: which comparisons a field offers, and how each is called. */
import { type FieldName, fieldOf } from "./fields";
import { ANYWHERE, type Filter, type FilterField, type FilterOp, parseList } from "./filters";
import type { Kind } from "./kinds";
import { spellingsOf } from "./spellings";

/** How a comparison is called between a field's label and its value. */
export const OP_WORDS: Readonly<Record<FilterOp, string>> = {
  is: "is",
  exactly: "is exactly",
  not: "is not",
  contains: "contains",
  lacks: "does not contain",
  starts: "starts with",
  any: "is any of",
  within: "is in",
  empty: "is empty",
  present: "is present",
};

/** Kinds that are searched for by the whole value: no one searches for part of an id. */
const WHOLE: ReadonlySet<Kind> = new Set([
  "accessKeyId",
  "instanceId",
  "sourceIp",
  "region",
  "account",
  "eventId",
  "identityType",
  "outcome",
  "flag",
]);

const TEXT_OPS = ["contains", "is", "not", "starts", "any", "lacks", "empty", "present"] as const;
const WHOLE_OPS = ["is", "not", "any", "starts", "contains", "empty", "present"] as const;
const ADDRESS_OPS = ["is", "not", "any", "within", "starts", "contains"] as const;

/** The comparisons that a field offers, the default first. */
export function opsOf(field: FilterField): readonly FilterOp[] {
  if (field === ANYWHERE) return ["contains"];
  const { kind, neverNull } = fieldOf(field);
  if (neverNull) return ["is", "not", "any"];
  if (kind === "sourceIp") return ADDRESS_OPS;
  if (kind === "time") return ["starts", "is"];
  return WHOLE.has(kind) ? WHOLE_OPS : TEXT_OPS;
}

export function labelOf(field: FilterField): string {
  return field === ANYWHERE ? "Anywhere in the event" : fieldOf(field).label;
}

/** What a field means, in a sentence. */
export function meaningOf(field: FilterField): string {
  return field === ANYWHERE
    ? "A text in the request, the response, the caller, or any other part of the event."
    : fieldOf(field).meaning;
}

const isFailure = ({ field, op, value }: Filter): boolean =>
  field === "outcome" && op === "not" && value === "success";

/** A filter in words, for a chip: `User agent is` and `curl/8.0`. */
export function describeFilter(filter: Filter): {
  readonly subject: string;
  readonly value: string;
} {
  const { field, op, value } = filter;
  const label = labelOf(field);
  if (isFailure(filter)) return { subject: label, value: "failure" };
  if (field === "outcome" && op === "is") return { subject: label, value: value ?? "" };
  if (value === undefined) return { subject: label, value: OP_WORDS[op] };
  const shown = op === "any" ? parseList(value).join(", ") : value;
  return { subject: `${label} ${OP_WORDS[op]}`, value: shown };
}

/** The filter on one exact value of a column: a group's key is one spelling of several. */
export function exactly(field: FieldName, value: string | null): Filter {
  if (value === null) return { field, op: "empty" };
  const isOneOfSeveral = spellingsOf(fieldOf(field).kind, value).length > 1;
  return { field, op: isOneOfSeveral || value === "" ? "exactly" : "is", value };
}
