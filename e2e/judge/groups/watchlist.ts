/** What the watchlist finds, on one layout: its statement is the longest, and Trino bounds a statement's code. */
import { allSteps } from "@/queries/index";
import { isOfFindings } from "@/queries/query";
import type { Case, Group } from "../cases";
import { allLayouts } from "../sources";
import { FOUR_MONTHS } from "../windows";
import { stepCases } from "./steps";

export const watchlistGroup: Group = {
  name: "watchlist",
  cases: async (engines) => {
    const cases: Case[] = [];
    for (const ref of allSteps.filter(({ step }) => isOfFindings(step.answer)))
      for (const layout of allLayouts.slice(0, 1))
        cases.push(...(await stepCases(engines, ref, layout, FOUR_MONTHS)));
    return cases;
  },
};
