import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { DAY_MS, parseTime } from "@/queries/scope";
import { ActivityStrip } from "./activity-strip";

const DAY = parseTime("2026-03-19") ?? 0;
const range = { fromMs: DAY - 18 * DAY_MS, toMs: DAY + 12 * DAY_MS };

/** What the strip says of the days outside of a time range. */
function factsOf(chosen: typeof range, beyond: string | null = null): string {
  return renderToStaticMarkup(
    <ActivityStrip
      {...{ range, chosen, beyond }}
      events={new Map([[DAY, 312]])}
      daysWithoutLogs={[]}
      explanation=""
      isOfPlaybook={false}
      onChoose={() => undefined}
    />,
  ).replaceAll(/<[^>]*>/g, " ");
}

it("says how many events other days have, where there are other days", () => {
  const day = { fromMs: DAY, toMs: DAY + DAY_MS };
  expect(factsOf(day)).toContain("none on other days");
  expect(factsOf(day, "older logs not counted")).toContain("none on the other days shown");
  expect(factsOf({ fromMs: DAY + DAY_MS, toMs: range.toMs })).toContain("312 on other days");
});

it("says nothing of other days where every day of the logs is in the time range", () => {
  expect(factsOf(range)).toContain("312 in 30 days");
  expect(factsOf(range)).not.toContain("other days");
  expect(factsOf(range, "older logs not counted")).not.toContain("other days");
  // Parts of the first and last day are left out.
  expect(factsOf({ fromMs: range.fromMs + 1, toMs: range.toMs - 1 })).not.toContain("other days");
});
