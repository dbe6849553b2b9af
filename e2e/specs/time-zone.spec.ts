import { KEY_INCIDENT_WINDOW } from "@/lib/demo/incident-key";
import { CI_DEPLOY } from "@/lib/demo/people";
import { linkTo } from "../pages/links";
import { ScopeBar } from "../pages/scope-bar";
import { expect, FULL, test } from "../pages/test";

const USAGE = linkTo("access-key-exposure/all-key-usage", {
  window: KEY_INCIDENT_WINDOW,
  inputs: { accessKeyId: CI_DEPLOY.accessKeyId },
});

for (const timezoneId of ["America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"]) {
  test.describe(`with the browser in ${timezoneId}`, () => {
    test.use({ timezoneId });

    test("every time on the page is the log's own, in UTC", {
      tag: timezoneId === "Pacific/Kiritimati" ? "@both" : FULL,
    }, async ({ page, workbench }) => {
      await workbench.openRows(USAGE);
      expect(await page.evaluate(() => new Date(0).getTimezoneOffset())).not.toBe(0);
      const scope = new ScopeBar(page);
      await expect(scope.field("Time range")).toContainText("19 Mar 2026 02:00 → 03:30 UTC");
      await expect(workbench.rows().first()).toContainText("19 Mar 2026 02:11:52");
      const timeline = workbench.answer.getByRole("region", { name: "Events over time" });
      await expect(timeline.getByRole("rowheader").first()).toHaveText("19 Mar 2026 02:11 – 02:12");
      await expect(timeline.getByRole("slider").first()).toHaveAttribute(
        "aria-valuetext",
        /^19 Mar 2026 02:00:00 UTC/,
      );

      await workbench.timeOf(workbench.rows().first()).click();
      await expect(workbench.record).toContainText("19 Mar 2026 02:11:52 UTC");
      await expect(workbench.record.getByRole("treeitem", { name: /^eventTime/ })).toContainText(
        "2026-03-19T02:11:52Z",
      );

      await scope.openWindow();
      await expect(scope.windowPanel.getByRole("textbox", { name: "From" })).toHaveValue(
        "2026-03-19T02:00:00Z",
      );
      const march = scope.windowPanel.getByRole("grid", { name: "March 2026" });
      await expect(march.getByRole("gridcell", { selected: true })).toHaveText(["19"]);
    });
  });
}
