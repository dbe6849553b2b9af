/** Files that are skipped by their names: the rows of whole days, from a fraction of their bytes. */
import { compile } from "@/queries/compile";
import { countBy } from "@/queries/playbook";
import type { EventQuery } from "@/queries/query";
import { type Case, type Engines, type Group, onTrino } from "../cases";
import { differenceOf } from "../compare";
import { allLayouts, type JudgedWindow, sidesOf } from "../sources";
import { KEY_NIGHT, MIDNIGHT } from "../windows";

/** An hour of a day or two, with the margin around it. */
const MOST_OF_THE_BYTES = 0.6;

const ACTIONS: EventQuery = { where: [], answer: countBy("eventname"), limit: null };

function pathsCases(engines: Engines, window: JudgedWindow): readonly Case[] {
  return allLayouts.map((layout) => ({
    name: `${layout.name} ${window.name}`,
    run: async () => {
      const exact = sidesOf(layout, engines.judged, window);
      const whole = sidesOf(layout, engines.judged, { ...window, paths: false });
      const statement = compile(ACTIONS, exact.scope, exact.source);
      return onTrino(engines.trino, statement, (hours) =>
        onTrino(engines.trino, compile(ACTIONS, whole.scope, whole.source), async (days) => {
          const share = hours.readBytes / days.readBytes;
          const difference =
            differenceOf(hours.rows, days.rows, hours.columns) ??
            (share <= MOST_OF_THE_BYTES
              ? null
              : `Reads ${hours.readBytes} of the ${days.readBytes} bytes of whole days.`);
          return { rows: hours.rows.length, difference };
        }),
      );
    },
  }));
}

export const pathsGroup: Group = {
  name: "paths",
  cases: async (engines) => [KEY_NIGHT, MIDNIGHT].flatMap((window) => pathsCases(engines, window)),
};
