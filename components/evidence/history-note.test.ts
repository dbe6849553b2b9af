import { expect, it } from "vitest";
import { reportOf } from "@/queries/signals/report.fixture";
import { historyNote } from "./history-note";

it("says what was compared with, and names the days without logs", () => {
  expect(historyNote(reportOf([]), 30)).toBe(
    "Compared with the 30 days before: 400 events on 18 days.",
  );
  const missingDays = ["2026-02-27", "2026-02-28", "2026-02-20"];
  expect(historyNote(reportOf([], { missingDays }), 30)).toBe(
    "Compared with the 30 days before: 400 events on 18 days. No logs on 3 days: 20 Feb 2026, 27 – 28 Feb 2026.",
  );
});

it("separates no events before from no logs, and says when nothing was compared", () => {
  const none = { history: "no-history", baselineEvents: 0, baselineDays: 0 } as const;
  expect(historyNote(reportOf([], none), 7)).toBe(
    "No events in the 7 days before to compare with. Only what is first seen 7 days or more after the first event counts as new.",
  );
  expect(historyNote(reportOf([], { ...none, missingDays: ["2026-02-28"] }), 1)).toBe(
    "No logs of the day before to compare with. Only what is first seen 7 days or more after the first event counts as new.",
  );
  expect(historyNote(reportOf([], { history: "off" }), 0)).toBe(
    "Not compared with the days before.",
  );
});
