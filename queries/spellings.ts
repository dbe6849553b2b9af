/** Texts that stand for the same value of a kind. */
import { addressSpellings } from "./addresses";
import type { FieldName } from "./fields";
import { fieldOf } from "./fields";
import type { Kind } from "./kinds";
import { allOf, is, isNot, oneOf, type Predicate } from "./query";

/** S3 writes the caller's user agent in brackets (CloudTrail record contents, `userAgent`). */
function agentSpellings(text: string): readonly string[] {
  const [, inner] = /^\[([\s\S]+)\]$/.exec(text) ?? [];
  return inner === undefined ? [text, `[${text}]`] : [text, inner];
}

/** Every text that means the same as `text`, which comes first. */
export function spellingsOf(kind: Kind, text: string): readonly string[] {
  if (kind === "sourceIp") return addressSpellings(text);
  return kind === "userAgent" ? agentSpellings(text) : [text];
}

/** The field has this value, in any of its spellings. */
export function means(field: FieldName, ...values: readonly string[]): Predicate {
  const { kind } = fieldOf(field);
  const all = [...new Set(values.flatMap((value) => spellingsOf(kind, value)))];
  const [only = ""] = all;
  return all.length === 1 ? is(field, only) : oneOf(field, all);
}

/** The field is absent or has another value, whatever its spelling. */
export function meansNot(field: FieldName, value: string): Predicate {
  const all = spellingsOf(fieldOf(field).kind, value).map((each) => isNot(field, each));
  const [only] = all;
  return all.length === 1 && only ? only : allOf(...all);
}
