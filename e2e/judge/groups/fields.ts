/** Every field of the dictionary: as a column, as a count's key, and in each kind of filter. */
import type { Cell, Row } from "@/lib/engine/port";
import { compile } from "@/queries/compile";
import { type FieldName, fields } from "@/queries/fields";
import { applyFilters, type Filter } from "@/queries/filters";
import type { Layout } from "@/queries/layouts";
import { literalProblem } from "@/queries/literal";
import type { EventQuery } from "@/queries/query";
import { type Case, type Engines, type Group, type Shape, sameRows } from "../cases";
import { allLayouts, type JudgedScope, sidesOf } from "../sources";
import { HOSTILE_DAY, ODD_VALUES } from "../windows";

const ALL: readonly FieldName[] = fields.map(({ name }) => name);
const LISTED: EventQuery = { where: [], answer: { kind: "events", columns: ALL }, limit: null };

/**
 * A log file as far as both engines name it: its folder is elsewhere, and of an event that was
 * delivered twice either file may be shown.
 */
const delivery = (cell: Cell | undefined): Cell =>
  typeof cell === "string" ? cell.replace(/^.*AWSLogs\//, "").replace(/_[^_/]*$/, "") : null;

const withDelivery =
  (columns: readonly string[]): Shape =>
  (rows) =>
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
  answer: { kind: "events", columns: ["eventtime", "eventid", name] },
  limit: 100,
});

/** Paths differ between the engines, so the field is listed, not counted or filtered by value. */
const isPath = (name: FieldName) => name === "logfile";

/** The queries of one field, by what they are called. */
function queriesOf(
  name: FieldName,
  values: readonly string[],
): readonly (readonly [string, EventQuery])[] {
  const [value = "absent"] = values;
  const letters = [...value];
  const part = letters.slice(Math.floor(letters.length / 3), letters.length).join("");
  const filters: readonly Filter[] = [
    { field: name, op: "empty" },
    { field: name, op: "present" },
    ...(isPath(name)
      ? []
      : values.flatMap((each): Filter[] => [{ field: name, op: "is", value: each }])),
    ...(isPath(name) ? [] : [{ field: name, op: "not", value } as const]),
    ...(isPath(name) || part === "" ? [] : [{ field: name, op: "contains", value: part } as const]),
  ];
  return [
    ...(isPath(name) ? [] : ([["counted", counted(name)]] as const)),
    ...filters.map((filter): readonly [string, EventQuery] => [
      `${filter.op} ${JSON.stringify(filter.value ?? "").slice(0, 60)}`,
      applyFilters(listed(name), [filter]),
    ]),
  ];
}

/** The longest value that is filtered by. */
const MOST_LETTERS = 2_000;
const MOST_VALUES = 2;

/** The most and the least frequent value of a field that can be a filter. */
function valuesIn(rows: readonly Row[]): readonly string[] {
  const usable = rows.flatMap(([value]) =>
    typeof value === "string" &&
    value !== "" &&
    value.length <= MOST_LETTERS &&
    literalProblem(value) === null
      ? [value]
      : [],
  );
  return [...new Set([...usable.slice(0, 1), ...usable.slice(-1)])].slice(0, MOST_VALUES);
}

async function fieldCases(
  engines: Engines,
  layout: Layout,
  asked: JudgedScope,
  name: FieldName,
): Promise<readonly Case[]> {
  const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, asked);
  const known = compile(counted(name), lakeScope, lake);
  const values = "refused" in known || isPath(name) ? [] : valuesIn(await engines.lake(known));
  return queriesOf(name, values).map(([what, query]) => ({
    name: `${layout.name} ${asked.name} ${name} ${what}`,
    run: () => {
      const shape = withDelivery(query.answer.kind === "events" ? query.answer.columns : []);
      const compiled = compile(query, scope, source);
      const shapes = { trino: shape, lake: shape };
      return sameRows(engines, compiled, compile(query, lakeScope, lake), shapes);
    },
  }));
}

export const fieldsGroup: Group = {
  name: "fields",
  cases: async (engines) => {
    const cases: Case[] = [];
    for (const layout of allLayouts) {
      for (const asked of [HOSTILE_DAY, ODD_VALUES]) {
        const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, asked);
        const shapes = { trino: withDelivery(ALL), lake: withDelivery(ALL) };
        const [compiled, expected] = [
          compile(LISTED, scope, source),
          compile(LISTED, lakeScope, lake),
        ];
        cases.push({
          name: `${layout.name} ${asked.name} all columns`,
          run: () => sameRows(engines, compiled, expected, shapes),
        });
      }
    }
    // Fields by turns on the layouts: how a field is written depends on the layout in nothing but
    // whether the table has it.
    for (const [index, name] of ALL.entries()) {
      for (const asked of [HOSTILE_DAY, ODD_VALUES]) {
        const layout = allLayouts[index % allLayouts.length];
        if (layout) cases.push(...(await fieldCases(engines, layout, asked, name)));
      }
    }
    return cases;
  },
};
