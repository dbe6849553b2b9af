/** Many accounts on layouts with a table for each: the longest statements, and the most tables. */
import { compile } from "@/queries/compile";
import { allSteps, type StepRef } from "@/queries/index";
import type { Layout } from "@/queries/layouts";
import { bind } from "@/queries/playbook";
import type { Case, Engines, Group } from "../cases";
import { EMPTY_ACCOUNTS } from "../data/tables";
import { allLayouts, type JudgedWindow, sidesOf } from "../sources";
import { KEY_NIGHT } from "../windows";
import { multiCountCases } from "./multi-count";
import { sliceCases } from "./slices";
import { stepCases } from "./steps";

/** Trino refuses statements of more than 150 stages; three are for what is outside the union. */
const COUNTS = [60, 145];

const ANSWERS = ["counts", "events"] as const;

/** The step of each kind of answer with the longest statement. */
function longestSteps(engines: Engines, layout: Layout, window: JudgedWindow): readonly StepRef[] {
  const { source, scope } = sidesOf(layout, engines.judged, window);
  const lengthOf = ({ step }: StepRef): number => {
    const compiled = compile(bind(step, {}), scope, source);
    return "refused" in compiled ? 0 : compiled.sql.length;
  };
  return ANSWERS.flatMap((kind) =>
    allSteps
      .filter(({ step }) => step.answer.kind === kind)
      .toSorted((a, b) => lengthOf(b) - lengthOf(a))
      .slice(0, 1),
  );
}

async function casesWith(engines: Engines, count: number): Promise<readonly Case[]> {
  const { accounts } = engines.judged;
  const all = [...accounts, ...EMPTY_ACCOUNTS.slice(0, count - accounts.length)];
  const judged = { ...engines.judged, accounts: all };
  const window = { ...KEY_NIGHT, scope: { ...KEY_NIGHT.scope, accounts: all }, paths: false };
  const wide = { ...engines, judged };
  const cases: Case[] = [];
  for (const layout of allLayouts.filter(({ tablePerAccount }) => tablePerAccount)) {
    for (const ref of longestSteps(wide, layout, window))
      cases.push(...(await stepCases(wide, ref, layout, window)));
    cases.push(...(await sliceCases(wide, [layout], window)));
    cases.push(...multiCountCases(wide, [layout], window));
  }
  return cases.map((each) => ({ ...each, name: `${count} accounts, ${each.name}` }));
}

export const accountsGroup: Group = {
  name: "accounts",
  cases: async (engines) => {
    const cases: Case[] = [];
    for (const count of COUNTS) cases.push(...(await casesWith(engines, count)));
    return cases;
  },
};
