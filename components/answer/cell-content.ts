/** How a cell reads: its short text, its full text, and its tone. */
import type { Cell } from "@/lib/engine/port";
import { formatCount, formatMoment } from "@/lib/format";
import { shorten, spacesText, visibleText } from "@/lib/visible-text";
import { fieldOf, isFieldName, isToldByRecord, outcomeOf } from "@/queries/fields";
import type { Kind } from "@/queries/kinds";
import { parseTime } from "@/queries/scope";

export type CellContent = {
  readonly text: string;
  /** The whole value, for the title; invisible characters as escapes. */
  readonly title: string;
  /** Classes of the text's colour. */
  readonly tone: string;
};

/** More than any column shows; an 8 KiB user agent must not be laid out for its ellipsis. */
const LONGEST_CELL = 200;
const LONGEST_TITLE = 1000;

const TONES = {
  success: "text-ink-3",
  denied: "text-denied-ink font-medium",
  error: "text-error-ink font-medium",
} as const;

/** The kind of an answer's column; a column outside the dictionary is the count. */
export const kindOfColumn = (column: string): Kind =>
  isFieldName(column) ? fieldOf(column).kind : "count";

/** What a column is called above its cells. */
export function headingOf(column: string): string {
  if (column === "eventtime") return "Time UTC";
  if (column === "errorcode") return "Outcome";
  if (isFieldName(column)) return fieldOf(column).label;
  return column === "deniedactions" ? "Denied" : "Events";
}

const SERVICE = /^([a-z0-9.-]+)\.amazonaws\.com$/;

function shortText(kind: Kind, value: string): string {
  if (kind === "eventSource") return SERVICE.exec(value)?.[1] ?? value;
  if (kind !== "time") return shorten(value, LONGEST_CELL);
  const ms = parseTime(value);
  return ms === null ? shorten(value, LONGEST_CELL) : formatMoment(ms);
}

const IN_THE_RECORD: CellContent = {
  text: "see record",
  title: "Whether a console sign-in failed stands in its record alone.",
  tone: "text-ink-2",
};

/** A cell's content, by its column; an outcome also by the name of its event. */
export function cellContent(column: string, cell: Cell, eventName: Cell = null): CellContent {
  if (
    column === "errorcode" &&
    isToldByRecord(String(eventName), cell === null ? null : String(cell))
  )
    return IN_THE_RECORD;
  if (column === "errorcode" && (cell === null || cell === ""))
    return { text: "success", title: "", tone: TONES.success };
  if (cell === null) return { text: "–", title: "none", tone: "text-ink-3" };
  if (cell === "") return { text: "empty", title: "empty text", tone: "text-ink-3 italic" };
  const spaces = spacesText(String(cell));
  if (spaces !== null) return { text: spaces, title: "", tone: "text-ink-3 italic" };
  if (typeof cell === "number" || kindOfColumn(column) === "count") {
    const number = Number(cell);
    const text = Number.isFinite(number) ? formatCount(number) : visibleText(String(cell));
    return { text, title: "", tone: "" };
  }
  return {
    text: shortText(kindOfColumn(column), cell),
    title: visibleText(shorten(cell, LONGEST_TITLE)),
    tone: column === "errorcode" ? TONES[outcomeOf(cell)] : "",
  };
}
