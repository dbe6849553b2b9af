/** Rows to stdout, in the form asked for, page after page. */

import { DOWNLOADS } from "@/lib/download";
import type { Row } from "@/lib/engine/port";
import { shorten, visibleText } from "@/lib/visible-text";

export const FORMATS = ["table", "json", "csv"] as const;
export type Format = (typeof FORMATS)[number];

const WIDEST_COLUMN = 80;

/** Writes and waits until the reader has taken it, so that a large answer does not pile up. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text))
    await new Promise((resolve) => process.stdout.once("drain", resolve));
}

/** A terminal obeys control characters, so log text is written with them made visible. */
async function writeTable(
  columns: readonly string[],
  pages: AsyncIterable<readonly Row[]>,
): Promise<void> {
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

/** Writes an answer. */
export async function writeAnswer(
  format: Format,
  columns: readonly string[],
  pages: AsyncIterable<readonly Row[]>,
): Promise<void> {
  if (format === "table") return writeTable(columns, pages);
  for await (const text of DOWNLOADS[format].text(columns, pages)) await write(text);
}
