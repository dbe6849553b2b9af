/** The measures of a count, alone and beside others in one statement, on every layout. */
import { compile } from "@/queries/compile";
import type { FieldName } from "@/queries/fields";
import type { Layout } from "@/queries/layouts";
import { MEASURES } from "@/queries/measures";
import { measuredBy } from "@/queries/playbook";
import { type EventQuery, is } from "@/queries/query";
import { type Case, type Engines, type Group, sameRows } from "../cases";
import { allLayouts, type JudgedWindow, sidesOf } from "../sources";
import { HOSTILE_DAY, KEY_NIGHT, ODD_VALUES } from "../windows";

const summable = MEASURES.filter((measure) => measure !== "bytesmoved");
const by = (name: FieldName): EventQuery => ({
  where: [],
  answer: measuredBy([name], summable),
  limit: null,
});

const QUERIES: Readonly<Record<string, EventQuery>> = {
  "by key": by("accesskeyid"),
  "by actor": by("actor"),
  "by address": by("sourceipaddress"),
  "by bucket, with bytes": {
    where: [is("eventsource", "s3.amazonaws.com")],
    answer: measuredBy(["bucketname"], MEASURES),
    limit: null,
  },
};

/** Each query on a layout in one time range. */
function measureCases(
  engines: Engines,
  on: readonly Layout[],
  window: JudgedWindow,
): readonly Case[] {
  return on.flatMap((layout) => {
    const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, window);
    return Object.entries(QUERIES).map(([name, query]) => ({
      name: `${layout.name} ${window.name} ${name}`,
      run: () => sameRows(engines, compile(query, scope, source), compile(query, lakeScope, lake)),
    }));
  });
}

export const measuresGroup: Group = {
  name: "measures",
  cases: async (engines) =>
    [KEY_NIGHT, ODD_VALUES, HOSTILE_DAY].flatMap((window) =>
      measureCases(engines, allLayouts, window),
    ),
};
