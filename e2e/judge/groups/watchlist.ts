/** What the watchlist finds, on one layout: its statement is the longest, and Trino bounds a statement's code. */
import { allSteps, type StepRef } from "@/queries/index";
import { isOfFindings } from "@/queries/query";
import type { Case, Group } from "../cases";
import { allLayouts } from "../sources";
import { FOUR_MONTHS } from "../windows";
import { stepCases } from "./steps";

/** A step of the watchlist's rules, and where it is about findings the same with the columns of the page and of hunts. */
function withMoreColumns({ playbook, step }: StepRef): readonly StepRef[] {
  const { id, answer } = step;
  if (answer.kind === "rule-matches" || answer.kind === "named-by-rules")
    return [{ playbook, step }];
  if (!isOfFindings(answer)) return [];
  const onPage = { ...answer, isOnPage: true } as const;
  return [
    { playbook, step },
    { playbook, step: { ...step, id: `${id} on the page`, answer: onPage } },
    ...(onPage.kind === "finding-events"
      ? [
          {
            playbook,
            step: { ...step, id: `${id} of a hunt`, answer: { ...onPage, hasActs: true as const } },
          },
        ]
      : []),
  ];
}

export const watchlistGroup: Group = {
  name: "watchlist",
  cases: async (engines) => {
    const cases: Case[] = [];
    for (const ref of allSteps.flatMap(withMoreColumns))
      for (const layout of allLayouts.slice(0, 1))
        cases.push(...(await stepCases(engines, ref, layout, FOUR_MONTHS)));
    return cases;
  },
};
