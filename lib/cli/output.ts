/** Rows to stdout, in the chosen format, page after page. */

import type { Row } from "@/lib/api/run";
import { DOWNLOADS, jsonObject } from "@/lib/runs/download";
import { shorten, visibleText } from "@/lib/text/visible-text";
import type { Format } from "./commands";
import { terminalJson, write } from "./terminal";

type Pages = AsyncIterable<readonly Row[]>;

const WIDEST_COLUMN = 80;

/** Columns padded to their widest cell, numbers to the right. */
async function writeTable(columns: readonly string[], pages: Pages): Promise<void> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  const cells = rows.map((row) =>
    columns.map((_, index) => shorten(visibleText(String(row[index] ?? "")), WIDEST_COLUMN)),
  );
  const widths = columns.map((name, index) =>
    cells.reduce((width, row) => Math.max(width, (row[index] ?? "").length), name.length),
  );
  const isNumber = columns.map(
    (_, index) => rows.length > 0 && rows.every((row) => typeof row[index] === "number"),
  );
  const line = (row: readonly string[]) =>
    row
      .map((text, index) =>
        isNumber[index] ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0),
      )
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width));
  await write(`${[columns, rule, ...cells].map(line).join("\n")}\n`);
}

/** CSV has no escapes, so an invisible character becomes the text of an escape. */
async function* visiblePages(pages: Pages): AsyncGenerator<readonly Row[]> {
  for await (const rows of pages)
    yield rows.map((row) =>
      row.map((cell) => (typeof cell === "string" ? visibleText(cell) : cell)),
    );
}

async function* jsonLines(columns: readonly string[], pages: Pages): AsyncGenerator<string> {
  for await (const rows of pages) yield rows.map((row) => `${jsonObject(columns, row)}\n`).join("");
}

/** Writes a result. JSON keeps every value exact; the other formats show invisible characters as escapes. */
export async function writeRows(
  format: Format,
  columns: readonly string[],
  pages: Pages,
): Promise<void> {
  switch (format) {
    case "table":
      return writeTable(columns, pages);
    case "csv":
      for await (const text of DOWNLOADS.csv.text(columns, visiblePages(pages))) await write(text);
      return;
    case "json":
      for await (const text of DOWNLOADS.json.text(columns, pages)) await write(terminalJson(text));
      return;
    case "jsonl":
      for await (const text of jsonLines(columns, pages)) await write(terminalJson(text));
      return;
  }
}
