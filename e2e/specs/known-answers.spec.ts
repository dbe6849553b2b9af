import { type DemoFact, type DemoIncident, demoIncidents } from "@/lib/demo/incidents";
import { linkTo, type Place } from "../pages/links";
import { expect, test } from "../pages/test";
import type { Workbench } from "../pages/workbench";

type Group = { readonly name: string; readonly place: Place; readonly facts: DemoFact[] };

/** As a cell shows it: services by their short names, counts with their commas. */
const shown = (value: string | number): string =>
  typeof value === "number"
    ? value.toLocaleString("en-US")
    : value.replace(/^([a-z0-9-]+)\.amazonaws\.com$/, "$1");

/** The facts that one page of a playbook shows, step by step. */
function groupsOf({ facts, window: ownWindow }: DemoIncident): readonly Group[] {
  const groups = new Map<string, Group>();
  // Counts of ordinary events depend on how many were made, and tests make do with fewer.
  for (const fact of facts.filter(({ needsDefaults }) => !needsDefaults)) {
    const { step, inputs, window = ownWindow, accounts = [] } = fact;
    const words = [step.split("/")[0], ...Object.values(inputs), ...accounts];
    const name = `${words.join(" ")} from ${window.from} to ${window.to}`;
    const group = groups.get(name) ?? { name, place: { window, inputs, accounts }, facts: [] };
    groups.set(name, group);
    group.facts.push(fact);
  }
  return [...groups.values()];
}

async function isTrue(workbench: Workbench, { step, rowCount, rows = [] }: DemoFact) {
  await workbench.shows(step);
  if (rowCount !== undefined) await workbench.hasRows(rowCount);
  for (const [index, row] of rows.entries()) {
    const cells = workbench.rows().nth(index).getByRole("gridcell");
    await expect(cells).toHaveText(row.map(shown));
  }
}

for (const incident of demoIncidents) {
  test.describe(incident.title, () => {
    for (const { name, place, facts } of groupsOf(incident)) {
      test(`the page shows the true answers of ${name}`, async ({ workbench }) => {
        for (const [index, fact] of facts.entries()) {
          if (index === 0) await workbench.openRows(linkTo(fact.step, place));
          else await workbench.goToStep(fact.step);
          await isTrue(workbench, fact);
        }
      });
    }
  });
}
