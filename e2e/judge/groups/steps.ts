/** Every step on every layout, in each time range. */
import { compile } from "@/queries/compile";
import { allSteps, type StepRef } from "@/queries/index";
import type { Layout } from "@/queries/layouts";
import { bind, type Input, type Step } from "@/queries/playbook";
import { type Case, type Engines, type Group, sameRows } from "../cases";
import { allLayouts, type JudgedWindow, sidesOf } from "../sources";
import { inputsFor } from "../step-inputs";
import { FEBRUARY_END, FOUR_MONTHS, KEY_NIGHT, MIDNIGHT, NEW_YEAR } from "../windows";

/** Steps with more optional inputs are judged by field. */
const FEW_INPUTS = 3;

/** The inputs that a step is run with: the required ones, and all where there are few. */
function variantsOf({ inputs }: Step): readonly (readonly Input[])[] {
  const needed = inputs.filter(({ required }) => required);
  const isFew = inputs.length > needed.length && inputs.length <= FEW_INPUTS;
  return isFew ? [needed, inputs] : [needed];
}

/** The cases of one step in a time range. */
export async function stepCases(
  engines: Engines,
  { playbook, step }: StepRef,
  layout: Layout,
  window: JudgedWindow,
): Promise<readonly Case[]> {
  const { source, scope, lake, lakeScope } = sidesOf(layout, engines.judged, window);
  const cases: Case[] = [];
  for (const inputs of variantsOf(step)) {
    const query = bind(step, await inputsFor(step, inputs, lakeScope, lake, engines.lake));
    const given = inputs.map(({ name }) => name).join(", ");
    cases.push({
      name: `${layout.name} ${playbook.id}/${step.id}${given ? ` (${given})` : ""}`,
      run: () => sameRows(engines, compile(query, scope, source), compile(query, lakeScope, lake)),
    });
  }
  return cases;
}

/** Statements that hold the watchlist's rules have a separate group. */
const isShort = ({ step: { answer } }: StepRef): boolean =>
  answer.kind !== "rule-matches" && answer.kind !== "named-by-rules";

async function everyStep(engines: Engines, window: JudgedWindow): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const layout of allLayouts)
    for (const ref of allSteps.filter(isShort))
      cases.push(...(await stepCases(engines, ref, layout, window)));
  return cases;
}

const group = (window: JudgedWindow): Group => ({
  name: window.name,
  cases: (engines) => everyStep(engines, window),
});

export const stepGroups: readonly Group[] = [
  group(KEY_NIGHT),
  group(MIDNIGHT),
  group(NEW_YEAR),
  group(FEBRUARY_END),
  group(FOUR_MONTHS),
];
