import type { DemoFact, DemoIncident } from "@/lib/demo/incident-facts";
import { demoIncidents } from "@/lib/demo/incidents";
import { linkTo } from "../pages/links";
import { expect, test } from "../pages/test";
import type { Workbench } from "../pages/workbench";

/** The text of a cell: services by their short names, counts with commas. */
const shown = (value: string | number): string =>
  typeof value === "number"
    ? value.toLocaleString("en-US")
    : value.replace(/^([a-z0-9-]+)\.amazonaws\.com$/, "$1");

/** The facts that the incident's own page of a playbook shows, step by step. */
function factsOfPage({ facts, inputs, playbook }: DemoIncident): readonly DemoFact[] {
  return facts.filter(
    (fact) =>
      !fact.needsDefaults &&
      fact.window === undefined &&
      fact.step.startsWith(`${playbook}/`) &&
      Object.entries(fact.inputs).every(([name, value]) => inputs[name] === value),
  );
}

async function isTrue(workbench: Workbench, { step, rowCount, rows = [] }: DemoFact) {
  await workbench.shows(step);
  if (rowCount !== undefined) await workbench.hasRows(rowCount);
  for (const [index, row] of rows.entries()) {
    // The columns that the page adds are behind the step's own.
    const cells = workbench.values(workbench.rows().nth(index));
    for (const [at, value] of row.entries()) await expect(cells.nth(at)).toHaveText(shown(value));
  }
}

// One page of each incident: other tests check every known answer on both engines without a browser.
for (const incident of demoIncidents) {
  test(`${incident.title}: the page shows the true answers`, async ({ workbench }) => {
    const { window, inputs } = incident;
    const [first, ...others] = factsOfPage(incident);
    if (!first) throw new Error(`${incident.id} has no fact for its playbook`);
    await workbench.openRows(linkTo(first.step, { window, inputs }));
    await isTrue(workbench, first);
    for (const fact of others) {
      await workbench.goToStep(fact.step);
      await isTrue(workbench, fact);
    }
  });
}
