/** The profile of an entity, and of a whole account, on every layout. */
import { compile } from "@/queries/compile";
import type { Layout } from "@/queries/layouts";
import { contains, type Predicate } from "@/queries/query";
import { profileQuery } from "@/queries/signals/profile";
import { type Case, type Engines, type Group, sameRows } from "../cases";
import { allLayouts, type JudgedWindow, sidesOf } from "../sources";
import { HOSTILE_DAY, KEY_NIGHT, NEW_YEAR, ODD_VALUES } from "../windows";

const ENTITIES: Readonly<Record<string, readonly Predicate[]>> = {
  "of all events": [],
  "of users": [contains("arn", ":user/")],
};

/** Each profile on a layout in one time range. */
function profileCases(
  engines: Engines,
  on: readonly Layout[],
  window: JudgedWindow,
): readonly Case[] {
  return on.flatMap((layout) => {
    const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, window);
    return Object.entries(ENTITIES).map(([name, where]) => ({
      name: `${layout.name} ${window.name} ${name}`,
      run: () => {
        const query = profileQuery(where);
        return sameRows(engines, compile(query, scope, source), compile(query, lakeScope, lake));
      },
    }));
  });
}

export const profilesGroup: Group = {
  name: "profiles",
  cases: async (engines) =>
    [KEY_NIGHT, NEW_YEAR, ODD_VALUES, HOSTILE_DAY].flatMap((window) =>
      profileCases(engines, allLayouts, window),
    ),
};
