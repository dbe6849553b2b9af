/** Daily roll-ups, also of findings, and what a range has for the first time. */
import type { Row } from "@/lib/api/run";
import { compile } from "@/queries/compile";
import type { Layout, Source } from "@/queries/layouts";
import { findingDays } from "@/queries/rollups/finding-days";
import { compileRollup } from "@/queries/rollups/rollup";
import { DAY_MS, type Scope } from "@/queries/scope";
import { firstsQuery } from "@/queries/signals/firsts";
import { type Case, type Engines, type Group, sameRows } from "../cases";
import { allLayouts, type JudgedWindow, sidesOf } from "../sources";
import { HOSTILE_DAY, KEY_NIGHT, NEW_YEAR, ODD_VALUES } from "../windows";

const MOST_ROWS = 1_000_000;

/** The rows of a roll-up have no order. */
const inOneOrder = (rows: readonly Row[]): readonly Row[] =>
  rows
    .map((row) => ({ row, text: JSON.stringify(row) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ row }) => row);

/** Both statements on a layout in one time range. */
function rollupCases(
  engines: Engines,
  on: readonly Layout[],
  window: JudgedWindow,
): readonly Case[] {
  return on.flatMap((layout) => {
    const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, window);
    // Where copies are expected, a roll-up leaves out where its events are filed.
    const asCopies = { ...lake, mayHoldDuplicates: true };
    const query = firstsQuery([]);
    return [
      {
        name: `${layout.name} ${window.name} roll-up`,
        run: () =>
          sameRows(
            engines,
            compileRollup(scope, source, MOST_ROWS),
            compileRollup(lakeScope, asCopies, MOST_ROWS),
            inOneOrder,
          ),
      },
      {
        name: `${layout.name} ${window.name} firsts`,
        run: () =>
          sameRows(engines, compile(query, scope, source), compile(query, lakeScope, lake)),
      },
    ];
  });
}

const WEEK_MS = 7 * DAY_MS;

/** The statement for findings from kept days, of all rules: the week of the time range is kept, or nothing is. */
function findingCases(engines: Engines, layout: Layout, window: JudgedWindow): readonly Case[] {
  const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, window);
  const query = { where: [], answer: { kind: "findings", isOnPage: true }, limit: null } as const;
  const scanOf = (of: Scope, on: Source, isKept: boolean) => {
    const form = findingDays(query, of, on);
    if (form === null) return { refused: "Findings have no roll-ups." };
    const { fromMs, toMs } = form.days;
    const gap = isKept ? { fromMs: toMs - WEEK_MS, toMs } : null;
    return form.scanOf({ ...of, fromMs }, gap, MOST_ROWS);
  };
  const asCopies = { ...lake, mayHoldDuplicates: true };
  return [true, false].map((isKept) => ({
    name: `${layout.name} ${window.name} findings${isKept ? " beside a kept week" : ""}`,
    run: () =>
      sameRows(
        engines,
        scanOf(scope, source, isKept),
        scanOf(lakeScope, asCopies, isKept),
        inOneOrder,
      ),
  }));
}

export const rollupsGroup: Group = {
  name: "rollups",
  cases: async (engines) =>
    [KEY_NIGHT, NEW_YEAR, ODD_VALUES, HOSTILE_DAY].flatMap((window) => [
      ...rollupCases(engines, allLayouts, window),
      ...allLayouts.slice(0, 1).flatMap((layout) => findingCases(engines, layout, window)),
    ]),
};
