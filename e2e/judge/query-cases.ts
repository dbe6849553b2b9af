/** Cases of queries that give the same rows on both engines. */
import { compile } from "@/queries/compile";
import type { EventQuery } from "@/queries/query";
import { type Case, type Engines, sameRows } from "./cases";
import { allLayouts, type JudgedWindow, sidesOf } from "./sources";

/** Each query by its name, on every layout in each time range. */
export function queryCases(
  engines: Engines,
  windows: readonly JudgedWindow[],
  queries: Readonly<Record<string, EventQuery>>,
): readonly Case[] {
  return windows.flatMap((window) =>
    allLayouts.flatMap((layout) => {
      const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, window);
      return Object.entries(queries).map(([name, query]) => ({
        name: `${layout.name} ${window.name} ${name}`,
        run: () =>
          sameRows(engines, compile(query, scope, source), compile(query, lakeScope, lake)),
      }));
    }),
  );
}
