/** Rows to stdout, in the form asked for, page after page. */

import { csvRow } from "@/lib/csv";
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

async function writeJson(
  columns: readonly string[],
  pages: AsyncIterable<readonly Row[]>,
): Promise<void> {
  let separator = "[\n";
  for await (const rows of pages) {
    const lines = rows.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null]))),
    );
    if (lines.length === 0) continue;
    await write(separator + lines.join(",\n"));
    separator = ",\n";
  }
  await write(separator === "[\n" ? "[]\n" : "\n]\n");
}

async function writeCsv(
  columns: readonly string[],
  pages: AsyncIterable<readonly Row[]>,
): Promise<void> {
  await write(`${csvRow(columns)}\r\n`);
  for await (const rows of pages) await write(rows.map((row) => `${csvRow(row)}\r\n`).join(""));
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
  const writers = { table: writeTable, json: writeJson, csv: writeCsv };
  await writers[format](columns, pages);
}
