/** Which columns a table shows, in which order, and how wide each may be. */

import { headingOf, kindOfColumn } from "@/components/cell/column-heading";
import { type ColumnWidths, widthWithin } from "@/lib/investigation/link-table";
import type { Kind } from "@/queries/kinds";
import type { ValueColumn } from "@/queries/signals/value-columns";

/** How narrow a column may become before the table scrolls sideways instead, pixels. */
const FLOORS: Readonly<Partial<Record<Kind, number>>> = {
  time: 161,
  eventSource: 100,
  eventName: 130,
  // `dev-admin/jw-laptop`: role and person.
  actor: 154,
  resource: 137,
  sourceIp: 114,
  // `AccessDenied`.
  errorCode: 104,
  userAgent: 150,
  principalId: 130,
  arn: 130,
  roleArn: 130,
  region: 92,
  account: 104,
  eventId: 96,
  accessKeyId: 161,
  json: 300,
  count: 80,
};
const OTHER_FLOOR = 110;
/** The title of a rule is a sentence: whole where the row is about it, beside an event as far as it fits. */
const TITLE_FLOORS: Readonly<Record<string, number>> = { rule: 270, title: 580 };
/** A column is never wider than this by itself: a user agent may have 8,000 characters. */
const WIDEST = 900;

/** A lane is a picture, of any width. */
const LANE_WIDTH = 150;

/** A letter of the table's monospaced font at its size, pixels. */
const LETTER = 7.2;
/** The space on both sides of a cell's text, and a pixel for rounding. */
const PADDING = 17;
/** `30 Mar 2026 02:31:07`: another row may have a day of two digits. */
const TIME_LETTERS = 20;
/** A letter of a heading, on average, and the room for the arrow of a sorted one. */
const HEADING_LETTER = 6.4;
const ARROW = 14;

/** The width of a number of letters, pixels. */
const widthOfLetters = (letters: number): number => Math.ceil(letters * LETTER) + PADDING;

const headingWidth = (column: string): number =>
  Math.ceil(headingOf(column).length * HEADING_LETTER) + PADDING + ARROW;

/** What a column may take, pixels. */
type ColumnLimits = { readonly column: string; readonly least: number; readonly most: number };

/** A column as the table lays it out, pixels. */
export type ColumnRoom = ColumnLimits & { readonly width: number };

/**
 * The width range of each column: at most its longest text, at least what distinguishes its values.
 * `letters` is the length of the longest known text of a column, `tableRoom` the width of the table,
 * 0 if unknown.
 */
export function columnRooms(
  columns: readonly string[],
  letters: (column: string) => number,
  widths: ColumnWidths,
  tableRoom = 0,
): readonly ColumnRoom[] {
  const limits = columns.map((column) => {
    const dragged = widths[column];
    if (dragged !== undefined) {
      const width = widthWithin(dragged);
      return { column, least: width, most: width };
    }
    const kind = kindOfColumn(column);
    const known = letters(column);
    const all = kind === "time" && known === TIME_LETTERS - 1 ? TIME_LETTERS : known;
    const content = column === "lane" ? LANE_WIDTH : widthOfLetters(all);
    const most = Math.min(WIDEST, Math.max(headingWidth(column), content));
    const floor = FLOORS[kind] ?? TITLE_FLOORS[column] ?? OTHER_FLOOR;
    return { column, least: Math.min(most, floor), most };
  });
  return shareRoom(limits, tableRoom);
}

/** The widths that the grid template gives: each column grows by the same, until its text fits. */
function shareRoom(limits: readonly ColumnLimits[], tableRoom: number): readonly ColumnRoom[] {
  let free = tableRoom - tableWidth(limits);
  const grown = new Map<string, number>();
  const bySpace = [...limits].sort((a, b) => a.most - a.least - (b.most - b.least));
  for (const [index, { column, least, most }] of bySpace.entries()) {
    const growth = Math.min(most - least, Math.max(0, free / (bySpace.length - index)));
    grown.set(column, growth);
    free -= growth;
  }
  return limits.map((limit) => ({ ...limit, width: limit.least + (grown.get(limit.column) ?? 0) }));
}

/** A grid template: columns share the room that there is, each until its longest text fits. */
export function columnTemplate(rooms: readonly ColumnRoom[]): string {
  return rooms.map(({ least, most }) => `minmax(${least}px, ${most}px)`).join(" ");
}

/** The least width of the whole table, beyond which it scrolls sideways. */
export function tableWidth(rooms: readonly ColumnLimits[]): number {
  return rooms.reduce((sum, { least }) => sum + least, 0);
}

/** How many letters fit into a column. */
export function lettersIn({ width }: ColumnRoom): number {
  return Math.floor((width - PADDING) / LETTER);
}

/** Some of the column's texts are longer than it is wide. */
export function isTight({ width, most }: ColumnRoom): boolean {
  return width < most;
}

/** A click on a moment or on JSON is a click on its row. */
const WITHOUT_MENU: ReadonlySet<Kind> = new Set(["time", "json", "count"]);

/** Whether a click on the column's cells opens a menu. */
export function hasMenu(column: string): boolean {
  return !WITHOUT_MENU.has(kindOfColumn(column));
}

/** What an analyst reads first of an event: when, who, what, on what, how it ended, from where. */
const READ_FIRST: readonly string[] = [
  "eventtime",
  "actor",
  "eventsource",
  "eventname",
  "resource",
  "errorcode",
  "sourceipaddress",
  "useragent",
];

/** The columns in the order that they are read. */
export function readingOrder(columns: readonly string[]): readonly string[] {
  if (!columns.includes("eventname") || !columns.includes("errorcode")) return columns;
  const first = READ_FIRST.filter((column) => columns.includes(column));
  if (columns.includes("eventtime"))
    return [...first, ...columns.filter((column) => !first.includes(column))];
  // In counts the keys keep their order, except that the outcome is next to the call.
  const others = columns.filter((column) => column !== "errorcode");
  return others.flatMap((column) => (column === "eventname" ? [column, "errorcode"] : [column]));
}

/**
 * Columns of a listing that are hidden at first. The actor says who and the resource on what; the
 * service, the account, the region and the ids are one click away, in the record.
 */
const IN_THE_RECORD: readonly string[] = [
  "eventsource",
  "principalid",
  "arn",
  "eventid",
  "awsregion",
  "recipientaccountid",
];

/** Of things left behind, what the record of the event or of its removal says. */
const IN_EITHER_RECORD: readonly string[] = ["actor", "removedname", "removedeventid"];

/** What makes room for the titles of rules. */
const BESIDE_RULES: readonly string[] = ["useragent"];

/** The columns to choose from: the cell of the error code shows the outcome as well. */
export function offeredColumns(columns: readonly string[]): readonly string[] {
  return columns.filter((column) => column !== "outcome" || !columns.includes("errorcode"));
}

/** What the page adds to counts and shows on demand: the counts before it say as much. */
const ON_DEMAND: readonly string[] = ["succeeded"] satisfies ValueColumn[];

/** What a rule says of all its findings, too long for a row. */
const LONG_NOTE = "benign-note";

/** What the menu of a rule's title says. */
const BEHIND_TITLE: readonly string[] = ["rule", "tactic", "technique"];

/** What is the same in each row of the events of one rule. */
const OF_ONE_RULE: readonly string[] = ["rule", "severity"];

/**
 * The columns shown until a person chooses: a listing then fits on a laptop's screen.
 * `isOfOneRule` is whether all rows are of the same watchlist rule.
 */
export function usualColumns(columns: readonly string[], isOfOneRule = false): readonly string[] {
  const isOnDemand = (column: string) =>
    column === LONG_NOTE ||
    (isOfOneRule && OF_ONE_RULE.includes(column)) ||
    (columns.includes("title") && BEHIND_TITLE.includes(column)) ||
    (columns.includes("lane") && ON_DEMAND.includes(column));
  const own = offeredColumns(columns).filter((column) => !isOnDemand(column));
  const ordered = readingOrder(own);
  if (!columns.includes("eventtime")) return ordered;
  const alsoHidden = own.includes("removedtime")
    ? IN_EITHER_RECORD
    : own.includes("rule")
      ? BESIDE_RULES
      : [];
  const hidden = [...IN_THE_RECORD, ...alsoHidden];
  return ordered.filter((column) => !hidden.includes(column));
}

/**
 * Keeps the time of an event in view while its row is scrolled sideways, except on narrow screens.
 * Both are whole texts so that Tailwind finds them.
 */
const STAYS = "sm:sticky sm:left-0 sm:z-1";
const BESIDE = "sm:scroll-ml-44";

/** The classes of the sticky column, and of the columns that scroll next to it. */
export function stayingClass(columns: readonly string[], columnAt: number): string {
  if (kindOfColumn(columns[0] ?? "") !== "time") return "";
  return columnAt === 0 ? STAYS : BESIDE;
}
