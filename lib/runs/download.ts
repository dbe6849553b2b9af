/** Answers as files and streams: CSV with formulas neutralised, JSON keyed by the columns. */

import type { Row } from "@/lib/api/run";
import { csvRow } from "@/lib/text/csv";

type Pages = AsyncIterable<readonly Row[]>;

async function* csvText(columns: readonly string[], pages: Pages): AsyncGenerator<string> {
  yield `${csvRow(columns)}\r\n`;
  for await (const rows of pages) yield rows.map((row) => `${csvRow(row)}\r\n`).join("");
}

/** A row as a JSON object keyed by its columns. */
export function jsonObject(columns: readonly string[], row: Row): string {
  return JSON.stringify(
    Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])),
  );
}

async function* jsonText(columns: readonly string[], pages: Pages): AsyncGenerator<string> {
  let separator = "[\n";
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    const objects = rows.map((row) => jsonObject(columns, row));
    yield separator + objects.join(",\n");
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]\n" : "\n]\n";
}

/** The columns of an answer that were chosen, in their order, and its rows with these alone. */
export function chooseColumns(
  columns: readonly string[],
  pages: Pages,
  chosen: readonly string[],
): { readonly columns: readonly string[]; readonly pages: Pages } {
  const places = chosen.map((column) => columns.indexOf(column)).filter((at) => at >= 0);
  if (places.length === 0) return { columns, pages };
  const some = (row: Row): Row => places.map((at) => row[at] ?? null);
  async function* someOf(): AsyncGenerator<readonly Row[]> {
    for await (const rows of pages) yield rows.map(some);
  }
  return { columns: places.map((at) => columns[at] ?? ""), pages: someOf() };
}

/** Texts as a byte stream that reads on only as fast as it is read, and stops when it is closed. */
export function byteStream(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await texts.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}

/** What each format is and how it is written. */
export const DOWNLOADS = {
  csv: { mime: "text/csv; charset=utf-8", text: csvText },
  json: { mime: "application/json; charset=utf-8", text: jsonText },
} as const;

export type DownloadFormat = keyof typeof DOWNLOADS;

/** Whether a text from outside names a format. */
export function isDownloadFormat(name: string): name is DownloadFormat {
  return Object.hasOwn(DOWNLOADS, name);
}
