/**
 * Reads the CSV files that Athena writes: every value and the header in quotes, quotes doubled,
 * line breaks kept inside quotes, NULL as nothing at all, and "" for an empty text. (Measured by
 * the author of athena-local, 2026.)
 */

/** A record of the file; null where there is nothing between the commas. */
export type CsvRecord = readonly (string | null)[];

/** Takes the text in pieces of any size, and gives the records that are complete. */
export type CsvReader = {
  readonly push: (text: string) => readonly CsvRecord[];
  /** The end of the file: its last record, if it lacks a line end. Throws inside a quoted value. */
  readonly end: () => readonly CsvRecord[];
};

/** Opens a reader at the start of a file. */
export function createCsvReader(): CsvReader {
  /** What is not read yet: always begins at the start of a value. */
  let rest = "";
  let record: (string | null)[] = [];
  let isInRecord = false;

  /** The value at `start` and where it ends, or null where the text does not hold all of it. */
  const valueAt = (text: string, start: number, isLast: boolean) => {
    if (text[start] === "," || text[start] === "\n") return { value: null, end: start };
    if (text[start] !== '"') {
      const ends = [text.indexOf(",", start), text.indexOf("\n", start)].filter((at) => at >= 0);
      if (ends.length === 0 && !isLast) return null;
      const end = ends.length === 0 ? text.length : Math.min(...ends);
      return { value: end === start ? null : text.slice(start, end), end };
    }
    for (let from = start + 1; ; ) {
      const quote = text.indexOf('"', from);
      // A quote at the very end may be the first of two.
      if (quote < 0 || (quote === text.length - 1 && !isLast)) return null;
      if (text[quote + 1] !== '"') {
        return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
      }
      from = quote + 2;
    }
  };

  const read = (text: string, isLast: boolean): readonly CsvRecord[] => {
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < text.length || (isLast && isInRecord)) {
      const found = valueAt(text, at, isLast);
      if (!found) break;
      if (found.end === text.length && !isLast) break;
      record.push(found.value);
      at = found.end + 1;
      isInRecord = text[found.end] === ",";
      if (isInRecord) continue;
      records.push(record);
      record = [];
    }
    rest = text.slice(at);
    return records;
  };

  return {
    push: (text) => read(rest + text, false),
    end: () => {
      const records = read(rest, true);
      if (rest !== "") throw new Error("The file ends inside a value.");
      return records;
    },
  };
}
