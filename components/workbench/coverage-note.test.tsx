import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { CoverageNote } from "./coverage-note";

const noteOf = (days: readonly string[]): string =>
  renderToStaticMarkup(<CoverageNote fromMs={Date.UTC(2026, 2, 8, 12)} days={days} skipped={[]} />);

it("separates days without logs in the time range from those before it", () => {
  expect(noteOf([])).toBe("");
  expect(noteOf(["2026-03-08"])).toContain("no logs at all for 8 Mar 2026:");
  const both = noteOf(["2026-02-20", "2026-03-07", "2026-03-31"]);
  expect(both).toContain("no logs at all for 31 Mar 2026:");
  expect(both).toContain("No logs for 2 of the 30 days before");
  expect(noteOf(["2026-02-20"])).not.toContain("at all");
});
