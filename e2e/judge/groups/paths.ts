/** Files that are skipped by their names: the rows of whole days, from a fraction of their bytes. */
import { compile } from "@/queries/compile";
import { allSteps } from "@/queries/index";
import { bind } from "@/queries/playbook";
import { type Case, type Engines, type Group, onTrino } from "../cases";
import { differenceOf } from "../compare";
import { allLayouts, type JudgedScope, sidesOf } from "../sources";
import { KEY_NIGHT, MIDNIGHT } from "../windows";

/** An hour of a day or two, with the margin around it. */
const MOST_OF_THE_BYTES = 0.6;

const withoutInputs = allSteps.filter(({ step }) => step.inputs.length === 0);

function pathsCases(engines: Engines, asked: JudgedScope): readonly Case[] {
  return allLayouts.map((layout) => ({
    name: `${layout.name} ${asked.name}`,
    run: async () => {
      const query = bind(withoutInputs[0]?.step ?? missing(), {});
      const exact = sidesOf(layout, engines.judged, asked);
      const whole = sidesOf(layout, engines.judged, { ...asked, paths: false });
      const statement = compile(query, exact.scope, exact.source);
      return onTrino(engines.trino, statement, (hours) =>
        onTrino(engines.trino, compile(query, whole.scope, whole.source), async (days) => {
          const share = hours.readBytes / days.readBytes;
          const difference =
            differenceOf(hours.rows, days.rows) ??
            (share <= MOST_OF_THE_BYTES
              ? null
              : `Reads ${hours.readBytes} of the ${days.readBytes} bytes of whole days.`);
          return { rows: hours.rows.length, difference };
        }),
      );
    },
  }));
}

function missing(): never {
  throw new Error("No step can be run without inputs.");
}

export const pathsGroup: Group = {
  name: "paths",
  cases: async (engines) => [KEY_NIGHT, MIDNIGHT].flatMap((asked) => pathsCases(engines, asked)),
};
