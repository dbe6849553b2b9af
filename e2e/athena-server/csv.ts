/** Athena's CSV: every value quoted, a quote doubled, NULL without quotes, lines ended by `\n`. */

export type TextRow = readonly (string | null)[];

/** One line of a result file. */
export function csvLine(row: TextRow): string {
  return `${row.map((value) => (value === null ? "" : `"${value.replaceAll('"', '""')}"`)).join(",")}\n`;
}

/** Reads lines back; `text` begins with a line and ends with one. */
export function parseCsv(text: string): readonly TextRow[] {
  const rows: TextRow[] = [];
  let row: (string | null)[] = [];
  let at = 0;
  while (at < text.length) {
    let value: string | null = null;
    if (text[at] === '"') {
      value = "";
      for (at += 1; ; ) {
        const end = text.indexOf('"', at);
        value += text.slice(at, end);
        at = end + 1;
        if (text[at] !== '"') break;
        value += '"';
        at += 1;
      }
    }
    row.push(value);
    if (text[at] === "\n") {
      rows.push(row);
      row = [];
    }
    at += 1;
  }
  return rows;
}
