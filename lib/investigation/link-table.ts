/** How an answer's table is shown, as a part of an investigation's query string: order, columns, widths. */
import { addedColumns, canHaveColumn, columnsWith } from "@/queries/added-columns";
import { findStep } from "@/queries/index";
import type { Answer } from "@/queries/query";

export type Sort = { readonly column: string; readonly descending: boolean };

/** Widths that a person chose, pixels, by column. */
export type ColumnWidths = Readonly<Record<string, number>>;

/** The values of facets that a person chose, by facet: the findings that have them are shown. */
export type Facets = Readonly<Partial<Record<string, string>>>;

export type TableState = {
  /** The order of the rows; null for the answer's own. */
  readonly sort: Sort | null;
  /** The columns shown, in order; null where the page chooses them. */
  readonly columns: readonly string[] | null;
  readonly widths: ColumnWidths;
  /** Whether rows that belong together are grouped, such as user agents by tool. */
  readonly isGrouped: boolean;
  readonly facets: Facets;
};

/** A table as it is before anyone changes it: some steps list their events newest first. */
export function usualTable({ playbookId, stepId }: Address): TableState {
  const isNewestFirst = findStep(`${playbookId}/${stepId}`)?.step.isNewestFirst;
  const sort = isNewestFirst ? { column: "eventtime", descending: true } : null;
  return { sort, columns: null, widths: {}, isGrouped: true, facets: {} };
}

/** The least and the greatest width that a column may be given, pixels. */
const NARROWEST = 56;
const WIDEST = 2_000;

/** A width within the limits, whole pixels. */
export function widthWithin(width: number): number {
  return Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));
}

/** A step by its ids. */
type Address = { readonly playbookId: string; readonly stepId: string };

const answerOf = ({ playbookId, stepId }: Address): Answer | null =>
  findStep(`${playbookId}/${stepId}`)?.step.answer ?? null;

function readSort(isColumn: (column: string) => boolean, text: string | null, problems: string[]) {
  if (text === null) return null;
  const [column, descending] = [text.replace(/^-/, ""), text.startsWith("-")];
  if (isColumn(column)) return { column, descending };
  problems.push(`The link's sort “${text}” is not a column of this answer.`);
  return null;
}

/** A column that links may name from when the page had it; it was always empty. */
const EARLIER = "otheractors";

function readColumns(answer: Answer | null, text: string | null, problems: string[]) {
  if (text === null) return null;
  const named = text.split(",").filter((column) => column !== EARLIER);
  const columns = [...new Set(named)].filter((column) => {
    const isKnown = answer !== null && canHaveColumn(answer, column);
    if (!isKnown) problems.push(`The link's column “${column}” is not in this answer.`);
    return isKnown;
  });
  return columns.length === 0 ? null : columns;
}

/** Reads `eventtime:180,actor:240`. */
function readWidths(answer: Answer | null, text: string | null, problems: string[]): ColumnWidths {
  if (text === null) return {};
  const widths = text.split(",").flatMap((part): readonly (readonly [string, number])[] => {
    const [, column = "", pixels = ""] = /^([a-z0-9-]+):(\d{1,5})$/.exec(part) ?? [];
    if (answer !== null && canHaveColumn(answer, column))
      return [[column, widthWithin(Number(pixels))]];
    problems.push(`The link's width “${part}” is not a column of this answer and its pixels.`);
    return [];
  });
  return Object.fromEntries(widths);
}

/** `severity:high`, `tactic:TA0003`, or `tactic:` for none; the other facets may be any text. */
const FACET =
  /^(severity(?=:(?:high|medium|low)$)|tactic(?=:(?:TA\d{4})?$)|rule|actor|account):(.*)$/s;

/** Reads the chosen facets. */
function readFacets(answer: Answer | null, texts: readonly string[], problems: string[]): Facets {
  const chosen = texts.flatMap((text): readonly (readonly [string, string])[] => {
    const [, facet, value = ""] = FACET.exec(text) ?? [];
    if (facet !== undefined && answer?.kind === "findings") return [[facet, value]];
    problems.push(`The link's facet “${text}” is unknown and was ignored.`);
    return [];
  });
  return Object.fromEntries(chosen);
}

const isValueOf = (answer: Answer | null, column: string): boolean =>
  answer?.kind === "counts" && canHaveColumn(answer, column);

/** Reads how a step's table is shown. */
export function readTable(
  address: Address,
  params: URLSearchParams,
  problems: string[],
): TableState {
  const answer = answerOf(address);
  const columns = readColumns(answer, params.get("columns"), problems);
  const known = answer ? columnsWith(answer, columns) : [];
  return {
    sort: readSort(
      (column) => known.includes(column) || isValueOf(answer, column),
      params.get("sort"),
      problems,
    ),
    columns,
    widths: readWidths(answer, params.get("widths"), problems),
    isGrouped: params.get("group") !== "off",
    facets: readFacets(answer, params.getAll("facet"), problems),
  };
}

/** Writes it as it is read. */
export function writeTable(
  { sort, columns, widths, isGrouped, facets }: TableState,
  params: URLSearchParams,
): void {
  if (sort) params.append("sort", `${sort.descending ? "-" : ""}${sort.column}`);
  if (columns) params.append("columns", columns.join(","));
  const chosen = Object.entries(widths).map(([column, pixels]) => `${column}:${pixels}`);
  if (chosen.length > 0) params.append("widths", chosen.join(","));
  if (!isGrouped) params.append("group", "off");
  writeFacets(facets, params);
}

export function writeFacets(facets: Facets, params: URLSearchParams): void {
  for (const [facet, value] of Object.entries(facets)) params.append("facet", `${facet}:${value}`);
}

/** What a stop of the path keeps of its table, where that is not as usual. */
export type KeptTable = Partial<Pick<TableState, "facets">> & {
  /** The columns, where some were added to the step's: its run is of a query with these. */
  readonly columns?: readonly string[];
};

export function keptTable(
  address: Address,
  { columns, facets }: Pick<TableState, "columns" | "facets">,
): KeptTable {
  const answer = answerOf(address);
  return {
    ...(answer && columns && addedColumns(answer, columns).length > 0 ? { columns } : {}),
    ...(Object.keys(facets).length > 0 ? { facets } : {}),
  };
}
