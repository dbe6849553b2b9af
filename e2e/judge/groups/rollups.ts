/** Daily roll-ups, and what a range has for the first time, on every layout. */
import type { Row } from "@/lib/api/run";
import { compile } from "@/queries/compile";
import type { Layout } from "@/queries/layouts";
import { compileRollup } from "@/queries/rollups/rollup";
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

export const rollupsGroup: Group = {
  name: "rollups",
  cases: async (engines) =>
    [KEY_NIGHT, NEW_YEAR, ODD_VALUES, HOSTILE_DAY].flatMap((window) =>
      rollupCases(engines, allLayouts, window),
    ),
};
