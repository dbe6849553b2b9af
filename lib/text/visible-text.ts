/**
 * Log text made safe to look at. Control, bidirectional and zero-width characters can hide or
 * reorder text, so they are shown as escapes; everything else is unchanged.
 */
import { formatCounted } from "./format";

/** A run of text; `isEscape` marks one that stands for a character that cannot be seen. */
export type TextPart = { readonly text: string; readonly isEscape: boolean };

/**
 * Controls, format characters (bidi overrides, zero-width), half surrogates, private use, line and
 * paragraph separators, all that Unicode lets a font ignore, and every space but the plain one.
 */
export const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}]|(?! )\p{Zs}/u;
const INVISIBLE_RUNS = new RegExp(`(?:${INVISIBLE.source})+`, "gu");

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return "\\t";
  const hex = code.toString(16).toUpperCase();
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}

const escapes = (run: string): string => Array.from(run, escapeOf).join("");

/** The text in parts, in order; one plain part for the ordinary case. */
export function visibleParts(text: string): readonly TextPart[] {
  if (!INVISIBLE.test(text)) return [{ text, isEscape: false }];
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(INVISIBLE_RUNS)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), isEscape: false });
    parts.push({ text: escapes(match[0]), isEscape: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isEscape: false });
  return parts;
}

/** The text with its invisible characters as escapes, for titles and labels. */
export function visibleText(text: string): string {
  return visibleParts(text)
    .map((part) => part.text)
    .join("");
}

/** `2 spaces` for a whole value of nothing else, which would look empty; null for any other. */
export function spacesText(value: string): string | null {
  return /^ +$/.test(value) ? formatCounted(value.length, "space") : null;
}

/** A whole value in a sentence or a label, with everything visible. */
export function valueText(value: string): string {
  return spacesText(value) ?? visibleText(value);
}

/** The start of a long text and an ellipsis; never half of a surrogate pair. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 2)) ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}

/** A place in a text that is not within a surrogate pair: this one, or the one before. */
const wholeAt = (text: string, at: number): number =>
  /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) ? at - 1 : at;

/** The start and the end of an id, `AKIA…7QXWZ`; short ones are unchanged. */
export function shortenMiddle(text: string, start = 4, end = 5): string {
  if (text.length <= start + end + 1) return text;
  const from = wholeAt(text, text.length - end);
  return `${text.slice(0, wholeAt(text, start))}…${text.slice(from)}`;
}

/** A text in two: all but its last letters, and those. */
export function splitTail(text: string, tail: number): readonly [head: string, tail: string] {
  const at = wholeAt(text, Math.max(0, text.length - tail));
  return [text.slice(0, at), text.slice(at)];
}
