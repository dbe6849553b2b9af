import { expect, it } from "vitest";
import { reportOf } from "@/queries/signals/report.fixture";
import { historyNote } from "./history-note";

it("says what was compared with, and names the days without logs", () => {
  expect(historyNote(reportOf([]), 30)).toBe(
    "Compared with 400 events on 18 of the 30 days before.",
  );
  const missingDays = ["2026-02-27", "2026-02-28", "2026-02-20"];
  expect(historyNote(reportOf([], { missingDays }), 30)).toBe(
    "Compared with 400 events on 18 of the 30 days before. No logs for 3 of them: 20 Feb 2026, 27 – 28 Feb 2026.",
  );
});

it("separates no events before from no logs, and says when nothing was compared", () => {
  const none = { history: "no-history", baselineEvents: 0, baselineDays: 0 } as const;
  expect(historyNote(reportOf([], none), 7)).toBe(
    "No history: no events in the 7 days before. New means first used 7 days or more into its use in this time range.",
  );
  expect(historyNote(reportOf([], { ...none, missingDays: ["2026-02-28"] }), 1)).toBe(
    "No history: no logs of the 1 day before. New means first used 7 days or more into its use in this time range.",
  );
  expect(historyNote(reportOf([], { history: "off" }), 0)).toBe(
    "Not compared with the days before.",
  );
});
