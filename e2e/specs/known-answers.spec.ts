import { demoIncidents } from "@/lib/demo/incidents";
import { linkTo } from "../pages/links";
import { expect, test } from "../pages/test";

/** As a cell shows it: services by their short names, counts with their commas. */
const shown = (value: string | number): string =>
  typeof value === "number"
    ? value.toLocaleString("en-US")
    : value.replace(/^([a-z0-9-]+)\.amazonaws\.com$/, "$1");

for (const incident of demoIncidents) {
  test.describe(incident.title, () => {
    // Counts of ordinary events depend on how many were made, and tests make do with fewer.
    for (const fact of incident.facts.filter(({ needsDefaults }) => !needsDefaults)) {
      const { window = incident.window, accounts = [] } = fact;
      const asked = [fact.step, ...Object.values(fact.inputs), window.from, ...accounts].join(" ");
      test(`the page shows the true answer to ${asked}`, async ({ workbench }) => {
        await workbench.openRows(linkTo(fact.step, { window, inputs: fact.inputs, accounts }));
        await workbench.shows(fact.step);
        if (fact.rowCount !== undefined) await workbench.hasRows(fact.rowCount);
        const expected = (fact.rows ?? []).map((row) => row.map(shown));
        for (const [index, cells] of expected.entries()) {
          await expect(workbench.rows().nth(index).getByRole("gridcell")).toHaveText([...cells]);
        }
      });
    }
  });
}
