/**
 * Rows as text for spreadsheets. Attackers write log text, so a text that a spreadsheet would run as
 * a formula is neutralised.
 */
import type { Cell } from "@/lib/api/run";

/** Also after whitespace, which spreadsheets trim, and in the full-width forms that some fold. */
const FORMULA_START = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u;

/**
 * The same behind a `;`, where spreadsheets of many countries start another cell, even
 * inside quotes.
 */
const FORMULA_BEHIND_SEMICOLON = /;(?=[\t\r\n]|["\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/gu;

/** Text that a spreadsheet shows as it is: a formula start gets a leading apostrophe. */
export function neutralise(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

/** The same for a cell of a CSV file. */
export function neutraliseCsv(text: string): string {
  return neutralise(text).replace(FORMULA_BEHIND_SEMICOLON, ";'");
}

function delimited(
  cells: readonly Cell[],
  delimiter: string,
  special: RegExp,
  safe: (text: string) => string,
): string {
  return cells
    .map((cell) => {
      if (cell === null) return "";
      if (typeof cell === "number") return String(cell);
      const text = safe(cell);
      return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(delimiter);
}

/** A line of RFC 4180, without its line break. Numbers stay numbers; null is an empty cell. */
export function csvRow(cells: readonly Cell[]): string {
  return delimited(cells, ",", /[",;\r\n]|^\s|\s$/, neutraliseCsv);
}

/** A line of tab-separated text as spreadsheets paste it, without its line break. */
export function tsvRow(cells: readonly Cell[]): string {
  return delimited(cells, "\t", /["\t\r\n]/, neutralise);
}
