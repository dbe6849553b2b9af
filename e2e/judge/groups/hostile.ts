/** Hostile texts as filters, on the layouts by turns. */
import { demoHostileTexts, demoLongUserAgent } from "@/lib/demo/hostile-texts";
import { compile } from "@/queries/compile";
import { EVENT_ROW } from "@/queries/fields";
import { applyFilters, type Filter, type FilterField, type FilterOp } from "@/queries/filters";
import type { Layout } from "@/queries/layouts";
import { events } from "@/queries/playbook";
import type { EventQuery } from "@/queries/query";
import { type Case, type Engines, type Group, sameRows } from "../cases";
import { allLayouts, sidesOf } from "../sources";
import { HOSTILE_DAY } from "../windows";

const TEXTS: readonly string[] = [
  ...demoHostileTexts,
  demoLongUserAgent,
  ...["%", "_", "\\", "'", "\\%", "\\_", "''", "\n", "é", "\u{1F468}", "100%_like\\_wild%"],
];

const FILTERS: readonly (readonly [FilterField, FilterOp])[] = [
  ["anywhere", "contains"],
  ["useragent", "exactly"],
  ["useragent", "is"],
  ["useragent", "contains"],
  ["requestparameters", "not"],
  ["bucketname", "is"],
  ["resources", "contains"],
];

const LISTED: EventQuery = { where: [], answer: events(...EVENT_ROW), limit: null };

function hostileCase(engines: Engines, layout: Layout, filter: Filter): Case {
  const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, HOSTILE_DAY);
  const query = applyFilters(LISTED, [filter]);
  return {
    name: `${layout.name} ${filter.field} ${filter.op} ${JSON.stringify(filter.value).slice(0, 60)}`,
    run: () => sameRows(engines, compile(query, scope, source), compile(query, lakeScope, lake)),
  };
}

export const hostileGroup: Group = {
  name: "hostile",
  cases: async (engines) =>
    TEXTS.flatMap((value, index) =>
      FILTERS.flatMap(([field, op], turn) => {
        const layout = allLayouts[(index + turn) % allLayouts.length];
        return layout ? [hostileCase(engines, layout, { field, op, value })] : [];
      }),
    ),
};
