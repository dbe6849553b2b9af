/** Every field of the dictionary: as a column, as a count's key, and in each kind of filter. */
import type { Cell, Row } from "@/lib/api/run";
import { compile } from "@/queries/compile";
import { type FieldName, fields } from "@/queries/fields";
import { applyFilters, type Filter, formatList } from "@/queries/filters";
import type { Layout } from "@/queries/layouts";
import { literalProblem } from "@/queries/literal";
import type { EventQuery } from "@/queries/query";
import { type Case, type Engines, type Group, type Shape, sameRows } from "../cases";
import { allLayouts, type JudgedWindow, sidesOf } from "../sources";
import { HOSTILE_DAY, ODD_VALUES } from "../windows";

const ALL: readonly FieldName[] = fields.map(({ name }) => name);
const LISTED: EventQuery = { where: [], answer: { kind: "events", columns: ALL }, limit: null };

/**
 * A log file as far as both engines name it: its folder is elsewhere, and of an event that was
 * delivered twice either file may be shown.
 */
const delivery = (cell: Cell | undefined): Cell =>
  typeof cell === "string" ? cell.replace(/^.*AWSLogs\//, "").replace(/_[^_/]*$/, "") : null;

const withDelivery: Shape = (rows, columns) =>
  rows.map((row) =>
    row.map((cell, index) => (columns[index] === "logfile" ? delivery(cell) : cell)),
  );

const counted = (name: FieldName): EventQuery => ({
  where: [],
  answer: { kind: "counts", by: [name], as: "total" },
  limit: null,
});

const listed = (name: FieldName): EventQuery => ({
  where: [],
  answer: { kind: "events", columns: [...new Set<FieldName>(["eventtime", "eventid", name])] },
  limit: 100,
});

/** Paths differ between the engines, so this field is listed, not counted or filtered by value. */
const isPath = (name: FieldName) => name === "logfile";

const filtersBy = (name: FieldName, value: string): readonly Filter[] => [
  { field: name, op: "is", value },
  { field: name, op: "not", value },
  { field: name, op: "contains", value: [...value].slice(1).join("") || value },
  { field: name, op: "lacks", value: [...value].slice(1).join("") || value },
  { field: name, op: "starts", value: [...value].slice(0, -1).join("") || value },
  { field: name, op: "any", value: formatList([value, "absent"]) },
];

/** The queries of one field, by what they are called. */
function queriesOf(name: FieldName, value: string): readonly (readonly [string, EventQuery])[] {
  const empty: Filter = { field: name, op: "empty" };
  const filters = isPath(name) ? [empty] : [empty, ...filtersBy(name, value)];
  return [
    ...(isPath(name) ? [] : [["counted", counted(name)] as const]),
    ...filters.map(
      (filter) =>
        [
          `${filter.op} ${JSON.stringify(filter.value ?? "").slice(0, 60)}`,
          applyFilters(listed(name), [filter]),
        ] as const,
    ),
  ];
}

/** The longest value that is filtered by. */
const MOST_LETTERS = 2_000;

/** The rarest value that can be a filter; of equally rare ones the last, which has the oddest letters. */
function rarestIn(rows: readonly Row[]): string {
  const value = rows.findLast(
    ([text]) =>
      typeof text === "string" &&
      text !== "" &&
      text.length <= MOST_LETTERS &&
      literalProblem(text) === null,
  )?.[0];
  return typeof value === "string" ? value : "absent";
}

async function fieldCases(
  engines: Engines,
  layout: Layout,
  window: JudgedWindow,
  name: FieldName,
): Promise<readonly Case[]> {
  const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, window);
  const known = compile(counted(name), lakeScope, lake);
  if ("refused" in known) throw new Error(known.refused);
  return queriesOf(name, rarestIn((await engines.lake(known)).rows)).map(([what, query]) => ({
    name: `${layout.name} ${window.name} ${name} ${what}`,
    run: () =>
      sameRows(
        engines,
        compile(query, scope, source),
        compile(query, lakeScope, lake),
        withDelivery,
      ),
  }));
}

/** All fields of one day as columns of a listing. */
function allColumnsCase(engines: Engines, layout: Layout, window: JudgedWindow): Case {
  const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, window);
  return {
    name: `${layout.name} ${window.name} all columns`,
    run: () =>
      sameRows(
        engines,
        compile(LISTED, scope, source),
        compile(LISTED, lakeScope, lake),
        withDelivery,
      ),
  };
}

export const fieldsGroup: Group = {
  name: "fields",
  cases: async (engines) => {
    const days = [HOSTILE_DAY, ODD_VALUES];
    const cases = allLayouts.flatMap((layout) =>
      days.map((window) => allColumnsCase(engines, layout, window)),
    );
    // On the layouts by turns: all a layout changes about a field is whether the table has it.
    for (const [index, name] of ALL.entries()) {
      const layout = allLayouts[index % allLayouts.length];
      if (!layout) continue;
      for (const window of days) cases.push(...(await fieldCases(engines, layout, window, name)));
    }
    return cases;
  },
};
