import { expect, it, vi } from "vitest";
import { ALERT } from "@/lib/hunt/alert.fixture";
import type { Undelivered } from "@/lib/hunt/outbox";
import { sayReport } from "./hunt-output";

const dropped = (severity: "low" | "medium", first: string, last = first): Undelivered => ({
  alert: { ...ALERT, severity, first, last },
  to: ["webhook"],
  reports: {},
  uses: {},
  failedHunts: 3,
  problem: "500",
});

it("says what was dropped for the webhook, and when it happened", () => {
  let said = "";
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
  const delivered = {
    delivered: 0,
    waiting: 2,
    problem: "The webhook answered 500.",
    dropped: [
      dropped("low", "2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z"),
      dropped("medium", "2026-03-01T00:00:00Z"),
      dropped("medium", "2026-03-03T00:00:00Z"),
    ],
  };
  const suppressed = { findings: 0, events: 0 };
  sayReport({ found: 1, ranges: [], notices: [], suppressed, delivered }, false);
  stderr.mockRestore();
  expect(said).toBe(
    "2 alerts wait for the webhook; the next hunt delivers them first. The webhook answered 500.\n" +
      "3 alerts were dropped and never reach the webhook (2 medium, 1 low, with events from 2026-03-01T00:00:00Z to 2026-03-04T00:00:00Z), because at most 4 MB wait for it. They were printed when they were found.\n",
  );
});
