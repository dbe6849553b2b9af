/**
 * The short form of SQL in golden files: an expression is written as `{name}`, or as `{as name}` where
 * it is the column of that name, and a select list or a `from` with its conditions is a line.
 */

import { fields } from "./fields";

/** A name, and the text that it stands for. */
export type Definition = { readonly name: string; readonly sql: string };

const LONGEST_LINE = 170;
const QUOTED = `'(?:[^']|'')*'|"(?:[^"]|"")*"`;
const QUOTED_OR_SPACE = new RegExp(`${QUOTED}|\\s+`, "g");
const TOKEN = new RegExp(`${QUOTED}|[ (),]|[^ (),'"]+`, "g");
const BEGINS_PARAGRAPH = /^(select|from (?!\()|union all|\))/;

/** Where a line of a statement may end, outside of parentheses. */
const CLAUSE = {
  before: new Set(["where", "and", "or", "group", "order", "having", "limit", "cross"]),
  afterComma: true,
  mostOpen: 0,
};
/** Where a line of an expression ends: before a case of its outermost ones. */
const CASE = { before: new Set(["when", "else"]), afterComma: false, mostOpen: 2 };

/** The text with one space for each white space outside of quotes: there a line break means no more. */
export function onOneLine(sql: string): string {
  return sql.trim().replace(QUOTED_OR_SPACE, (part) => (/^\s/.test(part) ? " " : part));
}

/** Writes names for the texts of the definitions, the longest first. */
function withNames(sql: string, definitions: readonly Definition[]): string {
  return definitions
    .toSorted((a, b) => b.sql.length - a.sql.length)
    .reduce((text, { name, sql: long }) => text.replaceAll(long, () => `{${name}}`), sql)
    .replace(/\{(\w+)\} as \1\b/g, "{as $1}");
}

/** The text that a short form stands for, but for its line breaks. */
export function wholeSql(short: string, definitions: readonly Definition[]): string {
  const text = short.replace(/\{as (\w+)\}/g, "{$1} as $1");
  const found = definitions.find(({ name }) => text.includes(`{${name}}`));
  if (!found) return onOneLine(text);
  // A definition may name others.
  return wholeSql(
    text.replaceAll(`{${found.name}}`, () => found.sql),
    definitions,
  );
}

/** A text in the pieces between which a line may end. */
function piecesOf(text: string, { before, afterComma, mostOpen }: typeof CLAUSE): string[] {
  const pieces = [""];
  let open = 0;
  let last = "";
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === ")" || token === "end") open -= 1;
    const mayEnd = before.has(token) || (afterComma && last === ",");
    if (mayEnd && token !== " " && open <= mostOpen && pieces.at(-1)?.endsWith(" "))
      pieces.push("");
    if (token === "(" || token === "case") open += 1;
    pieces.splice(-1, 1, `${pieces.at(-1)}${token}`);
    if (token !== " ") last = token;
  }
  return pieces.map((piece) => piece.trimEnd());
}

type Paragraph = { readonly indent: string; readonly text: string };

/** Fills lines with the pieces of a text; the lines after the first are indented. */
function filled({ indent, text }: Paragraph): readonly string[] {
  const lines: string[] = [];
  for (const piece of piecesOf(text, CLAUSE)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + piece.length <= LONGEST_LINE)
      lines.splice(-1, 1, `${line} ${piece}`);
    else lines.push(`${indent}${line === undefined ? "" : "  "}${piece}`);
  }
  return lines;
}

/** Joins each two paragraphs for which that holds. */
function joined(
  paragraphs: readonly Paragraph[],
  belongs: (before: Paragraph, next: Paragraph) => boolean,
): readonly Paragraph[] {
  const all: Paragraph[] = [];
  for (const next of paragraphs) {
    const before = all.at(-1);
    if (!before || !belongs(before, next)) all.push(next);
    else all.splice(-1, 1, { ...before, text: `${before.text} ${next.text}` });
  }
  return all;
}

/** A statement in its short form. */
export function shortSql(sql: string, definitions: readonly Definition[]): string {
  const lines = sql.split("\n").map((line): Paragraph => {
    const text = line.trimStart();
    return { indent: line.slice(0, line.length - text.length), text };
  });
  const paragraphs = joined(lines, (_, { text }) => !BEGINS_PARAGRAPH.test(text)).map(
    ({ indent, text }) => ({ indent, text: withNames(text, definitions) }),
  );
  return joined(
    paragraphs,
    (before, { indent, text }) =>
      before.text === "union all" ||
      (/^(from|\))/.test(text) && (indent + before.text + text).length < LONGEST_LINE),
  )
    .flatMap(filled)
    .join("\n");
}

/** A definition with a line for each case, so that a change of one case is a change of one line. */
export function shortDefinition({ name, sql }: Definition, others: readonly Definition[]): string {
  const text = withNames(sql, others);
  return `{${name}} = ${text.length <= LONGEST_LINE ? text : piecesOf(text, CASE).join("\n  ")}`;
}

/** The longest expressions of the dictionary first. */
const LONG_EXPRESSIONS = fields
  .flatMap(({ expression, older }) => [expression, older ?? ""])
  .filter(({ length }) => length > 400)
  .toSorted((a, b) => b.length - a.length);

/**
 * The text with a column in place of each long expression of the dictionary. Trino's parser takes a
 * tenth of a second for one, and a hundred statements have the same ones.
 */
export function withColumns(sql: string): string {
  return LONG_EXPRESSIONS.reduce((text, long) => text.replaceAll(long, "eventid"), sql);
}
