/** The facets of a search, without filters and with some of each kind, on every layout. */
import { compile } from "@/queries/compile";
import { facetQuery } from "@/queries/facets";
import { EVENT_ROW } from "@/queries/fields";
import { type Filter, parseFilter } from "@/queries/filters";
import { findStep } from "@/queries/index";
import type { Layout } from "@/queries/layouts";
import { events, oncePerAct } from "@/queries/playbook";
import { type Case, type Engines, type Group, sameRows } from "../cases";
import { allLayouts, type JudgedWindow, sidesOf } from "../sources";
import { HOSTILE_DAY, KEY_NIGHT, NEW_YEAR, ODD_VALUES } from "../windows";

/** Choices and exclusions, on facets and on other fields; two exclusions on one facet. */
const FILTERS: Readonly<Record<string, readonly string[]>> = {
  unfiltered: [],
  chosen: ["outcome:is:success", "useragent:contains:a"],
  excluded: ["eventname:not:AssumeRole", "eventname:not:Decrypt", "errormessage:lacks:not"],
  both: ["eventsource:any:s3.amazonaws.com,sts.amazonaws.com", "actor:present", "resource:lacks:x"],
};

function filtersOf(texts: readonly string[]): readonly Filter[] {
  return texts.map((text) => {
    const filter = parseFilter(text);
    if (!filter) throw new Error(`${text} is not a filter.`);
    return filter;
  });
}

/** The facets in one time range. */
function facetCases(
  engines: Engines,
  on: readonly Layout[],
  window: JudgedWindow,
): readonly Case[] {
  const step = findStep("general-purpose/search")?.step;
  if (!step) return [];
  const once = { ...step, answer: oncePerAct(events(...EVENT_ROW)) };
  const { both = [] } = FILTERS;
  const asked = [
    ...Object.entries(FILTERS).map(([name, texts]) => ({ name, texts, of: step })),
    { name: "once per act", texts: both, of: once },
  ];
  return on.flatMap((layout) =>
    asked.map(({ name, texts, of }) => {
      const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, window);
      const query = facetQuery(of, {}, filtersOf(texts));
      return {
        name: `${layout.name} ${window.name} ${name}`,
        run: () =>
          sameRows(engines, compile(query, scope, source), compile(query, lakeScope, lake)),
      };
    }),
  );
}

export const facetsGroup: Group = {
  name: "facets",
  cases: async (engines) =>
    [KEY_NIGHT, NEW_YEAR, HOSTILE_DAY, ODD_VALUES].flatMap((window) =>
      facetCases(engines, allLayouts, window),
    ),
};
