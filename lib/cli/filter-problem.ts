/** Why a `--filter` is refused. Most of these mistakes cannot be made in the page's form. */
import { MAX_TEXT_CHARACTERS, shorterFilter } from "@/lib/runs/request";
import { shorten } from "@/lib/text/visible-text";
import { CHANNELS } from "@/queries/channel";
import { fieldOf, fields, isFieldName } from "@/queries/fields";
import { OP_WORDS } from "@/queries/filter-words";
import {
  ANYWHERE,
  type Filter,
  type FilterOp,
  filterProblem,
  parseFilter,
  parseList,
} from "@/queries/filters";
import { OUTCOMES } from "@/queries/outcome";
import { didYouMean } from "./nearest";

const FIELDS = [...fields.map(({ name }) => name), ANYWHERE];
const OPS = Object.keys(OP_WORDS);
const isOp = (text: string): text is FilterOp => OPS.includes(text);

/** A text as a message names it: a long one by its start. */
const named = (text: string): string => shorten(text, 160);

/** The operators of a field: those with which a value that suits every one of them is a filter. */
const operatorsOf = (field: string): readonly string[] =>
  OPS.filter((op) => parseFilter(`${field}:${op}:203.0.113.0/24`) !== null);

const LIST = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** All values of a field that has a few; null for other fields. */
function valuesOf(field: string): readonly string[] | null {
  if (field === "outcome") return OUTCOMES;
  if (field === "channel") return CHANNELS;
  if (!isFieldName(field)) return null;
  const { kind, values } = fieldOf(field);
  return kind === "flag" ? (values ?? null) : null;
}

/** A value that no event has, which would find nothing without a word; null where it can be found. */
function neverFound({ field, op, value = "" }: Filter): string | null {
  const known = valuesOf(field);
  if (known === null || !["is", "exactly", "not", "any"].includes(op)) return null;
  const wanted = op === "any" ? parseList(value) : [value];
  const wrong = wanted.find((each) => !known.includes(each));
  return wrong === undefined
    ? null
    : `The field ${field} is ${LIST.format(known)}, not “${named(wrong)}”.${didYouMean(wrong, known)}`;
}

/** What is wrong with a filter; null where it is one. */
function mistakeIn(text: string): string | null {
  if (text.length > MAX_TEXT_CHARACTERS) return shorterFilter;
  const filter = parseFilter(text);
  if (filter !== null) return neverFound(filter);
  const [field = "", op = ""] = text.split(":", 2);
  if (field !== ANYWHERE && !isFieldName(field))
    return `There is no field “${named(field)}”.${didYouMean(field, FIELDS)}`;
  const known = operatorsOf(field);
  if (!isOp(op) || !known.includes(op))
    return `The field ${field} has no operator “${named(op)}”; it takes ${known.join(", ")}.${didYouMean(op, known)}`;
  const value = text.slice(field.length + op.length + 2);
  return filterProblem({ field, op, value }) ?? "Enter a value.";
}

/** Why a filter is refused, in a sentence that names it; null where it is not. */
export function filterSentence(text: string): string | null {
  const filter = `“--filter ${named(text)}”`;
  if (!text.includes(":"))
    return `${filter} is not FIELD:OP:VALUE, such as eventname:is:CreateUser, useragent:contains:curl or outcome:is:denied.`;
  const mistake = mistakeIn(text);
  return mistake === null ? null : `${filter}: ${mistake}`;
}
