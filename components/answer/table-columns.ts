/** Widths of an answer's columns. */
import type { Kind } from "@/queries/kinds";
import { kindOfColumn } from "./cell-content";

const WIDTHS: Readonly<Partial<Record<Kind, number>>> = {
  time: 164,
  eventSource: 116,
  eventName: 176,
  sourceIp: 140,
  errorCode: 172,
  userAgent: 220,
  principalId: 220,
  arn: 240,
  roleArn: 240,
  region: 108,
  account: 120,
  eventId: 296,
  accessKeyId: 184,
  json: 360,
  count: 96,
};
const OTHER_WIDTH = 150;
const NARROWEST = 56;

/** Widths that a person dragged, by column. */
export type ColumnWidths = Readonly<Record<string, number>>;

export const widthOf = (column: string, widths: ColumnWidths): number =>
  Math.max(NARROWEST, Math.round(widths[column] ?? WIDTHS[kindOfColumn(column)] ?? OTHER_WIDTH));

/** The columns whose width follows their text; they share what room is left. */
const grows = (column: string): boolean =>
  ["userAgent", "arn", "roleArn", "principalId", "json", "text", "eventName"].includes(
    kindOfColumn(column),
  );

/**
 * The columns in the order that they are read: how a call ended stands beside what was called,
 * where it cannot scroll out of sight.
 */
export function readingOrder(columns: readonly string[]): readonly string[] {
  if (!columns.includes("eventname") || !columns.includes("errorcode")) return columns;
  const others = columns.filter((column) => column !== "errorcode");
  return others.flatMap((column) => (column === "eventname" ? [column, "errorcode"] : [column]));
}

/**
 * The moment of an event stays in sight while its row is scrolled sideways, but for screens too
 * narrow to spare the room. Both are whole texts for Tailwind to find.
 */
const STAYS = "sm:sticky sm:left-0 sm:z-1";
const BESIDE = "sm:scroll-ml-44";

/** The classes by which a column stays, or is scrolled to beside the one that does. */
export const stayingClass = (columns: readonly string[], columnAt: number): string => {
  if (kindOfColumn(columns[0] ?? "") !== "time") return "";
  return columnAt === 0 ? STAYS : BESIDE;
};

/** A grid template; columns that were dragged keep their width, and the last may always grow. */
export function columnTemplate(columns: readonly string[], widths: ColumnWidths): string {
  const some = columns.some((column) => grows(column) && widths[column] === undefined);
  return columns
    .map((column, index) => {
      const width = widthOf(column, widths);
      const stretches = some
        ? grows(column) && widths[column] === undefined
        : index === columns.length - 1;
      return stretches ? `minmax(${width}px, 1fr)` : `${width}px`;
    })
    .join(" ");
}

/** The least width of the whole table, beyond which it scrolls sideways. */
export const tableWidth = (columns: readonly string[], widths: ColumnWidths): number =>
  columns.reduce((sum, column) => sum + widthOf(column, widths), 0);
